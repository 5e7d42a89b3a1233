"""Reporting, holding, deciding, asking again."""

from __future__ import annotations

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.kit import clock
from palabre.kit.text.tidy import tidy
from palabre.moderation.models import Appeal, Decision, Flag, Holds, Standing
from palabre.moderation.refusals import Refusal
from palabre.moderation.subjects import Subject, take_effect


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
    take_effect(subject, subject_id, standing.state)
    record("moderation.held", standing, by=by, kind=subject.kind, subject=subject_id, reason=reason)
    return standing


@transaction.atomic
def decide(
    *,
    standing: Standing,
    subject: Subject,
    state: str,
    language: str,
    by: Membership,
    ground: str = "",
    reason: str = "",
    appeal: Appeal | None = None,
    seen: str | None = None,
) -> Decision:
    """Decide; the page changes in this same transaction. The flags stay, as what the decision answered.

    `appeal` is the one this decision answers, `seen` what the one who decides had read of the case (`Standing.so_far`):
    raises `Refusal` where there is more by now. None asks nothing.
    """
    # One after the other: the second of two at once finds what the first decided.
    was = Standing.objects.select_for_update().get(pk=standing.pk).state
    if seen is not None and seen != standing.so_far():
        raise Refusal.overtaken()
    taken_down = state != Standing.State.PUBLIC
    made: Decision = Decision.objects.create(
        community_id=standing.community_id,
        standing=standing,
        state=state,
        ground=ground if taken_down else "",
        reason=tidy(reason),
        language=language,
        by=by,
        at=clock.now(),
    )
    if appeal is not None:
        appeal.answer = made
        appeal.save(update_fields=["answer"])
    standing.state, standing.since = state, made.at
    standing.save(update_fields=["state", "since"])
    take_effect(subject, standing.subject_id, state)
    facts = {"kind": standing.kind, "subject": standing.subject_id, "state": state}
    record("moderation.decided", standing, by=by, decision=made.pk, was=was, **facts)
    return made


@transaction.atomic
def close(*, subject: Subject, subject_id: int, community_id: int, by: Membership | None = None) -> None:
    """The text is taken out: reports, a hold and an appeal about it wait no more. What was decided stays in the log.

    Called by the room that owns the text, in the transaction in which it goes.
    """
    rows = Standing.objects.filter(community_id=community_id, kind=subject.kind, subject_id=subject_id)
    standing = rows.select_for_update().first()
    if standing is None:
        return
    standing.since = standing.closed_at = clock.now()
    standing.save(update_fields=["since", "closed_at"])
    record("moderation.closed", standing, by=by, kind=subject.kind, subject=subject_id)


@transaction.atomic
def appeal(*, decision: Decision, text: str, language: str, by: Membership) -> Appeal:
    """Ask another moderator to look again; asking twice returns the first.

    Raises `Refusal` where a later decision took this one's place.
    """
    Standing.objects.select_for_update().get(pk=decision.standing_id)
    if decision.is_superseded:
        raise Refusal.overtaken()
    made, is_new = Appeal.objects.get_or_create(
        community_id=decision.community_id,
        decision=decision,
        defaults={"by": by, "text": tidy(text), "language": language, "at": clock.now()},
    )
    if is_new:
        record("moderation.appealed", decision.standing, by=by, decision=decision.pk)
    return made


@transaction.atomic
def set_holds(*, community: Community, by: Membership, **holds: int) -> Holds:
    """Say what is kept back in this community until a moderator has read it."""
    made, _new = Holds.objects.update_or_create(community=community, defaults=holds)
    record("moderation.holds_set", made, by=by)
    return made


def _standing(community: Community, subject: Subject, subject_id: int) -> Standing:
    made, _new = Standing.objects.get_or_create(
        community=community,
        kind=subject.kind,
        subject_id=subject_id,
        defaults={"since": clock.now()},
    )
    return made
