"""What was saved is said to whoever saved it, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from palabre.communities import saved
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db


def opened(address: str, membership: Any) -> Any:
    """The page of this address as a member asks for it."""
    request: Any = RequestFactory().get(address)
    request.membership = membership
    return request


def test_the_mark_stands_before_the_place_on_the_page() -> None:
    cast = Cast()
    esi = cast.membership("esi", cast.salon)
    address = saved.mark("/contributions/12/#c12", "answer-12", by=esi)
    assert address.startswith("/contributions/12/?saved=answer-12~") and address.endswith("#c12")
    assert "?after=x&saved=" in saved.mark("/somewhere/?after=x", "answer-12", by=esi)


def test_only_who_saved_it_reads_that_it_is_saved() -> None:
    cast = Cast()
    esi, amina = (cast.membership(name, cast.salon) for name in ("esi", "amina"))
    address = saved.mark("/contributions/12/", "answer-12", by=esi)
    assert saved.read(opened(address, esi)) == "answer-12"
    assert saved.read(opened(address, amina)) == ""
    assert saved.read(opened(address, None)) == ""


@pytest.mark.parametrize("written", ["answer-12", "answer-12~", "answer-12~forged", "", "~"])
def test_a_mark_somebody_wrote_says_nothing(written: str) -> None:
    cast = Cast()
    esi = cast.membership("esi", cast.salon)
    assert saved.read(opened(f"/contributions/12/?saved={written}", esi)) == ""
