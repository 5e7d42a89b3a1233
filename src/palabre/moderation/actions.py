"""Reporting and deciding."""

from __future__ import annotations

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.kit import clock
from palabre.kit.text.tidy import tidy
from palabre.moderation.models import Decision, Flag, Standing
from palabre.moderation.subjects import Subject


@transaction.atomic
def flag(
    *,
    community: Community,
    subject: Subject,
    subject_id: int,
    reason: str,
    language: str,
    by: Membership,
    note: str = "",
) -> Flag:
    """Ask for a look at a text; a second report by the same person changes their first."""
    standing = _standing(community, subject, subject_id)
    made, _new = Flag.objects.update_or_create(
        community=community,
        standing=standing,
        by=by,
        defaults={"reason": reason, "note": tidy(note), "language": language, "at": clock.now()},
    )
    record("moderation.flagged", standing, by=by, kind=subject.kind, subject=subject_id, reason=reason)
    return made


@transaction.atomic
def hold(
    *, community: Community, subject: Subject, subject_id: int, reason: str, by: Membership | None = None
) -> Standing:
    """Keep a text from being seen until a moderator has read it."""
    standing = _standing(community, subject, subject_id)
    standing.state, standing.reason, standing.since = Standing.State.PENDING, reason, clock.now()
    standing.save(update_fields=["state", "reason", "since"])
    subject.apply(subject_id, standing.state)
    record("moderation.held", standing, by=by, kind=subject.kind, subject=subject_id, reason=reason)
    return standing


@transaction.atomic
def decide(
    *, standing: Standing, subject: Subject, state: str, language: str, by: Membership, reason: str = ""
) -> Decision:
    """Decide; the page changes in this same transaction. The flags stay, as what the decision answered."""
    made: Decision = Decision.objects.create(
        community_id=standing.community_id,
        standing=standing,
        state=state,
        reason=tidy(reason),
        language=language,
        by=by,
        at=clock.now(),
    )
    standing.state, standing.since = state, made.at
    standing.save(update_fields=["state", "since"])
    subject.apply(standing.subject_id, state)
    record(
        "moderation.decided", standing, by=by, kind=standing.kind, subject=standing.subject_id, state=state
    )
    return made


def _standing(community: Community, subject: Subject, subject_id: int) -> Standing:
    made, _new = Standing.objects.get_or_create(
        community=community, kind=subject.kind, subject_id=subject_id, defaults={"since": clock.now()}
    )
    return made
