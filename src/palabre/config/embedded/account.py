"""As whom the server runs. PostgreSQL refuses to run as root, so root lends it an unprivileged account."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from palabre.config.embedded.refusal import EmbeddedRefusal

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """The user and group that run the server; `lent` when we are root and the server runs as somebody else."""

    name: str
    uid: int
    gid: int
    lent: bool

    def own(self, path: Path) -> None:
        """Give one file or folder of ours to the account (only root needs to)."""
        if self.lent:
            os.chown(path, self.uid, self.gid)

    def popen_arguments(self) -> dict[str, object]:
        """What `subprocess` needs to run a program as this account and no other group."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.lent else {}


def account_for(cluster: Path) -> Account:
    """The account for a cluster folder: the owner of one that exists, ourselves, or as root a candidate.

    Raises EmbeddedRefusal where the cluster belongs to somebody we are not and cannot become.
    """
    me = os.geteuid()
    owner = _owner(cluster)
    if me != 0:
        if owner not in (None, me):
            raise EmbeddedRefusal(
                "The database in {path} belongs to the user {user}. "
                "Start it as that user (or as root), or choose another folder with --data.",
                path=cluster,
                user=_name(owner),
            )
        return Account(_name(me), me, os.getegid(), lent=False)
    if owner:
        return _lent(pwd.getpwuid(owner))
    for name in CANDIDATES:
        try:
            return _lent(pwd.getpwnam(name))
        except KeyError:
            continue
    raise EmbeddedRefusal(
        "PostgreSQL does not run as root and there is no user 'postgres' or 'nobody' here. "
        "Start as an ordinary user, or add one: adduser --system postgres."
    )


def check_reach(account: Account, data: Path, postgres: Path) -> None:
    """Refuse, with what to do, where a lent account cannot get to its data or its program.

    Parent folders are never opened up for it: that would change who can read somebody's home.
    """
    if not account.lent:
        return
    if blocked := _first_unreachable(account, data):
        raise EmbeddedRefusal(
            "As root, PostgreSQL runs as the user '{user}', who may not enter {path}. "
            "Choose a data folder it can reach, for example --data /var/lib/palabre, or start as an ordinary user.",
            user=account.name,
            path=blocked,
        )
    if blocked := _first_unreachable(account, postgres.parent):
        raise EmbeddedRefusal(
            "As root, PostgreSQL runs as the user '{user}', who may not enter {path} (its program). "
            "Move Palabre to a folder everybody may enter, for example /srv/palabre, or start as an ordinary user.",
            user=account.name,
            path=blocked,
        )


def _first_unreachable(account: Account, folder: Path) -> Path | None:
    for step in (*reversed(folder.resolve().parents), folder.resolve()):
        answer = subprocess.run(
            ["/bin/sh", "-c", 'test -x "$0"', str(step)],
            check=False,
            cwd="/",
            **account.popen_arguments(),  # type: ignore[call-overload]
        )
        if answer.returncode != 0:
            return step
    return None


def _owner(path: Path) -> int | None:
    try:
        return path.stat().st_uid
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise EmbeddedRefusal(
            f"The data folder {path.parent} belongs to another user. "
            f"Start as the user who made it, or choose another folder with --data."
        ) from error


def _lent(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, lent=True)


def _name(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid or 0).pw_name
    except KeyError:
        return str(uid)
