"""Law 3 in the code: a view that is given an identifier gets its row through what its reader may see.

That a stranger then gets the answer of an identifier that does not exist is tried on every route in `tests/strangers`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Dialogue
from tests.laws import reach
from tests.strangers.routes import Route, mapped

# Routes whose row is reached by something else than `visible_to`, and by what.
OTHERWISE = {
    "exchange_outbox_mail": "in the demo only, where everybody's mail is everybody's",
    "exchange_outbox_html": "in the demo only, where everybody's mail is everybody's",
    "exchange_demo_be": "in the demo only: a key of its content",
    "exchange_demo_arrive": "in the demo only: a signed token",
    "exchange_demo_said": "in the demo only: what is public of its content",
    "exchange_feed_channel": "whoever sees the community sees its channels",
    "exchange_feed_channel_json": "whoever sees the community sees its channels",
    "exchange_feed_person": "only who has said something in public has a feed",
    "exchange_feed_person_json": "only who has said something in public has a feed",
    "exchange_sitemap_part": "a number of a page of public addresses",
    "mail_stop": "a signed token",
    "picture": "the name of a file, which nobody can guess",
    "communities_forget_draft": "only among the drafts of this browser or person",
    "communities_rules_earlier": "whoever sees the community sees its rules, each wording",
    "communities_end_session": "only among one's own sessions",
    "communities_handover_start": "a signed token",
    "communities_handover": "a secret good for one time",
    "communities_invitation": "a secret from a mail",
    "moderation_flag": "asked of the subject, which knows who may see it",
    "moderation_verdict": "only for the author of what was decided on",
    "moderation_decide": "only for who may moderate, asked before",
    "network_reply": "a secret from a mail",
    "newsroom_file": "only for who may work on the assignment",
    "newsroom_file_by_mail": "a secret from a mail",
    "newsroom_photograph_by_mail": "a secret from a mail",
}
# Rows that a view fetches itself without `visible_to`, and what keeps them to who may see them.
FETCHED = {
    ("palabre.dialogues.views.caring.pick", "Pick"): "of a contribution that was reached",
    ("palabre.dialogues.views.caring._coming", "Round"): "of the dialogues that were reached",
    ("palabre.dialogues.views.hosting.answer", "Outcome"): "of the dialogues that were reached",
    ("palabre.exchange.demo.views.said", "Contribution"): "what is public, in the demo only",
    ("palabre.exchange.feeds.views.person", "Membership"): "404 where they said nothing in public",
    ("palabre.exchange.outbox.views._found", "Message"): "in the demo only",
    ("palabre.newsroom.views.filing.file", "Assignment"): "404 where the reader may not work on it",
}


@cache
def views_with_identifiers() -> list[tuple[Route, list[FunctionType]]]:
    """Every route of a community with something variable in it, and the functions its view fetches with."""
    found = mapped(settings.COMMUNITY_URLCONF)
    return [(route, reach.functions_of(view)) for route, view in found if route.variables]


def unreached(views: list[tuple[str, list[FunctionType]]]) -> set[str]:
    """Names of those whose functions never ask what somebody may see."""
    return {name for name, functions in views if not any(map(reach.reaches, functions))}


def fetched_unchecked(functions: list[FunctionType]) -> set[tuple[str, str]]:
    """What views, not the queries they ask, fetch without asking who may see it: function and model."""
    own = [one for one in functions if ".views" in one.__module__ or one.__module__.startswith("tests.")]
    return {(f"{one.__module__}.{one.__qualname__}", model) for one in own for model in reach.unchecked(one)}


def test_every_view_with_an_identifier_asks_what_its_reader_may_see() -> None:
    views = [(route.name, functions) for route, functions in views_with_identifiers()]
    assert len(views) > 60
    assert unreached(views) == set(OTHERWISE)


def test_no_view_fetches_rows_past_what_its_reader_may_see() -> None:
    found: set[tuple[str, str]] = set()
    for _route, functions in views_with_identifiers():
        found |= fetched_unchecked(functions)
    assert found == set(FETCHED)


def careless(request: Any, slug: str) -> Any:
    return get_object_or_404(Dialogue, slug=slug)


def forgetful(request: Any, pk: int) -> Any:
    return get_object_or_404(Contribution.objects.select_related("dialogue"), pk=pk)


def blunt(request: Any, pk: int) -> Any:
    return Membership.objects.filter(left_at=None).get(pk=pk)


def careful(request: Any, pk: int) -> Any:
    return get_object_or_404(Contribution.objects.select_related("dialogue").visible_to(None), pk=pk)


def asks_another(request: Any, pk: int) -> Any:
    return careful(request, pk)


def test_a_view_that_fetches_past_its_reader_is_found() -> None:
    wrong: dict[Callable[..., Any], str] = {
        careless: "Dialogue",
        forgetful: "Contribution",
        blunt: "Membership",
    }
    for view, model in wrong.items():
        functions = reach.functions_of(view)
        assert unreached([("it", functions)]) == {"it"}
        assert fetched_unchecked(functions) == {(f"{__name__}.{view.__name__}", model)}
    for view in (careful, asks_another):
        functions = reach.functions_of(view)
        assert inspect.unwrap(careful) in functions
        assert unreached([("it", functions)]) == set()
        assert fetched_unchecked(functions) == set()
