"""The demo, as somebody runs it: one terminal, stopped and killed in every way."""

import ast
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from palabre.config import embedded
from palabre.config.cli.command import Refusal
from palabre.config.cli.commands import demo as demo_command
from palabre.config.cli.commands.serve import refuse_taken_port
from palabre.config.cli.demo import content as demo_content
from palabre.config.cli.demo.speech import FRENCH, refused, say
from palabre.config.embedded import EmbeddedRefusal
from palabre.config.embedded.lock import FolderLock

PATIENCE = 600.0  # seconds: the first start loads the content, perhaps on a busy machine


class Demo:
    """A running `palabre demo`, and what it has said so far."""

    def __init__(self, data: Path, port: int, **environment: str) -> None:
        self.port = port
        self.output = data.parent / f"demo-{time.monotonic_ns()}.txt"
        with self.output.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "palabre", "demo", "--data", str(data), "--port", str(port)],
                env={**_bare(), **environment},
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    @property
    def said(self) -> str:
        return self.output.read_text("utf-8")

    def ready(self) -> "Demo":
        wait(lambda: "Palabre is ready" in self.said or self.process.poll() is not None)
        assert self.process.poll() is None, self.said
        return self

    def stop(self, number: int) -> int:
        self.process.send_signal(number)
        return self.process.wait(60)


def _bare() -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "PALABRE_"))
    }
    return {**kept, "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"}


