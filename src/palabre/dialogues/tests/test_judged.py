"""Words that were reported, held, taken down, asked for again: who sees what, and who decides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.communities.models import Membership
from palabre.dialogues.actions import speaking
from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation import actions as moderating
from palabre.moderation.models import Appeal, Decision, Standing
from palabre.moderation.subjects import subject_of

pytestmark = pytest.mark.django_db
HOST = {"host": "salon.localhost"}
KIND = "dialogues.contribution"
DOWN = {"state": "hidden", "ground": "hurts", "reason": "It calls a neighbour names."}


@pytest.fixture
def cast() -> Cast:
    made = Cast()
    with tenancy.community(made.salon):
        Membership.objects.filter(person=made.bruno).update(roles=["moderator"])
    return made


@pytest.fixture
def dialogue(cast: Cast) -> Dialogue:
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        return Dialogue.objects.create(
            community=cast.salon,
            slug="water",
            format="salon",
            title="Water",
            language="en",
            opens_on=today,
            closes_on=today + timedelta(days=9),
            created_at=clock.now(),
        )


def say(cast: Cast, dialogue: Dialogue, text: str = "Mind the well.", who: str = "esi") -> Contribution:
    with tenancy.community(cast.salon):
        return speaking.contribute(
            dialogue=dialogue, text=text, by=cast.membership(who, cast.salon), page_language="en"
        )


def report(cast: Cast, said: Contribution, who: str = "farid") -> Standing:
    subject = subject_of(KIND)
    assert subject is not None
    with tenancy.community(cast.salon):
        flag = moderating.flag(
            community=cast.salon,
            subject=subject,
            subject_id=said.pk,
            reason="hurts",
            language="en",
            by=cast.membership(who, cast.salon),
        )
    standing: Standing = flag.standing
    return standing


def browser(person: Any = None) -> Client:
    made = Client(headers=HOST)
    if person is not None:
        made.force_login(person)
    return made


def send(who: Client, path: str, **fields: Any) -> Any:
    return who.post(path, {**fields, "once": once.new_key()})


def decisions() -> list[Decision]:
    with tenancy.everywhere(reason="test"):
        return list(Decision.objects.order_by("pk"))


def test_what_is_taken_down_is_seen_by_its_author_and_the_keepers_alone(
    cast: Cast, dialogue: Dialogue
) -> None:
    said = say(cast, dialogue)
    standing = report(cast, said)
    answer = send(browser(cast.carla), f"/moderation/{standing.pk}/", **DOWN)
    assert answer.status_code == 302
    page = f"/contributions/{said.pk}/"
    assert browser().get(page).status_code == 404
    assert browser(cast.farid).get(page).status_code == 404
    for person in (cast.esi, cast.carla):
        shown = browser(person).get(page)
        assert b"Mind the well." in shown.content
        assert b"Taken down." in shown.content


def test_a_decision_against_a_text_needs_a_ground_and_a_reason(cast: Cast, dialogue: Dialogue) -> None:
    standing = report(cast, say(cast, dialogue))
    answer = send(browser(cast.carla), f"/moderation/{standing.pk}/", state="hidden")
    assert answer.status_code == 422
    assert b"Choose what is wrong with it." in answer.content
    assert b"Its author will read it." in answer.content
    assert decisions() == []


def test_an_author_reads_why_and_asks_once_more(cast: Cast, dialogue: Dialogue) -> None:
    standing = report(cast, say(cast, dialogue))
    send(browser(cast.carla), f"/moderation/{standing.pk}/", **DOWN)
    page = f"/moderation/decision/{decisions()[0].pk}/"
    esi = browser(cast.esi)
    assert DOWN["reason"].encode() in esi.get(page).content
    for stranger in (browser(cast.farid), browser(cast.carla)):
        assert stranger.get(page).status_code == 404
    for stranger in (browser(), browser(cast.farid), browser(cast.carla)):
        assert send(stranger, page, text="I too").status_code == 404
    for _twice in range(2):
        assert send(esi, page, text="I am that neighbour.").status_code == 302
    with tenancy.everywhere(reason="test"):
        assert Appeal.objects.count() == 1
    assert b"Another moderator will look at it." in esi.get(page).content


def test_the_mailed_address_of_a_decision_leads_to_sign_in_whether_there_is_one_or_not(
    cast: Cast, dialogue: Dialogue
) -> None:
    standing = report(cast, say(cast, dialogue))
    send(browser(cast.carla), f"/moderation/{standing.pk}/", **DOWN)
    for number in (decisions()[0].pk, 999_999):
        page = f"/fr/moderation/decision/{number}/"
        answer = browser().get(page)
        assert (answer.status_code, answer["Location"]) == (302, f"/fr/sign-in/?next={page}")


def test_whoever_decided_does_not_answer_the_appeal(cast: Cast, dialogue: Dialogue) -> None:
    standing = report(cast, say(cast, dialogue))
    carla, bruno = browser(cast.carla), browser(cast.bruno)
    send(carla, f"/moderation/{standing.pk}/", **DOWN)
    send(browser(cast.esi), f"/moderation/decision/{decisions()[0].pk}/", text="I am that neighbour.")
    assert b"for somebody else" in carla.get("/moderation/").content
    assert send(carla, f"/moderation/{standing.pk}/", state="public").status_code == 404
    assert b"I am that neighbour." in bruno.get(f"/moderation/{standing.pk}/").content
    assert send(bruno, f"/moderation/{standing.pk}/", state="public").status_code == 302
    assert b"Mind the well." in browser().get("/dialogues/water/").content
    assert b"Nothing waits." in carla.get("/moderation/").content


def test_nobody_decides_about_their_own_words(cast: Cast, dialogue: Dialogue) -> None:
    standing = report(cast, say(cast, dialogue, who="carla"))
    assert send(browser(cast.carla), f"/moderation/{standing.pk}/", **DOWN).status_code == 404
    assert send(browser(cast.carla), "/moderation/", cases=[standing.pk], **DOWN).status_code == 422
    assert decisions() == []


def test_several_texts_are_decided_about_at_once(cast: Cast, dialogue: Dialogue) -> None:
    found = [report(cast, say(cast, dialogue, f"Buy pipes {n}")).pk for n in range(3)]
    carla = browser(cast.carla)
    fields = {"state": "removed", "ground": "advertises", "reason": "It sells pipes."}
    assert send(carla, "/moderation/", **fields).status_code == 422
    assert send(carla, "/moderation/", cases=found[:2], **fields).status_code == 302
    assert [decision.ground for decision in decisions()] == ["advertises"] * 2
    assert carla.get("/moderation/").content.count(b'name="cases"') == 1


def test_the_queue_says_which_languages_nobody_reads(cast: Cast, dialogue: Dialogue) -> None:
    with tenancy.community(cast.salon):
        said = speaking.contribute(
            dialogue=dialogue,
            text="কুয়োটি দেখো",
            language="bn",
            by=cast.membership("esi", cast.salon),
            page_language="bn",
        )
    report(cast, said)
    page = browser(cast.carla).get("/moderation/").content.decode()
    assert "Nobody who decides here reads Bengali." in page
    cast.bruno.reads = ["bn"]
    cast.bruno.save()
    assert "Nobody who decides" not in browser(cast.carla).get("/moderation/").content.decode()


def test_the_log_is_public_and_names_nobody(cast: Cast, dialogue: Dialogue) -> None:
    standing = report(cast, say(cast, dialogue))
    left = report(cast, say(cast, dialogue, "Left alone"))
    carla = browser(cast.carla)
    send(carla, f"/moderation/{standing.pk}/", **DOWN)
    send(carla, f"/moderation/{left.pk}/", state="public")
    page = browser().get("/moderation/log/").content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert main.count("<li>") == 1
    assert "It attacks or hurts somebody" in main
    for told in ("Esi", "Carla", "Farid", "neighbour", "well"):
        assert told not in main


def test_first_words_wait_and_are_not_counted_until_read(cast: Cast, dialogue: Dialogue) -> None:
    fields = {"first_words": "on", "links_of_new_members_days": 0, "texts_in_ten_minutes": 20}
    assert send(browser(cast.carla), "/moderation/holds/", **fields).status_code == 404
    assert send(browser(cast.dev), "/moderation/holds/", **fields).status_code == 302
    said = say(cast, dialogue)
    assert said.standing == "pending"
    with tenancy.community(cast.salon):
        assert sum(dialogue.tallies.values_list("delta", flat=True)) == 0
        standing = Standing.objects.get(subject_id=said.pk)
    assert b"Mind the well." not in browser().get("/dialogues/water/").content
    assert b"first words of a new member" in browser(cast.carla).get("/moderation/").content
    send(browser(cast.carla), f"/moderation/{standing.pk}/", state="public")
    assert b"Mind the well." in browser().get("/dialogues/water/").content
    assert say(cast, dialogue, "And the rope.").standing == "public"


def test_a_panelist_of_the_dialogue_is_not_held(cast: Cast, dialogue: Dialogue) -> None:
    with tenancy.community(cast.salon):
        moderating.set_holds(community=cast.salon, by=cast.membership("dev", cast.salon), first_words=True)
        dialogue.seats.create(
            community=cast.salon,
            kind="panelist",
            name="Esi",
            language="en",
            membership=cast.membership("esi", cast.salon),
        )
    assert say(cast, dialogue).standing == "public"
