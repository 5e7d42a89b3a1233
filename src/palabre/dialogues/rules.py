"""Who may do what, and when: pure yes or no, decided by the clock and the roles."""

from __future__ import annotations

from datetime import date

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Dialogue, Round, Seat
from palabre.kit import clock

State = Dialogue.State


def today_of(dialogue: Dialogue) -> date:
    """The day it is in the dialogue's community."""
    return clock.today(dialogue.community.time_zone)


def state(dialogue: Dialogue, today: date | None = None) -> str:
    """Where the clock puts it: upcoming, open, in synthesis until its synthesis is out or due, then archived.

    One that was archived stays so, whatever its days: an imported one may be of today.
    """
    if dialogue.archived_at is not None:
        return State.ARCHIVED
    today = today or today_of(dialogue)
    if today < dialogue.opens_on:
        return State.UPCOMING
    if today <= dialogue.closes_on:
        return State.OPEN
    waits = dialogue.synthesis_due is not None and today <= dialogue.synthesis_due
    return State.IN_SYNTHESIS if waits else State.ARCHIVED


def is_open(dialogue: Dialogue) -> bool:
    """Whether one may speak today."""
    return state(dialogue) == State.OPEN


def is_released(asked: Round, dialogue: Dialogue) -> bool:
    """Whether these questions, of this dialogue, are shown today."""
    return asked.opens_on is not None and asked.opens_on <= today_of(dialogue)


def may_speak(dialogue: Dialogue, membership: Membership | None) -> bool:
    """Any member while it is open; a funder's officer listens."""
    return membership is not None and is_open(dialogue) and membership.has(*SPEAKERS)


def may_be_asked(dialogue: Dialogue, membership: Membership | None) -> bool:
    """Whether somebody is shown a form to answer: a visitor writes first and comes in afterwards."""
    return is_open(dialogue) if membership is None else may_speak(dialogue, membership)


SPEAKERS = ("member", "correspondent", "editor", "moderator", "manager")


def is_theirs(said: Contribution, membership: Membership | None) -> bool:
    """Said or taken down by this member."""
    return membership is not None and membership.pk in (said.author_id, said.taken_down_by_id)


def may_change(said: Contribution, membership: Membership | None) -> bool:
    """Whoever said it or took it down, while one may speak; not what was taken down or taken back."""
    stands = said.standing in (Contribution.Standing.PUBLIC, Contribution.Standing.PENDING)
    return stands and is_theirs(said, membership) and may_speak(said.dialogue, membership)


def may_withdraw(said: Contribution, membership: Membership | None) -> bool:
    """Whoever said it or took it down, on any day: consent does not end with the conversation."""
    return is_theirs(said, membership)


def may_correct_language(said: Contribution, membership: Membership | None) -> bool:
    """Whoever said it, and the hosts."""
    if said.standing == Contribution.Standing.WITHDRAWN:
        return False
    return is_theirs(said, membership) or may_host(said.dialogue, membership)


def may_carry(dialogue: Dialogue, membership: Membership | None) -> bool:
    """Correspondents, hosts and managers may take down what somebody else says, while it is open."""
    return is_open(dialogue) and may_carry_when_open(dialogue, membership)


def may_carry_when_open(dialogue: Dialogue, membership: Membership | None) -> bool:
    """Whether it is only the day that keeps somebody from taking down what others say."""
    if membership is None:
        return False
    return membership.has("correspondent", "manager") or may_host(dialogue, membership)


def may_host(dialogue: Dialogue, membership: Membership | None) -> bool:
    """The dialogue's hosts, and the community's editors and managers; nobody who is blocked."""
    if membership is None or membership.left_at is not None or membership.blocked_at is not None:
        return False
    if membership.has("editor", "manager"):
        return True
    known = getattr(dialogue, "host_numbers", None)  # where it was fetched `with_hosts`
    if known is not None:
        return membership.pk in known
    return dialogue.seats.filter(membership=membership, kind=Seat.Kind.HOST).exists()


def takes_more(dialogue: Dialogue) -> bool:
    """Until it is archived, hosts ask in it, invite to it, and note and pick what is said; then it stays as it was.

    What helps to read an archive (a gloss, a paper on the shelf, what was heard, what came of it) may follow.
    """
    return state(dialogue) != State.ARCHIVED


def may_reword(dialogue: Dialogue, membership: Membership | None) -> bool:
    """Its hosts change what a dialogue says of itself, and its days, until it is archived."""
    return may_host(dialogue, membership) and takes_more(dialogue)


def may_change_seat(seat: Seat, membership: Membership | None) -> bool:
    """Whoever sits there and may speak in the community, and the hosts, until the dialogue is archived."""
    if membership is None or not takes_more(seat.dialogue):
        return False
    theirs = seat.membership_id == membership.pk and membership.has(*SPEAKERS)
    return theirs or may_host(seat.dialogue, membership)


def may_open_channels(membership: Membership | None) -> bool:
    """A manager begins a channel."""
    return membership is not None and membership.left_at is None and membership.has("manager")


def may_welcome(membership: Membership | None) -> bool:
    """Editors, managers, and whoever hosts a dialogue keep what newcomers are told."""
    if membership is None or membership.left_at is not None or membership.blocked_at is not None:
        return False
    if membership.has("editor", "manager"):
        return True
    return Seat.objects.filter(membership=membership, kind=Seat.Kind.HOST).exists()


def may_found(membership: Membership | None) -> bool:
    """Editors and managers open new dialogues."""
    return membership is not None and membership.has("editor", "manager")
