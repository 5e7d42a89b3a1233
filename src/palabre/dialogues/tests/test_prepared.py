"""Statements built once find what the same query finds when it is built anew, whoever asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from palabre.dialogues.models import Contribution, Dialogue, Visit
from palabre.dialogues.tests.conftest import HOST
from palabre.dialogues.tests.crowd import crowd
from palabre.kit import clock, tenancy
from palabre.kit.prepared import Prepared, StandsNowhere
from palabre.kit.testing.cast import Cast


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> set[tuple[str, Any]]:
    """Every statement asked for is compared; what was asked, by name and shape."""
    seen: set[tuple[str, Any]] = set()
    statement, rows = Prepared.statement, Prepared.rows

    def anew(self: Prepared, shape: Any, values: dict[str, Any]) -> Any:
        seen.add((self._build.__name__, shape))
        return self._build(*shape, **values)

    def checked_statement(self: Prepared, *shape: Any, **values: Any) -> Any:
        found = statement(self, *shape, **values)
        assert found is not None
        with connection.cursor() as cursor:
            cursor.execute(*found)
            assert cursor.fetchall() == list(anew(self, shape, values))
        return found

    def checked_rows(self: Prepared, *shape: Any, **values: Any) -> Any:
        found, expected = rows(self, *shape, **values), anew(self, shape, values)
        compared = [[_told(one) for one in some] for some in (found, expected)]
        if not expected.ordered:  # the database may give them in any order
            compared = [sorted(some, key=lambda one: int(one["id"])) for some in compared]
        assert compared[0] == compared[1]
        return found

    monkeypatch.setattr(Prepared, "statement", checked_statement)
    monkeypatch.setattr(Prepared, "rows", checked_rows)
    return seen


def _told(row: Any) -> dict[str, Any]:
    """All that was fetched of a row and of those fetched with it."""
    held = {name: value for name, value in vars(row).items() if name != "_state"}
    return held | {f"{name}.": value and _told(value) for name, value in row._state.fields_cache.items()}


@pytest.mark.long
@pytest.mark.parametrize(
    "readers",
    [
        pytest.param(("", "esi", "dev"), id="a reader of each kind"),
        pytest.param(("", "esi", "farid", "dev", "carla", "sam"), id="all", marks=pytest.mark.scale),
    ],
)
def test_every_reader_s_pages_find_the_same(
    salon: Dialogue, cast: Cast, as_: Any, checked: set[tuple[str, Any]], readers: tuple[str, ...]
) -> None:
    with tenancy.community(cast.salon):
        crowd(cast, salon, 40)
        said = Contribution.objects.filter(dialogue=salon, answers=None).order_by("pk")
        said.filter(pk=said[3].pk).update(standing="withdrawn")
        said.filter(pk=said[4].pk).update(standing="hidden")
        place = said[7]
    own = f"/dialogues/{salon.slug}/"
    after = f"{place.said_at.isoformat()}_{place.pk}".replace("+", "%2B")
    paths = [own, f"{own}?reads=fr&reads=bn", f"{own}?reads=en", f"{own}question/1/"]
    paths += [f"{own}question/1/?after={after}", f"{own}question/2/?reads=fr", f"{own}apart/"]
    for name in readers:
        browser = as_(name) if name else Client(headers=HOST)
        for path in paths:
            assert browser.get(path).status_code == 200, (name, path)
    with tenancy.community(cast.salon):
        Visit.objects.update(before=clock.now() - timedelta(days=9))
    assert "new since your last visit" not in as_("esi").get(own).content.decode(), "she said it all herself"
    assert "new since your last visit" in as_("dev").get(own).content.decode()
    asked = {name for name, _shape in checked}
    assert asked == {
        *("_whole", "_seats", "_asked", "_with_replies", "_alone", "_of_question", "_of_language"),
        "_here",
        *("_taken_down", "_in_a_row", "_pinned", "_picked", "_from_seat", "_new"),
    }
    assert {shape for name, shape in checked if name == "_of_question"} == {
        ("visitor",),
        ("member",),
        ("keeper",),
    }


def test_a_value_that_is_computed_with_is_refused() -> None:
    with pytest.raises(StandsNowhere, match="dialogue"):
        Prepared(lambda *, dialogue: Contribution.objects.filter(dialogue=dialogue + 1)).statement(dialogue=1)


def test_what_can_never_be_found_is_nothing() -> None:
    nothing = Prepared(Contribution.objects.none)
    assert nothing.statement() is None and nothing.rows() == []


def test_each_community_finds_its_own(salon: Dialogue, cast: Cast) -> None:
    mine = Prepared(lambda *, slug: Dialogue.objects.visible_to(None).filter(slug=slug))
    with tenancy.community(cast.cities):
        assert mine.rows(slug=salon.slug) == []
    with tenancy.community(cast.salon):
        assert mine.rows(slug=salon.slug) == [salon]


def test_a_list_is_asked_by_a_statement_of_a_round_length(salon: Dialogue, cast: Cast) -> None:
    listed = Prepared(lambda *, numbers: Contribution.objects.filter(pk__in=numbers).order_by("pk"))
    with tenancy.community(cast.salon):
        crowd(cast, salon, 20)
        said = list(Contribution.objects.order_by("pk")[:9])
        for many in (1, 2, 3, 5, 8, 9):
            assert listed.rows(numbers=[one.pk for one in said[:many]]) == said[:many]
        assert listed.rows(numbers=[]) == []
    assert len(listed._kept) == 6
