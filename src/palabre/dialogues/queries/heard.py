"""What was heard, with what it rests on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch

from palabre.dialogues.models import Citation, Contribution, Dialogue, Finding, Synthesis
from palabre.dialogues.queries.wanted import after_place
from palabre.kit.numbers import Cursor

OFFERED = 25


@dataclass
class Citable:
    """Answers that a finding may cite: those ticked so far, some others, and where the next ones begin."""

    ticked: list[Contribution]
    others: list[Contribution]
    following: Cursor | None = None


def published(dialogue: Dialogue) -> list[Synthesis]:
    """The dialogue's published syntheses with their findings and what each cites."""
    return list(_with_findings(dialogue).filter(published_at__isnull=False))


def drafted(dialogue: Dialogue) -> list[Synthesis]:
    """All of them, for the hosts."""
    return list(_with_findings(dialogue))


def citable(said: Any, ticked: Collection[int], words: str, after: Cursor | None) -> Citable:
    """What a finding may cite of `said`, `OFFERED` at a time; only answers with these words, where some are given."""
    others = after_place(said.exclude(pk__in=ticked), after)
    if words:
        others = others.filter(text__icontains=words)
    found = list(others[: OFFERED + 1])
    shown = found[:OFFERED]
    following = Cursor(shown[-1].said_at, shown[-1].pk) if len(found) > OFFERED else None
    return Citable(list(said.filter(pk__in=ticked)), shown, following)


def outlined(dialogue: Dialogue, most: int) -> list[tuple[Synthesis, list[Finding]]]:
    """Each that has a finding, with the words alone of its latest, so many at most, for the hosts' own page."""
    rows = Finding.objects.filter(
        community_id=dialogue.community_id, synthesis__dialogue=dialogue, standing="public"
    )
    found: dict[Synthesis, list[Finding]] = {}
    for finding in rows.select_related("synthesis").order_by("synthesis", "number"):
        found.setdefault(finding.synthesis, []).append(finding)
    return [(synthesis, latest[-most:]) for synthesis, latest in found.items()]


def _with_findings(dialogue: Dialogue):  # type: ignore[no-untyped-def]
    shown = Contribution.objects.filter(standing="public").select_related("author", "seat", "city")
    citations = Citation.objects.filter(contribution__standing="public").prefetch_related(
        Prefetch("contribution", shown)
    )
    findings = (
        Finding.objects.filter(standing="public")
        .order_by("number")
        .prefetch_related(Prefetch("citations", citations.order_by("contribution__said_at", "pk")))
    )
    return (
        Synthesis.objects.filter(community_id=dialogue.community_id, dialogue=dialogue)
        .select_related("by")
        .prefetch_related("cities_not_heard", Prefetch("findings", findings))
        .order_by("pk")
    )


def behind(finding: Finding) -> tuple[int, int, int]:
    """How many people, cities and languages stand behind a finding."""
    said = [citation.contribution for citation in finding.citations.all()]
    people = {(c.author_id, c.seat_id, c.said_by) for c in said}
    return len(people), len({c.city_id for c in said if c.city_id}), len({c.language for c in said})
