"""The installation's secret key: made once, kept in its data folder, readable by its user alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The key in `data/secret`, made on first use. Two processes that start together agree on one."""
    path = data / "secret"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        data.mkdir(parents=True, exist_ok=True)
    draft = data / f"secret.{os.getpid()}"
    draft.write_text(secrets.token_urlsafe(48))
    draft.chmod(0o600)
    try:
        os.link(draft, path)  # fails where another process was first; its key then holds
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_text().strip()
