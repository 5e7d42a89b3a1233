"""The table of README.md: every line that is due, and every test it names, is there."""

from __future__ import annotations

import pytest

from tests.threats.table import DUE, held, named_tests


def test_every_line_that_is_due_has_tests() -> None:
    assert {line for line, tests in held().items() if tests} == set(DUE)


@pytest.mark.long
def test_every_test_that_is_named_is_there() -> None:
    known = named_tests()
    named = [name for tests in held().values() for name in tests]
    assert len(named) > len(DUE)
    missing = [
        name
        for name in named
        if not any(one == name or (name.endswith("::") and one.startswith(name)) for one in known)
    ]
    assert missing == []


def test_every_file_of_this_folder_is_named() -> None:
    named = {name.partition("::")[0] for tests in held().values() for name in tests}
    here = {one.partition("::")[0] for one in named_tests() if one.startswith("tests/threats/")}
    assert here - named == {"tests/threats/test_every_line_is_held.py"}
