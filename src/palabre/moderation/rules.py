"""Who may report and who may decide; what is kept back until it has been read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from palabre.communities.models import Membership
from palabre.kit.text.links import leads_away
from palabre.moderation.models import Appeal, Decision, Holds
from palabre.moderation.subjects import Excerpt

FLOOD_WINDOW = timedelta(minutes=10)
STILL_NEWS = timedelta(days=1)
"""How long after it was saved a profile is still looked at: what stood for longer was seen."""
FIRST_WORDS, LINK, FLOOD, UNPROVEN = "first_words", "link", "flood", "unproven"


def may_flag(membership: Membership, excerpt: Excerpt) -> bool:
    """Every member, of what others wrote: one's own words one changes or takes back."""
    return membership.left_at is None and membership.pk != excerpt.author_id


def may_decide(membership: Membership | None) -> bool:
    """Moderators and managers."""
    return membership is not None and membership.has("moderator", "manager")


def may_decide_on(
    membership: Membership | None,
    excerpt: Excerpt,
    appeal: Appeal | None = None,
    decisions: Sequence[Decision] = (),
) -> bool:
    """Nobody decides about their own words, nor answers an appeal where they had a part in taking them down.

    That have all who decided since the words were last shown; `decisions` are those of the case, the earliest first.
    """
    if membership is None or not may_decide(membership) or excerpt.author_id == membership.pk:
        return False
    if appeal is None:
        return True
    took_part = {appeal.decision.by_id}
    for one in decisions:
        took_part = {appeal.decision.by_id} if one.state == "public" else took_part | {one.by_id}
    return membership.pk not in took_part


def may_appeal(membership: Membership | None, decision: Decision, excerpt: Excerpt | None) -> bool:
    """The author of what was taken down, once, while that decision is the last."""
    if membership is None or excerpt is None or excerpt.author_id != membership.pk:
        return False
    return decision.state in ("hidden", "removed") and not (
        decision.appeals.exists() or decision.is_superseded
    )


def is_trusted(membership: Membership) -> bool:
    """Whoever works in the community: nothing of theirs is held."""
    return membership.has("correspondent", "editor", "moderator", "manager")


def why_hold(
    holds: Holds,
    by: Membership,
    text: str,
    *,
    earlier: int,
    lately: int,
    now: datetime,
    unproven: bool = False,
) -> str:
    """Why a text is kept back: `first_words`, `link`, `flood`, `unproven`, or "".

    `earlier` is how many texts of theirs are public, `lately` how many they sent in the last ten minutes; `unproven`
    says that it was sent before signing in and nothing showed that no machine sent it.
    """
    if is_trusted(by):
        return ""
    if lately >= holds.texts_in_ten_minutes:
        return FLOOD
    if holds.unproven and unproven:
        return UNPROVEN
    if holds.first_words and not earlier:
        return FIRST_WORDS
    is_new = now - by.joined_at < timedelta(days=holds.links_of_new_members_days)
    return LINK if is_new and leads_away(text) else ""
