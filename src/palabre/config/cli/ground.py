"""The environment a command runs in: data folder, addresses of the database, Django.

The file `environment` in the data folder (lines `NAME=value`) gives what the process's own environment leaves open,
so that `palabre --data DIR ...` speaks about the same installation as its services.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from palabre.config.cli.command import Ground, Refusal
from palabre.config.embedded import Addresses, at_hand


@contextmanager
def ready(data: Path, ground: Ground) -> Iterator[None]:
    """Stand a command on its ground; the embedded server, when it is ours, stops on leaving."""
    os.environ["PALABRE_DATA"] = str(data)
    for name, value in read_environment(data).items():
        os.environ.setdefault(name, value)
    if ground is Ground.NOTHING:
        yield
    elif os.environ.get("DATABASE_URL"):
        if ground in (Ground.OWNER, Ground.OWNER_DATABASE) and not os.environ.get("DATABASE_OWNER_URL"):
            raise Refusal("This needs the owner's role: name its address in DATABASE_OWNER_URL.")
        set_up(ground)
        yield
    else:
        with at_hand(data) as where:
            name_addresses(where)
            set_up(ground)
            yield


def name_addresses(where: Addresses) -> None:
    """Put the embedded server's addresses where settings, and the processes we start, look for them."""
    os.environ["DATABASE_URL"] = where.app_url
    os.environ["DATABASE_DIRECT_URL"] = where.app_url
    os.environ["DATABASE_OWNER_URL"] = where.owner_url


def set_up(ground: Ground) -> None:
    """Set Django up for the role; the two without Django leave it alone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palabre.config.settings")
    if ground in (Ground.OWNER, Ground.DIRECT):
        os.environ["PALABRE_AS"] = ground.value
    if ground not in (Ground.DATABASE, Ground.OWNER_DATABASE):
        import django

        django.setup()


def read_environment(data: Path) -> dict[str, str]:
    """The data folder's `environment` file; empty where there is none. Lines without `=` and with `#` are skipped."""
    try:
        lines = (data / "environment").read_text("utf-8").splitlines()
    except FileNotFoundError:
        return {}
    except PermissionError as error:
        raise Refusal(
            "The data folder {data} belongs to another user. Start as the user who made it.", data=data
        ) from error
    pairs = (line.split("=", 1) for line in lines if "=" in line and not line.lstrip().startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def write_environment(data: Path, settings: dict[str, str]) -> None:
    """Set names in the data folder's `environment` file and keep the others. Readable by its user alone."""
    kept = {**read_environment(data), **settings}
    path, fresh = data / "environment", data / "environment.new"
    fresh.touch(mode=0o600)
    fresh.write_text("".join(f"{name}={value}\n" for name, value in kept.items()), "utf-8")
    fresh.replace(path)
