"""One conversation in several languages: which of its versions a reader sees, and at which address."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from palabre.communities.models import Membership
from palabre.dialogues.models import Dialogue


def versions(dialogue: Dialogue, membership: Membership | None) -> list[Dialogue]:
    """The same conversation in its other languages, the one it was made in first."""
    first = dialogue.version_of_id or dialogue.pk
    same = Dialogue.objects.visible_to(membership).filter(Q(pk=first) | Q(version_of=first))
    return list(same.exclude(pk=dialogue.pk).order_by("pk"))


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


def to_read(dialogue: Dialogue, others: Iterable[Dialogue], language: str) -> Dialogue | None:
    """The version to read in a language, where it is another than the one asked for.

    None also where the one asked for is in a language that the community has no addresses in: sent on from
    everywhere, it could not be read at all.
    """
    if dialogue.language == language or dialogue.language not in dialogue.community.languages:
        return None
    return next((other for other in others if other.language == language), None)
