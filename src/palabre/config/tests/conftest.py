"""Folders for servers of a test's own."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.databases import in_memory


@contextmanager
def _reachable() -> Iterator[Path]:
    # pytest keeps its own folders to itself; a server of root's runs as somebody else, who must get through.
    folder = Path(tempfile.mkdtemp(prefix="palabre-config-", dir=in_memory()))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """An empty folder that the server's account may enter."""
    with _reachable() as folder:
        yield folder


@pytest.fixture(scope="module")
def shared_reachable() -> Iterator[Path]:
    """The same, one for all tests of a file."""
    with _reachable() as folder:
        yield folder
