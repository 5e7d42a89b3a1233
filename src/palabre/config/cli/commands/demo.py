"""`palabre demo`: database, content, pages and worker in one terminal. `bin/demo` sets up and runs this."""

import http.client
import os
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from palabre.config.cli import children
from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal
from palabre.config.cli.commands.serve import refuse_taken_port
from palabre.config.cli.demo.speech import say
from palabre.config.cli.ground import name_addresses, write_environment
from palabre.config.embedded import EmbeddedServer

COMMUNITIES = ("salon", "cities", "circle")
READY_PATIENCE = 120.0  # seconds


def arguments(parser: ArgumentParser) -> None:
    """Where the demo can be seen."""
    parser.add_argument("--port", type=int, default=8000, help="port of the pages (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--host-suffix",
        default="localhost",
        metavar="NAME",
        help="the communities are salon.NAME, cities.NAME and circle.NAME (default: %(default)s)",
    )


def run(options: Namespace, console: Console) -> Outcome:
    """Run the demo until it is stopped."""
    speak = console.progress if console.as_json else console.say
    starting = partial(speak, say("Starting the database ..."))
    try:
        with EmbeddedServer(options.data, announce=starting) as server:
            children.end_left_over(options.data / "log" / "running")
            refuse_taken_port(options.host, options.port)
            _describe(options, server)
            _prepare(console)
            speak(say("Starting the pages and the worker ..."))
            with _children(options) as running:
                _wait_until_ready(options, running)
                _announce(options, console)
                raise Refusal(_watch(running, server))
    except KeyboardInterrupt:
        # Ctrl-C is how a demo ends well; by here all of it has stopped.
        return Outcome([say("Stopped. Everything is kept in {data}.", data=options.data)])


def _describe(options: Namespace, server: EmbeddedServer) -> None:
    """Tell our children, and every later command on this data folder, what installation this is."""
    installation = {
        "PALABRE_DEMO": "1",
        "PALABRE_BASE_HOST": options.host_suffix,
        "PALABRE_SCHEME": "http",
        "PALABRE_PORT": str(options.port),
    }
    os.environ.update(installation)
    name_addresses(server.addresses)
    write_environment(options.data, installation)


def _prepare(console: Console) -> None:
    """Migrate and load as the owner, in a process that ends: ours stays small while the demo runs."""
    output = sys.stderr if console.as_json else None
    preparation = subprocess.Popen(
        [sys.executable, "-m", "palabre.config.cli.demo.content"], stdin=subprocess.DEVNULL, stdout=output
    )
    try:
        code = preparation.wait()
    except KeyboardInterrupt:
        preparation.terminate()
        preparation.wait()
        raise
    if code != 0:
        raise Refusal("The demo's database could not be prepared; what went wrong stands above.")


@contextmanager
def _children(options: Namespace) -> Iterator[list[children.Child]]:
    logs = Path(options.data) / "log"
    running: list[children.Child] = []
    try:
        web = ["serve", "--host", options.host, "--port", str(options.port)]
        running.append(children.start(say("The pages"), web, logs / "web.log"))
        running.append(children.start(say("The worker"), ["worker"], logs / "worker.log"))
        children.remember(running, logs / "running")
        yield running
    finally:
        children.stop(running)
        (logs / "running").unlink(missing_ok=True)


def _wait_until_ready(options: Namespace, running: list[children.Child]) -> None:
    """Wait until `/healthz` answers on the bare host."""
    deadline = time.monotonic() + READY_PATIENCE
    while not _answers(options):
        _refuse_ended(running)
        if time.monotonic() > deadline:
            sentence = "The pages do not answer at port {port}:\n{lines}"
            raise Refusal(sentence, port=options.port, lines=running[0].last_lines())
        time.sleep(0.05)


def _answers(options: Namespace) -> bool:
    host = "127.0.0.1" if options.host in ("0.0.0.0", "::") else options.host  # noqa: S104 (compared, not bound)
    connection = http.client.HTTPConnection(host, options.port, timeout=5)
    try:
        connection.request("GET", "/healthz", headers={"Host": f"{options.host_suffix}:{options.port}"})
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _announce(options: Namespace, console: Console) -> None:
    home = f"http://{options.host_suffix}:{options.port}"
    communities = [f"http://{name}.{options.host_suffix}:{options.port}" for name in COMMUNITIES]
    console.say("\n".join([say("The communities:"), *(f"  {address}" for address in communities)]))
    console.say(f"{say('Be somebody, with one click:')} {home}/demo/")
    console.say(f"{say('The mail that is sent:')} {home}/demo/outbox")
    console.say(say("Stop with Ctrl-C."))
    console.say(f"Palabre is ready: {home}")
    console.facts({"ready": home, "communities": communities, "data": str(options.data)})


def _watch(running: list[children.Child], server: EmbeddedServer) -> str:
    """Wait for the end of any part, with which all the others stop; returns the sentence that says so."""
    while server.process is not None and server.process.poll() is None:
        _refuse_ended(running)
        time.sleep(0.3)
    return _end(say("The database"), server.folder.log, server.folder.last_log_lines())


def _refuse_ended(running: list[children.Child]) -> None:
    if child := children.ended(running):
        raise Refusal(_end(child.name, child.log, child.last_lines()))


def _end(name: str, log: Path, lines: str) -> str:
    return say(
        "{name} has ended by itself, so everything stops. Its last lines, from {log}:\n{lines}",
        name=name,
        log=log,
        lines=lines,
    )


command = Command(
    name="demo",
    summary="run the demo: database, content, pages and worker in one terminal",
    example="palabre demo --port 8000 --data var",
    run=run,
    arguments=arguments,
    ground=Ground.NOTHING,
)
