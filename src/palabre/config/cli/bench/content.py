"""What is measured: a dialogue of a thousand contributions, and a list of twenty; made once, as the database's owner.

In a process of its own: `python -m palabre.config.cli.bench.content`, which answers with `Facts` as JSON.
"""

from __future__ import annotations

import json
import random
import sys
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any

from palabre.config.cli.command import Ground
from palabre.config.cli.ground import set_up

if TYPE_CHECKING:
    from palabre.communities.models import Community, Membership

HOST, LANGUAGE = "bench.localhost", "en"
PEOPLE, DIALOGUES, QUESTIONS = 200, 20, 5
WORDS = 60
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
    """Make what is not there yet, and say where it is."""
    set_up(Ground.OWNER)
    from palabre.communities.models import Community
    from palabre.config.cli.commands.migrate import apply_pending
    from palabre.kit import tenancy

    apply_pending(lambda count: _tell(f"Preparing the database: {count} changes ..."))
    if not Community.objects.filter(host=HOST).exists():
        _found()
    community = Community.objects.get(host=HOST)
    with tenancy.community(community):
        facts = _facts(community)
    print(json.dumps(facts), flush=True)
    return 0


def _found() -> None:
    """All of it or nothing."""
    from django.db import transaction

    from palabre.communities.actions.founding import Founding, found
    from palabre.kit import clock, tenancy

    today = clock.now().date()
    with transaction.atomic():
        made = found(
            plan=Founding(
                funders=["Measured"],
                blueprint="salon",
                host=HOST,
                name="Measured",
                languages=["en", "fr", "es", "pt", "ar", "bn", "id"],
                default_language=LANGUAGE,
                starts=today,
                ends=today + timedelta(days=365),
            ),
            by=None,
        )
        with tenancy.community(made.community):
            _fill(made.community)


def _fill(community: Community) -> None:
    from palabre.dialogues.actions import hosting
    from palabre.kit import clock

    people, today = _people(community), clock.now().date()
    for number in reversed(range(DIALOGUES)):
        dialogue = hosting.open_dialogue(
            community=community,
            format="salon",
            title=f"Measured conversation {number + 1}",
            standfirst="Who opens the pipe, and who is asked before?",
            framing="\n\n".join(_speech(random.Random(paragraph), 70) for paragraph in range(4)),  # noqa: S311
            language=LANGUAGE,
            opens_on=today - timedelta(days=3),
            closes_on=today + timedelta(days=3650),
            by=None,
            address=f"measured-{number + 1}",
        )
        asked = hosting.ask(
            dialogue=dialogue,
            questions=[
                (f"What would you change first, and why ({n + 1})?", LANGUAGE) for n in range(QUESTIONS)
            ],
            opens_on=dialogue.opens_on,
            by=None,
        )
        _speak(dialogue, list(asked.questions.all()), people, 1000 if number == 0 else QUESTIONS)


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
            text=_speech(chance, WORDS),
            by=next(voices),
            question=None if answered else next(under),
            answers=answered,
            language=LANGUAGE,
            page_language=LANGUAGE,
        )
        if answered is None:
            said.append(one)
        if count > QUESTIONS and (number + 1) % 100 == 0:
            _tell(f"Writing what is measured, only this once: {number + 1} of {count} ...")


def _people(community: Community) -> list[Membership]:
    from palabre.communities.models import Membership
    from palabre.people.models import Person

    people = [
        Person(email=f"measured-{n}@example.org", name=f"Voice {n + 1}", reads=["en"], writes=["en"])
        for n in range(PEOPLE)
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


def _speech(chance: random.Random, words: int) -> str:
    begin = chance.randrange(len(SPOKEN))
    spoken = [SPOKEN[(begin + n + chance.randrange(3)) % len(SPOKEN)] for n in range(words)]
    sentences = [" ".join(spoken[n : n + 12]).capitalize() + "." for n in range(0, words, 12)]
    return " ".join(sentences)


def _facts(community: Community) -> dict[str, Any]:
    """Where a page is, and who is signed in; what was counted against anybody's limits is forgotten."""
    from palabre.communities.models import Membership
    from palabre.dialogues.models import Dialogue
    from palabre.people.models import Count

    Count.objects.all().delete()
    dialogue = Dialogue.objects.get(slug="measured-1")
    members = Membership.objects.select_related("person").order_by("pk")[:SIGNED_IN]
    return {
        "host": HOST,
        "dialogue": f"/{LANGUAGE}/dialogues/{dialogue.slug}/",
        "list": f"/{LANGUAGE}/dialogues/",
        "speak": f"/{LANGUAGE}/dialogues/{dialogue.slug}/speak/",
        "question": dialogue.questions.earliest("number").pk,
        "sessions": [_session(one) for one in members],
    }


def _session(member: Membership) -> str:
    """The name of a session in which this member is signed in on the community's host."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from palabre.people.middleware import HOST_KEY

    session = SessionStore()
    session[SESSION_KEY] = str(member.person_id)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.person.get_session_auth_hash()
    session[HOST_KEY] = HOST
    session.create()
    return str(session.session_key)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
