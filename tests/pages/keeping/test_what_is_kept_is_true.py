"""What is kept of a page is, byte for byte, what would be made of it anew."""

from __future__ import annotations

import random
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction

from palabre.communities.models import Community
from palabre.dialogues.models import Dialogue
from palabre.kit import tenancy
from palabre.kit.delivery.invalidations import touched_tables
from palabre.kit.testing.visitors import House
from tests.pages.test_every_page import languages_of
from tests.pages.walk import Place, public_pages

MADE_ANEW = frozenset({"answering", "sign-in", "search", "missing"})
ABOUT_ONE = frozenset({"dialogue", "question", "contribution", "archived dialogue", "hosted discussion"})
QUICK = frozenset({"salon home", "dialogue", "contribution", "theme", "city hub", "missing"})
CHANGED = " (changed)"


@pytest.fixture
def house() -> House:
    return House()


@pytest.mark.parametrize(
    "names", [QUICK, pytest.param(frozenset(), marks=pytest.mark.long)], ids=["a few", "all"]
)
def test_a_page_is_kept_and_true(lived_in: Any, house: House, names: frozenset[str]) -> None:
    house.begin()
    wrong = []
    for turn, place in enumerate(public_pages()):
        if names and place.name not in names:
            continue
        spoken = languages_of(place)
        path = place.in_language(spoken[turn % len(spoken)])
        first, second = house.see(place.host, path), house.see(place.host, path)
        anew = house.fresh(place.host, path)
        if second.was_kept == (place.name in MADE_ANEW):
            wrong.append(f"{place.name}: kept is {second.was_kept}")
        if not (first.text == second.text == anew.text) and place.name not in MADE_ANEW:
            wrong.append(f"{place.name}: another page")
        if second.was_kept and (second.headers | TOLD_BY_THE_FRONT) != (anew.headers | TOLD_BY_THE_FRONT):
            wrong.append(f"{place.name}: other headers")
    assert wrong == []


# What the front says of a kept page that Django does not.
TOLD_BY_THE_FRONT = dict.fromkeys(("etag", "content-length", "cache-control", "content-encoding"), "")


@pytest.mark.long
def test_a_page_about_one_dialogue_shows_nothing_of_another(demo: str, house: House) -> None:
    """It is let go of by changes in its own dialogue, so what it shows must be of it alone."""
    house.begin()
    about = [place for place in public_pages() if place.name in ABOUT_ONE]
    for place in about:
        assert not house.see(place.host, place.in_language("en")).was_kept, place.name
        with connection.cursor() as cursor:
            scoped = [table for table, scopes in touched_tables(cursor).items() if "dialogue" in scopes]
        for other in _other_dialogues(place):
            for table in scoped:
                _change(table, dialogue=other)
        house.hear()
        kept = house.see(place.host, place.in_language("en"))
        assert kept.was_kept, f"{place.name} was let go of"
        assert kept.text == house.fresh(place.host, place.in_language("en")).text, place.name
    assert CHANGED in house.fresh(about[1].host, about[1].in_language("en")).text  # so changes do show


@pytest.mark.scale
def test_whatever_changes_no_page_shows_what_was_before(demo: str, house: House) -> None:
    """Every row of one table after the other is changed, and what is still kept then compared."""
    house.begin()
    places = [place for place in public_pages() if place.name not in MADE_ANEW]
    with connection.cursor() as cursor:
        tables = sorted(touched_tables(cursor))
    changed = 0
    for table in tables:
        for place in places:
            house.see(place.host, place.in_language("en"))
        changed += _change(table)
        house.hear()
        for place in places:
            kept = house.see(place.host, place.in_language("en"))
            if kept.was_kept:
                anew = house.fresh(place.host, place.in_language("en"))
                assert kept.text == anew.text, f"{place.name} after a change of {table}"
    assert changed > len(tables)


@pytest.mark.scale
@pytest.mark.parametrize("seed", range(3))
def test_in_any_order_each_reader_gets_their_own_page(lived_in: Any, house: House, seed: int) -> None:
    """Pages, languages, readers and hosts by chance, with changes of no effect between that let pages go."""
    chance = random.Random(seed)
    house.begin()
    places = [place for place in public_pages() if place.name not in MADE_ANEW]
    kept = 0
    for _step in range(80):
        place = chance.choice(places)
        path = place.in_language(chance.choice(languages_of(place)))
        reader = chance.choice(_readers(place.host))
        if chance.random() < 0.2:
            with connection.cursor() as cursor:
                house.store.touch([chance.choice(sorted(touched_tables(cursor)))])
        answer = house.see(place.host, path, **reader)
        assert answer.text == house.fresh(place.host, path, **reader).text, (place.name, path, reader)
        assert not (answer.was_kept and "palabre_session" in reader.get("HTTP_COOKIE", ""))
        kept += answer.was_kept
    assert kept > 5


def _readers(host: str) -> list[dict[str, str]]:
    """Visitors, one of whom chose a language; where there are members, two of them."""
    visitors = [{}, {}, {"HTTP_COOKIE": "palabre_language=fr"}]
    here = Community.objects.filter(host=host).first()
    if here is None:
        return visitors
    with tenancy.community(here):
        members = apps.get_model("communities.Membership").objects.filter(left_at=None).order_by("pk")
        emails = [member.person.email for member in members.select_related("person")[:2]]
    signed_in = [Place("", host, "/", email).browser().cookies["palabre_session"].value for email in emails]
    cookies = [f"palabre_session={session}" for session in signed_in]
    return [*visitors, *({"HTTP_COOKIE": one} for one in cookies)]


def _other_dialogues(place: Place) -> list[int]:
    here = Community.objects.get(host=place.host)
    slug = place.path.split("/")[2]
    with tenancy.community(here):
        if place.path.startswith("/contributions/"):
            said = apps.get_model("dialogues.Contribution").objects.get(pk=int(slug))
            return list(Dialogue.objects.exclude(pk=said.dialogue_id).values_list("pk", flat=True))
        return list(Dialogue.objects.exclude(slug=slug).values_list("pk", flat=True))


def _change(table: str, *, dialogue: int | None = None) -> int:
    """Add a word to every text of a table, or of what belongs to one dialogue in it; take away what has none."""
    model = next(one for one in apps.get_models() if one._meta.db_table == table)
    names = [field.name for field in model._meta.local_concrete_fields if _is_words(field)]
    changed = 0
    with tenancy.everywhere(reason="every row of a test's own database"), transaction.atomic():
        rows = model._default_manager.all()
        for row in rows.filter(dialogue_id=dialogue) if dialogue else rows:
            told = {name: getattr(row, name) + CHANGED for name in names if getattr(row, name)}
            this = model._base_manager.filter(pk=row.pk)
            changed += this.update(**told) if told else _taken_away(this)
    return changed


def _taken_away(row: models.QuerySet[Any]) -> int:
    """Delete what has no words, where nothing rests on it."""
    try:
        with transaction.atomic():
            return row._raw_delete(using=row.db)  # type: ignore[no-any-return, attr-defined]
    except IntegrityError:
        return 0


def _is_words(field: models.Field[Any, Any]) -> bool:
    """A text that is shown as it stands and that nothing is found by."""
    if not isinstance(field, models.TextField | models.CharField) or isinstance(field, models.SlugField):
        return False
    longest = getattr(field, "max_length", None)
    known = ("language", "state", "standing", "host", "code", "slug", "kind", "format", "email", "hash")
    return not (
        field.choices
        or field.unique
        or (longest is not None and longest < 80)
        or any(word in field.name for word in known)
    )
