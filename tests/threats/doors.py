"""Every address of the house as this world fills it, and people at their browsers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from palabre.kit import tenancy
from tests.strangers.routes import Route, _route, _walk
from tests.threats.world import BARE, CIRCLE, SALON, World

# What stands between the angle brackets of a route, by name: which of the world's things.
OWN_THING = {
    "dialogues_sound": "carried",
    "dialogues_receipt": "carried",
    "dialogues_release": "later_round",
    "dialogues_round": "later_round",
    "dialogues_answer": "outcome",
    "dialogues_publish": "heard",
    "dialogues_heard": "heard",
    "newsroom_story": "story",
    "newsroom_share_story": "story",
    "newsroom_correct": "story",
    "newsroom_withdraw": "story",
    "dialogues_file": "shown_paper",
    "communities_newcomer": "waiting_member",
    "communities_forget_draft": "kept",
    "portal_person": "member",
}
THING = {
    "dialogues.Contribution": "said",
    "dialogues.Dialogue": "dialogue",
    "dialogues.Channel": "channel",
    "dialogues.Resource": "waiting_paper",
    "dialogues.Round": "later_round",
    "dialogues.Seat": "seat",
    "dialogues.Outcome": "outcome",
    "moderation.Standing": "standing",
    "moderation.Decision": "decision",
    "network.Assignment": "assignment",
    "newsroom.Theme": "theme",
    "newsroom.Story": "draft_story",
    "initiatives.Initiative": "initiative",
    "places.Hub": "hub",
    "communities.Membership": "member",
    "communities.Invitation": "invitation",
    "communities.KeptDraft": "kept",
    "mail.Message": "message",
}
VISITOR = ""
# Who comes to a door: name in the cast → host of their own community, where that is another.
SALON_PEOPLE = ("esi", "farid", "amina", "bruno", "carla", "dev", "ghada", "blaise", "wen", "lena")
STRANGERS = ("sam", "mei", "olga")


def doors(urlconf: str) -> list[tuple[Route, URLPattern]]:
    """Every route of a URL map with its pattern."""
    return [(_route(where, found), found) for where, found in _walk(get_resolver(urlconf).url_patterns, "")]


def community_doors() -> list[tuple[Route, URLPattern]]:
    """Those on a community's host, without the demo's own, which an installation does not have."""
    found = doors(settings.COMMUNITY_URLCONF)
    return [
        (route, door)
        for route, door in found
        if not route.name.startswith(("exchange_demo", "exchange_outbox"))
    ]


def network_doors() -> list[tuple[Route, URLPattern]]:
    """Those on the bare host."""
    found = doors(settings.ROOT_URLCONF)
    return [
        (route, door)
        for route, door in found
        if not route.name.startswith(("exchange_demo", "exchange_outbox"))
    ]


def takes_forms(view: Any) -> bool:
    """Whether a view answers POST: unless `require_http_methods` leaves it out, it does."""
    seen = view
    while seen is not None:
        names = getattr(getattr(seen, "__code__", None), "co_freevars", ())
        cells = dict(zip(names, getattr(seen, "__closure__", None) or (), strict=False))
        if "request_method_list" in cells:
            return "POST" in cells["request_method_list"].cell_contents
        if hasattr(seen, "view_class"):
            return hasattr(seen.view_class, "post")
        seen = getattr(seen, "__wrapped__", None)
    return True


def path_of(world: World, route: Route) -> str:
    """The route's address with the world's own things in it."""
    filled = {}
    for name, (label, field) in route.identifiers().items():
        thing = getattr(world.at, OWN_THING.get(route.name, THING[label]))
        filled[name] = str(thing.pk if field == "pk" else getattr(thing, field))
    return route.address(**filled)


def browser(world: World, who: str, host: str = SALON) -> Client:
    """Somebody's browser on a host, signed in there; VISITOR is nobody's."""
    made = Client(raise_request_exception=False, headers={"host": host})
    if who:
        made.force_login(world.person(who))
    return made


# What a request may write without having done anything: counters, sessions, one-time keys, that one came.
BESIDE_THE_POINT = (
    "people_count",
    "django_session",
    "usersessions_usersession",
    "communities_oncekey",
    "communities_networkoncekey",
    "dialogues_visit",
)
_WRITES = re.compile(r'^(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?')


class Trial:
    """What was written since the block began; asked of the database, not of what a view says."""

    def __init__(self, since: int) -> None:
        self.since = since
        self.said: set[str] = set()

    def note(self, execute: Any, statement: str, *rest: Any) -> Any:
        """Remember which tables a statement writes to (`execute_wrapper`)."""
        if found := _WRITES.match(statement.lstrip()):
            self.said.add(found[1])
        return execute(statement, *rest)

    def tables(self) -> set[str]:
        """The tables that statements wrote to, those of no weight left out."""
        return self.said - set(BESIDE_THE_POINT)

    def rows(self, beside: tuple[str, ...] = BESIDE_THE_POINT) -> dict[str, list[dict[str, Any]]]:
        """Table → its new and changed rows; one that was only deleted from has an empty list."""
        with tenancy.everywhere(reason="the test looks into every table"), connection.cursor() as cursor:
            cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            tables = [name for (name,) in cursor.fetchall() if name in self.said and name not in beside]
            found: dict[str, list[dict[str, Any]]] = {name: [] for name in tables}
            if not tables:
                return found
            cursor.execute(
                " UNION ALL ".join(
                    f"SELECT '{name}', to_jsonb(t) FROM \"{name}\" t WHERE t.xmin::text::bigint >= {self.since}"
                    for name in tables
                )
            )
            for table, row in cursor.fetchall():
                found[table].append(json.loads(row) if isinstance(row, str) else row)
        return found


@contextmanager
def trial() -> Iterator[Trial]:
    """Try something: inside, `rows()` says what it wrote; afterwards it has not happened."""
    with connection.cursor() as cursor:
        # Every number given out from here on is that of something written inside.
        cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint %% 4294967296", [])
        (since,) = cursor.fetchone()
    found = Trial(since)
    with connection.execute_wrapper(found.note), transaction.atomic():
        yield found
        transaction.set_rollback(True)


__all__ = [
    "BARE",
    "CIRCLE",
    "SALON",
    "SALON_PEOPLE",
    "STRANGERS",
    "VISITOR",
    "browser",
    "community_doors",
    "doors",
    "network_doors",
    "path_of",
    "takes_forms",
    "trial",
]
