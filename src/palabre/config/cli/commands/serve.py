"""`palabre serve`: the pages, by granian."""

import gc
import signal
import socket
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from importlib import import_module
from typing import Any

from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal
from palabre.config.embedded.processes import follow_parent

# A blocking thread waits for its request's body. Alone, a worker therefore has many, so that uploads trickling in
# from slow phones hold up nobody; a buffering proxy hands over whole requests, and one thread is fastest.
THREADS_ALONE = 32
THREADS_BEHIND_PROXY = 1


def arguments(parser: ArgumentParser) -> None:
    """Where to listen, and how many processes."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
    parser.add_argument(
        "--workers", type=int, default=2, help="processes, about one per core (default: %(default)s)"
    )
    parser.add_argument(
        "--behind-proxy",
        action="store_true",
        help="a proxy in front takes in whole requests before it passes them on (see the nginx example)",
    )


def run(options: Namespace, console: Console) -> Outcome:
    """Serve until stopped."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    refuse_taken_port(options.host, options.port)
    address = f"http://{options.host}:{options.port}"
    server = Granian(
        "palabre.config.wsgi:application",
        address=options.host,
        port=options.port,
        interface=Interfaces.WSGI,
        workers=options.workers,
        blocking_threads=THREADS_BEHIND_PROXY if options.behind_proxy else THREADS_ALONE,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=15,
        log_level=LogLevels.error,
        log_dictconfig=LOGGING,
    )

    def announce() -> None:
        console.say(f"Listening at {address}. Stop with Ctrl-C.")
        console.facts({"listening": address, "workers": options.workers})

    server.on_startup(announce)
    load_before_splitting()
    server.serve(target_loader=_load)
    return Outcome()


def refuse_taken_port(host: str, port: int) -> None:
    """Refuse a port on which somebody listens; granian itself would share it in silence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((host, port))
        except OverflowError as error:
            sentence = "{port} is not a port: choose a number from 1 to 65535 with --port."
            raise Refusal(sentence, port=port) from error
        except OSError as error:
            raise Refusal(
                "Port {port} on {host} cannot be used ({why}). Choose another with --port.",
                port=port,
                host=host,
                why=error.strerror,
            ) from error


def load_before_splitting() -> None:
    """Load the pages once, for all worker processes: each begins with them, in memory that they share.

    Where processes are not made by splitting (other systems than Linux), each loads them itself.
    """
    if not sys.platform.startswith("linux"):
        return
    gc.disable()  # nothing of what is being loaded will be let go of; looking for it takes a tenth of the time
    from django.conf import settings
    from django.db import connections
    from django.urls import get_resolver

    import_module("palabre.config.wsgi")
    for addresses in (settings.ROOT_URLCONF, settings.COMMUNITY_URLCONF):
        _loaded_with_their_views = get_resolver(addresses).url_patterns
    connections.close_all()  # two processes on one connection would read each other's answers
    # Never looked through again: looking would write into pages of memory, and each process have its own of them.
    gc.collect()
    gc.freeze()
    gc.enable()


def _load(target: str) -> Callable[..., Any]:
    """Load the application in a worker process, which must not outlive the process that started it."""
    from palabre.config.wsgi import application

    follow_parent(signal.SIGTERM)
    return application


# granian's own lines go where progress goes: standard output belongs to the answer.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "plain", "stream": "ext://sys.stderr"}
    },
    "loggers": {"_granian": {"handlers": ["stderr"], "level": "WARNING", "propagate": False}},
}

command = Command(
    name="serve",
    summary="serve the pages",
    example="palabre serve --port 8000 --workers 2",
    run=run,
    arguments=arguments,
    ground=Ground.DATABASE,
)
