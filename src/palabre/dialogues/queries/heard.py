"""What was heard, with what it rests on."""

from __future__ import annotations

from django.db.models import Prefetch

from palabre.dialogues.models import Citation, Contribution, Dialogue, Finding, Synthesis


def published(dialogue: Dialogue) -> list[Synthesis]:
    """The dialogue's published syntheses with their findings and what each cites."""
    return list(_with_findings(dialogue).filter(published_at__isnull=False))


def drafted(dialogue: Dialogue) -> list[Synthesis]:
    """All of them, for the hosts."""
    return list(_with_findings(dialogue))


def _with_findings(dialogue: Dialogue):  # type: ignore[no-untyped-def]
    shown = Contribution.objects.filter(standing="public").select_related("author", "seat", "city")
    citations = Citation.objects.filter(contribution__standing="public").prefetch_related(
        Prefetch("contribution", shown)
    )
    findings = Finding.objects.order_by("number").prefetch_related(
        Prefetch("citations", citations.order_by("contribution__said_at", "pk"))
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
