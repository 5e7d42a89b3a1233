"""What lies where in the data folder's `postgresql/`, and who may read it.

As root, only `cluster/` and the socket folder are given to the lent account. Everything around them stays root's:
a folder the account could write in would let it put a link where root is about to open or give away a file.
"""

import os
import secrets
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from palabre.config.embedded.account import Account
from palabre.config.embedded.addresses import ROLES, Addresses, addresses
from palabre.config.embedded.refusal import EmbeddedRefusal

LONGEST_SOCKET_PATH = 107  # bytes: sun_path has 108 with its closing zero
SOCKET_NAME = ".s.PGSQL.5432"
LARGEST_LOG = 10 * 1024 * 1024  # bytes


@dataclass(frozen=True)
class Folder:
    """The embedded server's part of a data folder."""

    data: Path

    @property
    def root(self) -> Path:
        """Everything of the server's."""
        return self.data / "postgresql"

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.root / "cluster"

    @property
    def lock(self) -> Path:
        """Held by the supervisor while it lives."""
        return self.root / "lock"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.root / "server.log"

    @property
    def passwords(self) -> Path:
        """One file per role."""
        return self.root / "passwords"

    @property
    def socket_note(self) -> Path:
        """Remembers the socket folder when it had to be made elsewhere because the path here is too long."""
        return self.root / "socket-folder"

    def make(self, account: Account) -> None:
        """Make what is missing. Folders we make are passable for a lent account; existing ones stay as they are."""
        for missing in [step for step in (*reversed(self.data.parents), self.data) if not step.exists()]:
            missing.mkdir()
            if account.lent:
                missing.chmod(0o711)
        if not self.root.exists():
            self.root.mkdir(mode=0o711 if account.lent else 0o700)
        if not self.passwords.exists():
            self.passwords.mkdir(mode=0o700)

    def make_passwords(self) -> None:
        """Generate the passwords still missing; refused when those of an existing cluster are lost."""
        for role in ROLES:
            path = self.passwords / role
            if path.exists():
                continue
            if self.cluster.exists():
                raise EmbeddedRefusal(
                    "The password file {path} is missing, so nobody can sign in to the database. "
                    "Put it back from a copy of the data folder.",
                    path=path,
                )
            write_private(path, secrets.token_urlsafe(32))

    def password(self, role: str) -> str:
        """A role's password; raises FileNotFoundError before the first start."""
        return (self.passwords / role).read_text("utf-8").strip()

    def addresses(self) -> Addresses:
        """Every role's URL; call it once the server has been started at least once."""
        return addresses({role: self.password(role) for role in ROLES}, self.sockets())

    def sockets(self) -> Path:
        """The folder of the Unix socket: `run/` here, or the one remembered."""
        if self.socket_note.exists():
            return Path(self.socket_note.read_text("utf-8").strip())
        return self.root / "run"

    def make_sockets(self, account: Account) -> Path:
        """Make the socket folder, private to the account, under a path short enough for a socket."""
        near = self.root / "run"
        if len(os.fsencode(near / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            self.socket_note.unlink(missing_ok=True)
            self.make_own(near, account)
            return near
        if self.socket_note.exists() and _is_private(self.sockets(), account):
            return self.sockets()
        far = Path(tempfile.mkdtemp(prefix="palabre-", dir="/tmp"))  # TMPDIR may be too long as well
        account.own(far)
        write_private(self.socket_note, str(far))
        return far

    def make_own(self, folder: Path, account: Account) -> None:
        """Make one of our folders that is the account's own and private to it."""
        if not folder.exists():
            folder.mkdir(mode=0o700)
            account.own(folder)

    def forget_sockets(self) -> None:
        """Remove a socket folder made elsewhere, once the server has stopped."""
        if self.socket_note.exists():
            far = self.sockets()
            self.socket_note.unlink()
            if far.is_dir() and not far.is_symlink():
                for leftover in far.glob(f"{SOCKET_NAME}*"):
                    leftover.unlink()
                far.rmdir()

    def open_log(self) -> int:
        """A file descriptor for the server's log, begun anew after 10 MB with the last one kept."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG:
            self.log.replace(self.log.with_suffix(".log.1"))
        return os.open(self.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

    def last_log_lines(self, count: int = 5) -> str:
        """The end of the server's log, for the sentence that says it did not start."""
        if not self.log.exists():
            return ""
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-count:])


def write_private(path: Path, text: str) -> None:
    """Write a whole file that only we can read; a crash leaves the old one or the new one, never half of one."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def _is_private(folder: Path, account: Account) -> bool:
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return (
        stat.S_ISDIR(found.st_mode) and found.st_uid == account.uid and stat.S_IMODE(found.st_mode) == 0o700
    )
