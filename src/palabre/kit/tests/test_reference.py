"""Reference input: skipped where it is missing, except where it must be there."""

from __future__ import annotations

import pytest

from palabre.kit.testing.reference import reference


def test_a_test_without_its_input_is_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="'nothing-of-that-name' is not beside this checkout"):
        reference("nothing-of-that-name")


def test_a_test_without_its_input_fails_where_it_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="not beside this checkout"):
        reference("nothing-of-that-name")
