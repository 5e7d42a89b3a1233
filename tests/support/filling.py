"""Rows of the kinds that the demo's story needs none of, so that no list on a page is empty when its rows are counted.

Written as rows, not through actions: what is measured is what pages read. One of each in every community, hung on its
first contribution, story, members; whoever reads a page as its manager finds them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from palabre.communities.models import Community
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import model


def fill() -> None:
    """Fill every community."""
    for community in Community.objects.order_by("pk"):
        fill_one(community)


def fill_one(community: Community) -> None:
    """Fill one community and leave the others as they are."""
    with tenancy.community(community):
        members = list(model("communities.Membership").objects.filter(community=community).order_by("pk"))
        _people(community, members)
        _talk(community, members)
        _moderation(community, members)
        _stories(community, members)


def _add(community: Community, label: str, **fields: Any) -> Any:
    return model(label).objects.create(community=community, **fields)


def _people(community: Community, members: list[Any]) -> None:
    now, (first, second) = clock.now(), members[:2]
    text = {"text": "Which well is yours?", "language": "en"}
    _add(community, "communities.JoinQuestion", number=2, **text)
    answer = {"number": 2, "question": "Which well is yours?", "question_language": "en"}
    _add(community, "communities.JoinAnswer", membership=second, text="The old one.", language="en", **answer)
    for by, whom in ((first, second), (second, first)):
        _add(community, "communities.Mute", by=by, whom=whom, at=now)
    own = {"text": "Be kind.", "html": "<p>Be kind.</p>", "language": "en"}
    rules = model("communities.Rules").objects.filter(community=community)
    if not rules.exists():
        _add(community, "communities.Rules", number=1, published_at=now, published_by=first, **own)


def _talk(community: Community, members: list[Any]) -> None:
    now, first = clock.now(), members[0]
    said = model("dialogues.Contribution").objects.filter(
        community=community, standing="public", answers=None
    )
    dialogue = (
        model("dialogues.Dialogue").objects.filter(community=community, noted_state="open").order_by("pk")
    )
    rows = said.filter(dialogue__in=dialogue[:1]).order_by("pk") if dialogue else said.order_by("pk")
    channel = _add(community, "dialogues.Channel", slug="wells", name="Wells", language="en")
    today = now.date()
    _add(
        community,
        "dialogues.Dialogue",
        slug="wells-and-taps",
        format="hosted",
        title="Wells and taps",
        language="en",
        opens_on=today - timedelta(days=90),
        closes_on=today + timedelta(days=9),
        channel=channel,
        created_at=now,
    )
    _add(community, "dialogues.Welcome", language="en", text="Welcome.", by=first, changed_at=now)
    for place, one in enumerate(rows[:6]):
        _add(community, "dialogues.Pick", contribution=one, pinned=place == 0, by=first, at=now)
        words = {"text": "Before.", "html": "<p>Before.</p>", "language": "en"}
        _add(community, "dialogues.Revision", contribution=one, until=now, by=first, **words)
        _add(community, "dialogues.Mention", contribution=one, membership=first)
        seat = one.dialogue.seats.order_by("pk").first()
        if seat is not None:
            _add(community, "dialogues.PutTo", contribution=one, seat=seat, at=now)
        one.dialogue.channel = channel
        one.dialogue.save(update_fields=["channel"])
        for by in members[:3]:
            draft = {"text": "Not yet.", "language": "en", "saved_at": now, "place": f"c{one.pk}"}
            _add(community, "dialogues.Draft", dialogue=one.dialogue, by=by, **draft)


def _moderation(community: Community, members: list[Any]) -> None:
    now = clock.now()
    by = {"by": members[1], "at": now, "language": "en"}
    said = model("dialogues.Contribution").objects.filter(community=community, standing="public")
    for place, one in enumerate(said.order_by("pk")[:6]):
        state = ("public", "pending", "hidden")[place % 3]
        standing = _add(
            community,
            "moderation.Standing",
            kind="dialogues.contribution",
            subject_id=one.pk,
            state=state,
            since=now - timedelta(hours=place),
        )
        _add(community, "moderation.Flag", standing=standing, reason="hurts", note="Look.", **by)
        if state == "hidden":
            decided = _add(
                community,
                "moderation.Decision",
                standing=standing,
                state=state,
                ground="hurts",
                reason="So.",
                **by,
            )
            _add(community, "moderation.Appeal", decision=decided, text="Again, please.", **by)


def _stories(community: Community, members: list[Any]) -> None:
    now, by = clock.now(), members[0]
    shown = model("newsroom.Story").objects.filter(community=community, state="published").order_by("pk")
    for one in shown[:6]:
        told = {"language": "en", "at": now, "by": by}
        for version in one.versions.all():
            _add(community, "newsroom.Correction", version=version, note="It was Tuesday.", **told)
