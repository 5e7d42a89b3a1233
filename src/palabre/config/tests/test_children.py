"""Processes that a command answers for are stopped, also when they do not listen, also after a kill -9."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from palabre.config.cli import children
from palabre.config.cli.children import Child

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('deaf', flush=True); time.sleep(600)"


@pytest.fixture
def deaf(tmp_path: Path) -> Iterator[Child]:
    """A child that does not listen when it is asked to stop."""
    process = subprocess.Popen([sys.executable, "-c", DEAF], stdout=subprocess.PIPE, start_new_session=True)
    assert process.stdout is not None
    assert process.stdout.readline() == b"deaf\n"
    yield Child("deaf", process, tmp_path / "deaf.log")
    process.kill()
    process.wait()


def test_a_child_that_does_not_listen_is_killed(deaf: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "PATIENCE", 0.2)
    children.stop([deaf])
    assert deaf.process.returncode == -signal.SIGKILL


def test_what_a_killed_supervisor_left_is_ended(deaf: Child, tmp_path: Path) -> None:
    children.remember([deaf], tmp_path / "running")
    children.end_left_over(tmp_path / "running")
    assert deaf.process.wait(5) == -signal.SIGKILL
    assert not (tmp_path / "running").exists()


def test_a_stranger_with_the_same_number_is_left_alone(deaf: Child, tmp_path: Path) -> None:
    children.remember([deaf], tmp_path / "running")
    pid, begun = (tmp_path / "running").read_text().split()
    (tmp_path / "running").write_text(f"{pid} {int(begun) - 1}\n")
    children.end_left_over(tmp_path / "running")
    with pytest.raises(subprocess.TimeoutExpired):
        deaf.process.wait(0.5)


def test_the_first_that_ended_is_named(deaf: Child, tmp_path: Path) -> None:
    assert children.ended([deaf]) is None
    (tmp_path / "deaf.log").write_text("one\ntwo\nthree\n")
    deaf.process.kill()
    deaf.process.wait()
    assert children.ended([deaf]) is deaf
    assert deaf.last_lines(2) == "two\nthree"