def wait(until: Callable[[], object], seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while not until():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def status_of(port: int, host: str, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": f"{host}:{port}"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def processes_on(data: Path) -> list[str]:
    """Command lines of the processes that name the data folder, in their arguments, environment or place."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            place = str((entry / "cwd").readlink())
            named = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes() + place.encode()
            if str(data).encode() in named and "Z" not in (entry / "stat").read_text().rpartition(")")[2][:3]:
                found.append((entry / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # ended while we looked
    return found


def command(*arguments: str, data: Path) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "palabre", *arguments, "--data", str(data)]
    return subprocess.run(program, env=_bare(), capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture(scope="module")
def data(shared_reachable: Path) -> Iterator[Path]:
    """A data folder into which the demo has been loaded."""
    folder = shared_reachable / "demo"
    demo = Demo(folder, free_port())
    try:
        demo.ready()
        assert "Loading the demo" in demo.said
        assert demo.said.splitlines()[-1] == f"Palabre is ready: http://localhost:{demo.port}"
        assert demo.stop(signal.SIGTERM) == 0
        yield folder
    finally:
        demo.process.kill()


@pytest.fixture
def demo(data: Path) -> Iterator[Demo]:
    running = Demo(data, free_port())
    try:
        yield running.ready()
    finally:
        running.process.kill()
        running.process.wait()
        wait(lambda: not processes_on(data), 60)


@pytest.mark.drill
def test_a_second_start_keeps_everything_and_answers(demo: Demo) -> None:
    assert "Loading" not in demo.said
    assert status_of(demo.port, "localhost", "/healthz") == 200
    for host in ("localhost", "salon.localhost", "cities.localhost", "circle.localhost"):
        assert status_of(demo.port, host, "/") in (200, 302), host


@pytest.mark.drill
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_with_all_its_parts(demo: Demo, data: Path, number: int) -> None:
    assert demo.stop(number) == 0
    assert processes_on(data) == []
    assert "shut down" in (data / "postgresql" / "server.log").read_text().splitlines()[-1]
    assert "Everything is kept" in demo.said


@pytest.mark.drill
def test_nothing_outlives_kill_9_and_the_next_start_recovers(demo: Demo, data: Path) -> None:
    demo.process.kill()
    demo.process.wait()
    wait(lambda: not processes_on(data), 60)
    recover(data, demo.port)


def recover(data: Path, port: int) -> None:
    again = Demo(data, port)
    try:
        assert "Loading" not in again.ready().said
        assert again.stop(signal.SIGINT) == 0
    finally:
        again.process.kill()


@pytest.mark.drill
def test_a_second_demo_on_the_same_folder_says_so(demo: Demo, data: Path) -> None:
    second = command("demo", "--port", str(free_port()), data=data)
    assert second.returncode == 1
    assert f"already in use by process {demo.process.pid}" in second.stderr
    assert second.stdout == "", "it starts nothing before it knows"
    assert status_of(demo.port, "localhost", "/healthz") == 200


@pytest.mark.drill
def test_commands_run_on_the_same_folder_meanwhile(demo: Demo, data: Path) -> None:
    doctor = command("doctor", "--json", data=data)
    findings = json.loads(doctor.stdout)["findings"]
    assert [finding for finding in findings if finding["level"] == "wrong"] == []
    assert doctor.returncode == 0
    assert demo.process.poll() is None


@pytest.mark.drill
def test_a_taken_port_is_said(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = command("demo", "--port", str(port), data=data)
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr
    assert processes_on(data) == []


@pytest.mark.drill
@pytest.mark.parametrize("part", ["serve", "worker", "postgres"])
def test_when_a_part_dies_everything_stops_and_says_which(demo: Demo, data: Path, part: str) -> None:
    if part == "postgres":
        pid = int((data / "postgresql" / "cluster" / "postmaster.pid").read_text().split()[0])
    else:
        pid = next(pid for pid in _children(demo.process.pid) if part in _command_line(pid))
    os.kill(pid, signal.SIGKILL)
    assert demo.process.wait(60) == 1
    assert "has ended by itself" in demo.said
    wait(lambda: not processes_on(data), 60)


@pytest.mark.drill
def test_it_speaks_french_but_for_the_line_that_machines_read(data: Path) -> None:
    demo = Demo(data, free_port(), LC_ALL="fr_FR.UTF-8")
    try:
        said = demo.ready().said
        assert demo.stop(signal.SIGINT) == 0
    finally:
        demo.process.kill()
    assert said.startswith("Démarrage de la base de données")
    assert f"Palabre is ready: http://localhost:{demo.port}" in said


@pytest.mark.parametrize("sentence", FRENCH)
def test_every_sentence_fills_in_the_same_values_in_french(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = {
        "count": 3,
        "data": "/srv/palabre",
        "name": "X",
        "log": "/var/log",
        "lines": "...",
        "process": 41,
    }
    values |= {"path": "/here", "user": "esi", "major": 18, "port": 80, "host": "::1", "why": "Y"}
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    french = say(sentence, **values)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert french != say(sentence, **values)
    assert [str(value) in french for value in values.values()] == [
        str(value) in say(sentence, **values) for value in values.values()
    ]


def test_what_the_demo_refuses_it_refuses_in_french(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = (FolderLock(tmp_path / "lock", tmp_path) for _start in range(2))
    with first, pytest.raises(EmbeddedRefusal) as in_use, second:
        pass
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Refusal) as no_port:
            refuse_taken_port("127.0.0.1", port)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert [refused(in_use.value), refused(no_port.value)] == [str(in_use.value), str(no_port.value)]
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert refused(in_use.value) == (
        f"Le dossier de données {tmp_path} est déjà utilisé par le processus {os.getpid()}. "
        "Arrêtez d'abord celui-ci, ou choisissez un autre dossier avec --data."
    )
    assert refused(no_port.value) == (
        f"Le port {port} de 127.0.0.1 ne peut pas être utilisé (déjà occupé). Choisissez-en un autre avec --port."
    )


def test_every_refusal_of_the_embedded_server_and_the_demo_is_there_in_french() -> None:
    sources = [
        *Path(embedded.__file__).parent.glob("*.py"),
        Path(demo_command.__file__),
        Path(demo_content.__file__),
    ]
    said = [
        call.args[0].value
        for source in sources
        for call in ast.walk(ast.parse(source.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id.endswith("Refusal")
        if isinstance(call.args[0], ast.Constant)
    ]
    assert len(said) >= 12
    assert [sentence for sentence in said if sentence not in FRENCH] == []


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _command_line(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text()
