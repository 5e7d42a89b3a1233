"""Where the reference input lies that tests read and the project never contains."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pytest

_ROOT: Final = Path(__file__).resolve().parents[4]
_REFERENCE: Final = _ROOT.parent / "shared" / "data"


def reference(name: str) -> Path:
    """A file or folder of the reference input, beside the checkout.

    Where it is missing the test is skipped with the reason, and fails under CI=true, where it must be there.
    """
    path = _REFERENCE / name
    if path.exists():
        return path
    reason = f"reference input {name!r} is not beside this checkout"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
