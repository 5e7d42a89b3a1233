"""How a profile is judged: what members tell of themselves here, and their photo.

The room of members lies below this one and knows nothing of it. What it wrote into the chronicle is read here, and held
where the community asks for that.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from palabre.chronicle.models import Entry
from palabre.communities.models import Membership
from palabre.kit import clock
from palabre.moderation import rules
from palabre.moderation.actions import hold
from palabre.moderation.models import Standing
from palabre.moderation.queries import holds_of
from palabre.moderation.subjects import Excerpt, Subject

SAVED = "communities.profile_saved"
KEEPERS = ("editor", "moderator", "manager")


class ProfileSubject(Subject):
    """A profile's standing. Hidden, it is told of nobody but themselves; their name stays under their words."""

    kind = "communities.profile"
    title = _("A profile")

    def seen_by(self, reader: Membership) -> QuerySet[Any]:
        """Those of members who are here."""
        here = Membership.objects.shown_to(reader)
        return here if reader.has(*KEEPERS) else here.filter(Q(profile_standing="public") | Q(pk=reader.pk))

    def excerpts(self, numbers: Collection[int], reader: Membership) -> dict[int, Excerpt]:
        """What several say."""
        return {
            found.pk: Excerpt(
                text=told_of(found),
                language=found.language,
                speaker=found.name,
                path=reverse("portal_person", settings.COMMUNITY_URLCONF, args=[found.pk]),
                author_id=found.pk,
            )
            for found in self.seen_by(reader).filter(pk__in=numbers)
        }

    def author(self, subject_id: int) -> Membership | None:
        """Whose it is."""
        return Membership.objects.filter(pk=subject_id).first()

    def apply(self, subject_id: int, state: str) -> None:
        """Show or hide it."""
        Membership.objects.filter(pk=subject_id).update(profile_standing=state)


def told_of(member: Membership) -> str:
    """All that a profile says, as a moderator reads it."""
    return "\n\n".join(
        part for part in (member.name, member.organisation, member.place, member.about) if part
    )


def read(entry: Entry) -> None:
    """Of the chronicle: somebody changed what they tell of themselves."""
    is_new = clock.now() - entry.at < rules.STILL_NEWS
    if entry.verb != SAVED or not entry.data.get("told") or not is_new:
        return
    member = Membership.objects.filter(pk=entry.subject_id or 0, left_at=None).first()
    if member is not None and member.profile_standing == "public":
        _hold_where_asked(member, entry)


def _hold_where_asked(member: Membership, entry: Entry) -> None:
    community_id = member.community_id
    mine: dict[str, Any] = {"community_id": community_id, "verb": SAVED, "subject_id": member.pk}
    saved = Entry.objects.filter(**mine, at__gt=entry.at - rules.FLOOD_WINDOW, at__lt=entry.at)
    read_before = Standing.objects.filter(
        community_id=community_id, kind=ProfileSubject.kind, subject_id=member.pk, state="public"
    )
    why = rules.why_hold(
        holds_of(community_id),
        member,
        told_of(member),
        earlier=read_before.count(),
        lately=saved.count(),
        now=entry.at,
    )
    if why:
        hold(community=member.community, subject=ProfileSubject(), subject_id=member.pk, reason=why)
