"""The addresses (libpq URLs) under which the roles reach the embedded server."""

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SUPERUSER = "postgres"
OWNER = "palabre_owner"
APP = "palabre_app"
ROLES = (SUPERUSER, OWNER, APP)
DATABASE = "palabre"


@dataclass(frozen=True)
class Addresses:
    """One URL per role. `superuser_url` opens the maintenance database, the two others the database `palabre`."""

    superuser_url: str
    owner_url: str
    app_url: str


def addresses(passwords: dict[str, str], sockets: Path) -> Addresses:
    """Build the URLs from each role's password and the folder of the Unix socket."""
    return Addresses(
        superuser_url=_url(SUPERUSER, passwords[SUPERUSER], "postgres", sockets),
        owner_url=_url(OWNER, passwords[OWNER], DATABASE, sockets),
        app_url=_url(APP, passwords[APP], DATABASE, sockets),
    )


def _url(role: str, password: str, database: str, sockets: Path) -> str:
    return f"postgresql://{role}:{quote(password, safe='')}@/{database}?host={quote(str(sockets), safe='/')}"
