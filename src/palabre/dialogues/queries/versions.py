"""One conversation in several languages: which of its versions a reader sees, and at which address."""

from __future__ import annotations

from collections.abc import Iterable

from palabre.communities.models import Membership
from palabre.dialogues.models import Dialogue
from palabre.dialogues.queries.frame import Version


def told_in(rows: Iterable[Dialogue], membership: Membership | None, language: str) -> list[Dialogue]:
    """The same conversations, each by its version in a language (else the community's own) where it has one."""
    shown = list(rows)
    others: dict[int, dict[str, Dialogue]] = {}
    seen = Dialogue.objects.visible_to(membership).filter(version_of__in=[row.pk for row in shown])
    for other in seen.select_related("community").order_by("-pk"):
        others.setdefault(other.version_of_id or 0, {})[other.language] = other
    return [_best(row, others.get(row.pk, {}), language) for row in shown]


def _best(first: Dialogue, others: dict[str, Dialogue], language: str) -> Dialogue:
    told = others | {first.language: first}
    return told.get(language) or told.get(first.community.default_language) or first


def to_read(dialogue: Dialogue, others: Iterable[Version], language: str) -> Version | None:
    """The version to read in a language, where it is another than the one asked for.

    None also where the one asked for is in a language that the community has no addresses in: sent on from
    everywhere, it could not be read at all.
    """
    if dialogue.language == language or dialogue.language not in dialogue.community.languages:
        return None
    return next((other for other in others if other.language == language), None)
