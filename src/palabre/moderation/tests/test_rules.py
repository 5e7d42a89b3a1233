"""What is kept back until a moderator has read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from palabre.communities.models import Membership
from palabre.kit import clock
from palabre.moderation import rules
from palabre.moderation.models import Holds

NOW = clock.now()


def member(*roles: str, days: int = 30) -> Membership:
    return Membership(roles=list(roles) or ["member"], joined_at=NOW - timedelta(days=days))


def why(holds: Holds, by: Membership, text: str = "We mend it.", earlier: int = 3, lately: int = 0) -> str:
    return rules.why_hold(holds, by, text, earlier=earlier, lately=lately, now=NOW)


def test_by_default_ordinary_words_are_shown_at_once() -> None:
    assert why(Holds(), member(days=0), earlier=0) == ""


def test_first_words_wait_where_the_community_wants_it() -> None:
    asked = Holds(first_words=True)
    assert why(asked, member(), earlier=0) == "first_words"
    assert why(asked, member(), earlier=1) == ""


@pytest.mark.parametrize(
    "text", ["see https://a.example/x", "WWW.a.example", "[buy](mailto:a@b.example)", "example.com"]
)
def test_a_link_of_a_new_member_waits_and_an_old_members_does_not(text: str) -> None:
    assert why(Holds(), member(days=1), text) == "link"
    assert why(Holds(), member(days=4), text) == ""
    assert why(Holds(links_of_new_members_days=0), member(days=0), text) == ""


def test_a_flood_waits() -> None:
    assert why(Holds(), member(), lately=19) == ""
    assert why(Holds(), member(), lately=20) == "flood"


@pytest.mark.parametrize("role", ["correspondent", "editor", "moderator", "manager"])
def test_whoever_works_here_is_never_held(role: str) -> None:
    held = Holds(first_words=True, texts_in_ten_minutes=1)
    assert why(held, member(role, days=0), "https://a.example", earlier=0, lately=50) == ""
