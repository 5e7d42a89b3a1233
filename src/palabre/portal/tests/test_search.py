"""Search: in any script, never an embargo, never what is hidden, never a fault."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.chronicle import readers
from palabre.chronicle.models import Stumble
from palabre.communities.actions.memberships import save_profile
from palabre.dialogues.actions import hosting
from palabre.dialogues.actions.dating import move_days
from palabre.dialogues.actions.wording import change_seat, say_otherwise
from palabre.dialogues.models import Contribution, Seat
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation import actions as moderating
from palabre.moderation.subjects import subject_of
from palabre.newsroom.actions import after, editing
from palabre.portal import index
from palabre.portal.excerpts import around
from palabre.portal.models import SearchDocument
from palabre.portal.tests import filled

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def talked(for_the_file: Any) -> Any:
    """The cast, and words in four languages of one conversation in the salon, indexed."""

    def talk() -> Cast:
        cast = Cast()
        with tenancy.community(cast.salon):
            filled.speak_in(cast, filled.conversation(cast, cast.salon))
        readers.pull()
        return cast

    return for_the_file(talk)


@pytest.fixture
def cast(talked: Cast) -> Cast:
    return deepcopy(talked)


def found(question: str, host: str = "salon.localhost", **narrowed: Any) -> str:
    answer = Client().get("/search/", {"q": question, **narrowed}, headers={"host": host})
    assert answer.status_code == 200
    return str(answer.content.decode())


def lines(question: str, host: str = "salon.localhost", **narrowed: Any) -> int:
    return found(question, host, **narrowed).count('<li><p class="when">')


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("pompes", "pompe"),
        ("POMPE caisse", "caisse"),
        ("marche", "marché"),
        ("পাইপ", "পাইপ"),
        ("البنات", "البنات"),
        ("كهرباء", "الكهرباء"),
        ("committee", "committees"),
        ("ribbon", "ribbon"),
    ],
)
def test_words_are_found_in_every_script_and_shown_where_they_stand(
    cast: Cast, asked: str, marked: str
) -> None:
    assert f"<mark>{marked}</mark>" in found(asked)
    assert not Stumble.objects.exists()


def test_it_is_narrowed_by_kind_and_by_language(cast: Cast) -> None:
    assert lines("broke") == 1 and lines("broke", kind="question") == 1 and lines("broke", kind="story") == 0
    assert lines("pompe", **{"in": "fr"}) == 1 and lines("pompe", **{"in": "en"}) == 0
    assert lines("pompe", kind="nonsense", **{"in": "xx"}) == 1


def test_a_name_finds_what_they_said(cast: Cast) -> None:
    assert "<mark>Carla</mark>" in found("carla")


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "   ",
        "'",
        "a & | ! ( ) :* <->",
        "\\",
        "''''",
        "the of and",
        "日本",
        "🙂",
        "a" * 5000,
        "%_",
        "\u200f\u0301",
        "ال",
    ],
)
def test_no_words_are_a_fault(cast: Cast, asked: str) -> None:
    found(asked)


@pytest.mark.parametrize(
    "after", ["0", "abc", "0_0.1_²_1", "0_inf_1_1", "0_1e9_1_1", "9_0.1_1_1", "0_0.1_" + "9" * 40]
)
def test_an_odd_cursor_is_not_a_fault(cast: Cast, after: str) -> None:
    assert found("pompe", after=after)


def test_what_is_held_is_not_found_until_its_day(cast: Cast) -> None:
    later = clock.today("UTC") + timedelta(7)
    with tenancy.community(cast.cities):
        filled.theme(cast, cast.cities, "dhaka", opens_on=later)
        filled.story(cast, cast.cities, "dhaka", publish_at=clock.now() + timedelta(days=7))
    with tenancy.community(cast.salon):
        dialogue = filled.conversation(cast, cast.salon)
        hosting.ask(dialogue=dialogue, questions=[("Who mends zinc?", "en")], opens_on=later, by=None)
    readers.pull()
    for asked in ("vendor", "stall", "দোকান"):
        assert lines(asked, "cities.localhost") == 0
    assert lines("zinc") == 0
    with clock.moved(timedelta(days=7, minutes=1)):
        with tenancy.community(cast.cities):
            editing.let_go(cast.cities)
        assert lines("vendor", "cities.localhost") == 2 and lines("stall", "cities.localhost") == 1
        assert lines("zinc") == 1


def test_a_hidden_text_is_gone_and_comes_back_when_shown_again(cast: Cast) -> None:
    carla, dev = cast.membership("carla", cast.salon), cast.membership("dev", cast.salon)
    subject = subject_of("dialogues.contribution")
    assert subject is not None
    with tenancy.community(cast.salon):
        said = Contribution.objects.get(language="fr")
        standing = moderating.hold(
            community=cast.salon, subject=subject, subject_id=said.pk, reason="hurts", by=carla
        )
    assert lines("pompe") == 0, "the room is asked again, before the index has read of it"
    readers.pull()
    with tenancy.community(cast.salon):
        assert not SearchDocument.objects.filter(kind="contribution", subject_id=said.pk).exists()
        moderating.decide(standing=standing, subject=subject, state="public", language="en", by=dev)
    assert lines("pompe") == 1, "before the index has read of it"
    readers.pull()
    assert lines("pompe") == 1


def test_a_withdrawn_story_is_gone(cast: Cast) -> None:
    with tenancy.community(cast.cities):
        made = filled.story(cast, cast.cities, "dhaka")
    readers.pull()
    assert lines("Rahima", "cities.localhost") == 1 and lines("রহিমা", "cities.localhost") == 1
    with tenancy.community(cast.cities):
        by = cast.membership("bruno", cast.cities)
        after.withdraw(story=made, reason="It named a child.", language="en", by=by)
    readers.pull()
    with tenancy.community(cast.cities):
        assert not SearchDocument.objects.filter(kind="story").exists()
    assert lines("Rahima", "cities.localhost") == 0


def test_a_community_finds_only_its_own(cast: Cast) -> None:
    assert (
        lines("pompe") == 1
        and lines("pompe", "circle.localhost") == 0
        and lines("pompe", "cities.localhost") == 0
    )


def test_a_private_community_has_no_search_for_a_stranger(cast: Cast) -> None:
    cast.salon.visibility = "private"
    cast.salon.save()
    assert Client().get("/search/?q=pompe", headers={"host": "salon.localhost"}).status_code == 404


@pytest.mark.scale
def test_rebuilding_finds_the_same(cast: Cast) -> None:
    filled.filled_cities(cast)
    readers.pull()
    for community in (cast.salon, cast.cities):
        with tenancy.community(community):
            before = sorted(SearchDocument.objects.values_list("kind", "subject_id", "language", "vector"))
            SearchDocument.objects.first().delete()  # type: ignore[union-attr]
        assert index.rebuild(community) > 0
        with tenancy.community(community):
            after = SearchDocument.objects.values_list("kind", "subject_id", "language", "vector")
            assert sorted(after) == before


def test_what_has_no_such_word_is_guessed_and_said_so(cast: Cast) -> None:
    page = found("সমবায়পাইপ পাইপগুলো")
    assert "words like them" in page or "Nothing was found" in page
    page = found("ribbonz")
    assert "words like them" in page and "<mark>ribbon</mark>" in page


def test_an_excerpt_begins_shortly_before_the_word_and_marks_it() -> None:
    long = "word " * 200 + "the needle here " + "tail " * 200
    pieces = around(long, "needle", ("en",))
    assert ("needle", True) in pieces and sum(len(text) for text, _hit in pieces) < 320
    assert pieces[0] == ("… ", False) and pieces[-1] == (" …", False)
    assert around("電費單貼在門上", "電費", ("zh-Hant",))[0] == ("電費", True)
    assert "".join(text for text, _hit in around("<b>&", "b", ("en",))) == "<b>&"


def test_what_people_wrote_is_escaped_in_the_results(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        filled.conversation(cast, cast.salon, title="<script>alert(1)</script> wells")
    readers.pull()
    assert "<script>" not in found("wells") and "&lt;" in found("wells")


def test_a_conversation_is_found_by_its_other_title_and_no_longer_by_the_first(cast: Cast) -> None:
    assert lines("running", kind="dialogue") == 1
    with tenancy.community(cast.salon):
        told = Contribution.objects.select_related("dialogue").filter(text__contains="pompe").get().dialogue
        say_otherwise(
            dialogue=told,
            title="The ribbon and the key",
            language="en",
            by=cast.membership("dev", cast.salon),
        )
    readers.pull()
    assert lines("key", kind="dialogue") == 1
    assert lines("running", kind="dialogue") == 0


def test_carried_words_are_found_in_the_city_that_their_seat_is_given(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        dev, seat = cast.membership("dev", cast.salon), Seat.objects.get(kind="local_voice")
        said = Contribution.objects.filter(text__contains="pompe")
        said.update(seat=seat, author=None, city=None)
        change_seat(seat=seat, name=seat.name, language="bn", city=filled.city("cali"), by=dev)
    readers.pull()
    assert "<bdi>Cali</bdi>" in found("pompe")


def test_who_takes_another_name_is_found_under_it_and_no_more_under_the_first(cast: Cast) -> None:
    said = lines("carla", kind="contribution")
    assert said > 0
    with tenancy.community(cast.salon):
        save_profile(
            by=cast.membership("carla", cast.salon),
            name="Zenobia Kaur",
            wants_mail=False,
            listed=False,
            person={},
        )
    readers.pull()
    assert lines("zenobia", kind="contribution") == said
    assert lines("carla") == 0


def test_moved_days_are_those_that_are_found(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        told = Contribution.objects.select_related("dialogue").filter(text__contains="pompe").get().dialogue
        before = told.opens_on - timedelta(days=1)
        assert lines("running", kind="dialogue", until=before.isoformat()) == 0
        move_days(
            dialogue=told,
            opens_on=told.opens_on - timedelta(days=9),
            closes_on=told.closes_on,
            synthesis_due=None,
            by=cast.membership("dev", cast.salon),
        )
    readers.pull()
    assert lines("running", kind="dialogue", until=before.isoformat()) == 1
    with tenancy.community(cast.salon):
        asked = SearchDocument.objects.filter(kind="question")
        assert asked and all(one.at.date() <= before for one in asked)
