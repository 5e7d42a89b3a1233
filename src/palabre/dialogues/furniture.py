"""How what stands around the talk is judged: things to read, hosts' notes, glosses, openings, findings.

Each keeps its own `standing`, which every page that shows it asks for: what is not public is shown nowhere, and those
who keep the community read it where they decide about it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Dialogue, Finding, Gloss, Resource, Seat, Wrap
from palabre.dialogues.models.reach import KEEPERS
from palabre.dialogues.queries.told import AT
from palabre.kit import tenancy
from palabre.kit.numbers import Cursor
from palabre.moderation.subjects import Excerpt, Subject

PUBLIC = "public"


@dataclass(eq=False)
class Furniture(Subject):
    """One kind of it. `by` names the field of who wrote it, `within` says which of its rows a reader's pages show."""

    kind: str
    title: Any
    model: Any
    by: str
    within: Callable[[Membership], Q]
    text: Callable[[Any], str]
    path: Callable[[Any], str]
    stands_in: str = "dialogue"

    def seen_by(self, reader: Membership) -> QuerySet[Any]:
        """Those on a page of the reader's, and what of their own was taken down."""
        here: QuerySet[Any] = self.model.objects.filter(
            self.within(reader), community_id=tenancy.current_community_id()
        )
        theirs = Q(standing=PUBLIC) | Q(**{self.by: reader})
        return here if reader.has(*KEEPERS) else here.filter(theirs)

    def excerpts(self, numbers: Collection[int], reader: Membership) -> dict[int, Excerpt]:
        """What several say."""
        found: dict[int, Excerpt] = {}
        for row in self.seen_by(reader).filter(pk__in=numbers).select_related(self.by, self.stands_in):
            author = getattr(row, self.by)
            name = author.name if author else getattr(row, "name", "")
            number = author.pk if author else None
            found[row.pk] = Excerpt(self.text(row), row.language, name, self.path(row), number)
        return found

    def author(self, subject_id: int) -> Membership | None:
        """Who wrote it."""
        found = self.model.objects.filter(pk=subject_id).select_related(self.by).first()
        author: Membership | None = getattr(found, self.by) if found else None
        return author

    def apply(self, subject_id: int, state: str) -> None:
        """Show or hide it."""
        self.model.objects.filter(pk=subject_id).update(standing=state)


def _in_reach(reader: Membership) -> Q:
    return Q(dialogue__in=Dialogue.objects.visible_to(reader))


def _on_the_shelf(reader: Membership) -> Q:
    """What waits for a host is reported by nobody; its sender and who decides about it may have to read it."""
    shown = Q() if reader.has(*KEEPERS) else Q(waits=False) | Q(sent_by=reader)
    return _in_reach(reader) & shown


def _under_words_in_reach(reader: Membership) -> Q:
    return Q(contribution__in=Contribution.objects.visible_to(reader))


def _opened(reader: Membership) -> Q:
    return _in_reach(reader) & Q(opening_html__gt="")


def _published(reader: Membership) -> Q:
    within = Q(synthesis__dialogue__in=Dialogue.objects.visible_to(reader))
    return within & Q(synthesis__published_at__isnull=False)


def _page(name: str, *args: Any) -> str:
    return reverse(name, settings.COMMUNITY_URLCONF, args=args)


def _found(finding: Finding) -> str:
    """The page of what was heard that begins with this one."""
    heard = _page("dialogues_heard", finding.synthesis.dialogue.slug)
    return f"{heard}?after={AT}finding-{finding.pk}#finding-{finding.pk}"


def _from(note: Wrap) -> str:
    """The page of notes, the latest first, that begins with this one."""
    return quote(str(Cursor(note.at, note.pk + 1)))


FURNITURE = (
    Furniture(
        "dialogues.resource",
        _("Something to read"),
        Resource,
        "sent_by",
        _on_the_shelf,
        lambda row: "\n\n".join(part for part in (row.title, row.note, row.address) if part),
        lambda row: _page("dialogues_page", row.dialogue.slug),
    ),
    Furniture(
        "dialogues.wrap",
        _("A host's note"),
        Wrap,
        "by",
        _in_reach,
        lambda row: row.text,
        lambda row: f"{_page('dialogues_notes', row.dialogue.slug)}?after={_from(row)}#note-{row.pk}",
    ),
    Furniture(
        "dialogues.gloss",
        _("Words said in another language"),
        Gloss,
        "by",
        _under_words_in_reach,
        lambda row: row.text,
        lambda row: _page("dialogues_contribution", row.contribution_id),
        "contribution",
    ),
    Furniture(
        "dialogues.opening",
        _("Opening remarks"),
        Seat,
        "membership",
        _opened,
        lambda row: row.opening,
        lambda row: f"{_page('dialogues_page', row.dialogue.slug)}#seat-{row.pk}",
    ),
    Furniture(
        "dialogues.finding",
        _("A finding of what was heard"),
        Finding,
        "by",
        _published,
        lambda row: row.text,
        _found,
        "synthesis__dialogue",
    ),
)
SUBJECTS = {one.model: one for one in FURNITURE}
