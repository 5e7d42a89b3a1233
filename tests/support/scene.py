"""Run as a program on a migrated database: the cast, forty signed-in members, an open dialogue in each community.

Prints as JSON `dialogues` (community → id, slug, title, question) and `sessions` (community → session keys).
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

MEMBERS = 40


def main() -> None:
    """Make it all as the app role, through the rooms' own actions."""
    import django

    django.setup()
    from palabre.kit.testing.cast import Cast

    cast = Cast()
    communities = {"salon": cast.salon, "cities": cast.cities, "circle": cast.circle}
    members = [_person(n) for n in range(MEMBERS)]
    dialogues, sessions = {}, {}
    for name, community in communities.items():
        for person in members:
            cast.join(person, community, ["member"])
        dialogues[name] = _dialogue(name, community)
        sessions[name] = [_session(person, community.host) for person in members]
    json.dump({"dialogues": dialogues, "sessions": sessions}, sys.stdout)


def _person(number: int) -> Any:
    from palabre.people.models import Person

    return Person.objects.create_user(
        f"member{number}@example.org", name=f"Member {number}", reads=["en"], writes=["en"]
    )


def _dialogue(name: str, community: Any) -> dict[str, Any]:
    from palabre.dialogues.actions import hosting
    from palabre.kit import clock, tenancy

    today = clock.today(community.time_zone)
    with tenancy.community(community):
        made = hosting.open_dialogue(
            community=community,
            format="salon",
            title=f"Wells of the {name}",
            language="en",
            opens_on=today - timedelta(days=3),
            closes_on=today + timedelta(days=10),
            by=None,
        )
        asked = hosting.ask(
            dialogue=made,
            questions=[("Who looks after the well?", "en")],
            opens_on=made.opens_on,
            by=None,
        )
        question = asked.questions.get()
    return {"id": made.pk, "slug": made.slug, "title": made.title, "question": question.pk}


def _session(person: Any, host: str) -> str:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from palabre.people.middleware import HOST_KEY

    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session[HOST_KEY] = host
    session.create()
    return str(session.session_key)


if __name__ == "__main__":
    main()
