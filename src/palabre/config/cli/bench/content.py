"""What is measured, made once, as the database's owner.

To read: a dialogue of a thousand contributions, and a list of twenty. To write: 32 open dialogues and as many members.
In a process of its own: `python -m palabre.config.cli.bench.content KIND`, which answers as JSON where it is.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any

from palabre.config.cli.command import Ground
from palabre.config.cli.ground import set_up

if TYPE_CHECKING:
    from palabre.communities.models import Community, Membership

LANGUAGE = "en"
LANGUAGES = ["en", "fr", "es", "pt", "ar", "bn", "id"]
PEOPLE, DIALOGUES, QUESTIONS = 200, 20, 5
WORDS = 60
WRITERS = 32
SIGNED_IN = 64
"""So many of the people have a session."""
# What a sentence of the measured texts is made of: common words, so that they compress as speech does.
SPOKEN = tuple(
    """
water comes for two hours in the morning and nobody knows who decides when the pipe is opened so we
wait with our buckets before the sun is up my mother said that there was a well behind the school
but the pump has been broken since the rains last year someone from the council wrote our names down
and promised an answer by friday we are still waiting children carry what they can before class the
price of a full tank is more than a day of work in our street everyone shares what is left at night
you hear the truck
""".split()  # noqa: SIM905 (so many words are easier to read as a text)
)


def main() -> int:
    """Make what is not there yet for a kind of measurement (`reads`, `writers`), and say where it is."""
    set_up(Ground.OWNER)
    from palabre.communities.models import Community
    from palabre.config.cli.commands.migrate import apply_pending
    from palabre.kit import tenancy

    apply_pending(lambda count: tell(f"Preparing the database: {count} changes ..."))
    host, fill, facts_of = KINDS[sys.argv[1]]
    if not Community.objects.filter(host=host).exists():
        _found(host, fill)
    community = Community.objects.get(host=host)
    with tenancy.community(community):
        facts = facts_of(community)
    print(json.dumps(facts), flush=True)
    return 0


def _found(host: str, fill: Callable[[Community], None]) -> None:
    """All of it or nothing."""
    from django.db import transaction

    from palabre.kit import tenancy

    with transaction.atomic():
        community = new_community(host)
        with tenancy.community(community):
            fill(community)


def new_community(host: str) -> Community:
    """A salon in every language of the interface."""
    from palabre.communities.actions.founding import Founding, found
    from palabre.kit import clock

    today = clock.now().date()
    made = found(
        plan=Founding(
            funders=["Measured"],
            blueprint="salon",
            host=host,
            name="Measured",
            languages=LANGUAGES,
            default_language=LANGUAGE,
            starts=today,
            ends=today + timedelta(days=365),
        ),
        by=None,
    )
    return made.community


def _fill_to_read(community: Community) -> None:
    people = members(community, PEOPLE)
    for number in reversed(range(DIALOGUES)):
        dialogue = open_dialogue(community, number, QUESTIONS)
        _speak(dialogue, list(dialogue.questions.all()), people, 1000 if number == 0 else QUESTIONS)


def _fill_to_write(community: Community) -> None:
    members(community, WRITERS)
    for number in range(WRITERS):
        open_dialogue(community, number, 1)


def open_dialogue(community: Community, number: int, questions: int) -> Any:
    """An open one, with so many questions."""
    from palabre.dialogues.actions import hosting
    from palabre.kit import clock

    today = clock.now().date()
    dialogue = hosting.open_dialogue(
        community=community,
        format="salon",
        title=f"Measured conversation {number + 1}",
        standfirst="Who opens the pipe, and who is asked before?",
        framing="\n\n".join(speech(random.Random(paragraph), 70) for paragraph in range(4)),  # noqa: S311
        language=LANGUAGE,
        opens_on=today - timedelta(days=3),
        closes_on=today + timedelta(days=3650),
        by=None,
        address=f"measured-{number + 1}",
    )
    hosting.ask(
        dialogue=dialogue,
        questions=[(f"What would you change first, and why ({n + 1})?", LANGUAGE) for n in range(questions)],
        opens_on=dialogue.opens_on,
        by=None,
    )
    return dialogue


def _speak(dialogue: Any, questions: list[Any], people: list[Membership], count: int) -> None:
    """So many contributions, by everybody in turn, half of them replies."""
    from palabre.dialogues.actions import speaking

    voices, under = cycle(people), cycle(questions)
    chance = random.Random(dialogue.slug)  # noqa: S311 - the same texts each time
    said: list[Any] = []
    for number in range(count):
        answered = chance.choice(said) if number % 2 and said else None
        one = speaking.contribute(
            dialogue=dialogue,
            text=speech(chance, WORDS),
            by=next(voices),
            question=None if answered else next(under),
            answers=answered,
            language=LANGUAGE,
            page_language=LANGUAGE,
        )
        if answered is None:
            said.append(one)
        if count > QUESTIONS and (number + 1) % 100 == 0:
            tell(f"Writing what is measured, only this once: {number + 1} of {count} ...")


def members(community: Community, many: int) -> list[Membership]:
    """So many members, none of whom has a password."""
    from palabre.communities.models import Membership
    from palabre.people.models import Person

    people = [
        Person(
            email=f"measured-{n}@{community.host}.example.org",
            name=f"Voice {n + 1}",
            reads=["en"],
            writes=["en"],
        )
        for n in range(many)
    ]
    for person in people:
        person.set_unusable_password()
    return Membership.objects.bulk_create(
        Membership(
            community=community,
            person=person,
            name=person.name,
            language=LANGUAGE,
            roles=["member"],
        )
        for person in Person.objects.bulk_create(people)
    )


def speech(chance: random.Random, words: int) -> str:
    """So many words, in sentences of a dozen."""
    begin = chance.randrange(len(SPOKEN))
    spoken = [SPOKEN[(begin + n + chance.randrange(3)) % len(SPOKEN)] for n in range(words)]
    sentences = [" ".join(spoken[n : n + 12]).capitalize() + "." for n in range(0, words, 12)]
    return " ".join(sentences)


def _to_read(community: Community) -> dict[str, Any]:
    """Where a page is, and who is signed in; what was counted against anybody's limits is forgotten."""
    from palabre.communities.models import Membership
    from palabre.dialogues.models import Dialogue
    from palabre.people.models import Count

    Count.objects.all().delete()
    dialogue = Dialogue.objects.get(community=community, slug="measured-1")
    members = (
        Membership.objects.filter(community=community).select_related("person").order_by("pk")[:SIGNED_IN]
    )
    return {
        "host": community.host,
        "dialogue": f"/{LANGUAGE}/dialogues/{dialogue.slug}/",
        "list": f"/{LANGUAGE}/dialogues/",
        "speak": f"/{LANGUAGE}/dialogues/{dialogue.slug}/speak/",
        "question": dialogue.questions.earliest("number").pk,
        "sessions": [session(one, community.host) for one in members],
    }


def _to_write(community: Community) -> dict[str, Any]:
    """Who writes where."""
    from palabre.communities.models import Membership
    from palabre.dialogues.models import Dialogue

    members = Membership.objects.filter(community=community, roles=["member"]).order_by("pk")
    return {
        "community": community.pk,
        "members": list(members.values_list("pk", flat=True)),
        "dialogues": list(
            Dialogue.objects.filter(community=community).order_by("pk").values_list("pk", flat=True)
        ),
    }


def session(member: Membership, host: str) -> str:
    """The name of a session in which this member is signed in on the community's host."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from palabre.people.middleware import HOST_KEY

    session = SessionStore()
    session[SESSION_KEY] = str(member.person_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
    session[HOST_KEY] = host
    session.create()
    return str(session.session_key)


def tell(sentence: str) -> None:
    """Say what is being done, for whoever waits."""
    print(sentence, file=sys.stderr, flush=True)


KINDS: dict[str, tuple[str, Callable[[Any], None], Callable[[Any], dict[str, Any]]]] = {
    "reads": ("bench.localhost", _fill_to_read, _to_read),
    "writers": ("writers.localhost", _fill_to_write, _to_write),
}

if __name__ == "__main__":
    sys.exit(main())
