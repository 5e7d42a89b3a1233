"""From the offer to the completed assignment."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Engagement, Membership
from palabre.kit import clock
from palabre.kit.text.tidy import one_line, tidy
from palabre.network import rules
from palabre.network.actions import ledger, telling
from palabre.network.models import Assignment, Correspondent
from palabre.places.models import Hub

State = Assignment.State
TIME_TO_ANSWER = timedelta(days=7)


def hash_of(token: str) -> str:
    """What is kept of a token: whoever reads the table cannot answer in somebody's name."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def offer(
    *,
    to: Membership,
    slugline: str,
    brief: str,
    language: str,
    due_at: datetime,
    fee: Decimal,
    currency: str,
    by: Membership,
    hub: Hub | None = None,
    kill_fee: Decimal = Decimal(0),
    engagement: Engagement | None = None,
) -> Assignment:
    """Ask a correspondent for a piece of work; the mail they get can be answered without signing in."""
    now = clock.now()
    token = secrets.token_urlsafe(24)
    correspondent, _new = Correspondent.objects.get_or_create(
        person_id=to.person_id, defaults={"public_name": to.name}
    )
    made: Assignment = Assignment.objects.create(
        community_id=to.community_id,
        engagement=engagement,
        correspondent=correspondent,
        membership=to,
        hub=hub,
        slugline=one_line(slugline),
        brief=tidy(brief),
        language=language,
        due_at=due_at,
        fee=fee,
        kill_fee=kill_fee,
        currency=currency,
        state=State.OFFERED,
        reply_token_hash=hash_of(token),
        reply_until=min(now + TIME_TO_ANSWER, due_at) if due_at > now else now + TIME_TO_ANSWER,
        offered_by=by,
        offered_at=now,
    )
    record("network.assignment_offered", made, by=by)
    telling.offer_to(made, to, by, token)
    return made


@transaction.atomic
def accept(*, assignment: Assignment, by: Membership) -> Assignment:
    """Take the assignment; its fee is agreed from now on."""
    _step(assignment, State.ACCEPTED, "network.assignment_accepted", by, answered_at=clock.now())
    ledger.agree(assignment=assignment)
    telling.tell_editor(assignment, telling.ACCEPTED)
    return assignment


@transaction.atomic
def decline(*, assignment: Assignment, reason: str, by: Membership) -> Assignment:
    """Leave it to somebody else, with a reason the editor can read."""
    assignment.reason = tidy(reason)
    assignment.save(update_fields=["reason"])
    _step(assignment, State.DECLINED, "network.assignment_declined", by, answered_at=clock.now())
    telling.tell_editor(assignment, telling.DECLINED)
    return assignment


@transaction.atomic
def note_filed(*, assignment: Assignment, by: Membership, story_id: int) -> Assignment:
    """The story has arrived; called by the room that takes stories, with the story's number there."""
    _step(assignment, State.FILED, "network.assignment_filed", by, filed_at=clock.now())
    telling.tell_editor(assignment, telling.FILED, story_id=story_id)
    return assignment


@transaction.atomic
def complete(*, assignment: Assignment, by: Membership) -> Assignment:
    """The editor has what was asked for; the fee is earned."""
    _step(assignment, State.COMPLETED, "network.assignment_completed", by, completed_at=clock.now())
    ledger.earn(assignment=assignment)
    return assignment


@transaction.atomic
def lapse(*, assignment: Assignment) -> Assignment:
    """Nobody answered in time."""
    return _step(assignment, State.LAPSED, "network.assignment_lapsed", None)


def _step(
    assignment: Assignment, wanted: str, verb: str, by: Membership | None, **moments: datetime
) -> Assignment:
    """Take a step under the row's lock, so that two answers at once are one."""
    locked = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    rules.check_step(locked, wanted)
    assignment.state = wanted
    for field, moment in moments.items():
        setattr(assignment, field, moment)
    assignment.save(update_fields=["state", *moments])
    record(verb, assignment, by=by)
    return assignment
