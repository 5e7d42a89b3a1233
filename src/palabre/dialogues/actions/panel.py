"""Who has a seat, what they are asked by mail, and how they are reminded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities import actions as communities
from palabre.communities.addresses import page
from palabre.communities.models import Invitation, Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, PutTo, Seat
from palabre.dialogues.queries import panel
from palabre.dialogues.queries.notices import EXCERPT
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock, moments
from palabre.kit.languages import direction, interface_for
from palabre.kit.text.beginnings import of_html
from palabre.kit.text.markdown import render
from palabre.kit.text.tidy import one_line, tidy
from palabre.mail import actions as mail
from palabre.mail.rendering import quoted
from palabre.places.models import City

MOST_PUT = 3
"""Contributions that one mail asks a panelist to answer: twenty minutes are what they have."""

ASKED = "panel_invitation"


@transaction.atomic
def seat(
    *,
    dialogue: Dialogue,
    kind: str,
    name: str,
    language: str,
    by: Membership | None,
    title: str = "",
    opening: str = "",
    email: str = "",
    membership: Membership | None = None,
    city: City | None = None,
    put: Sequence[Contribution] = (),
    **more: object,
) -> Seat:
    """Give somebody a seat. Who is named by an address gets one mail with one link, and a member sits there at once.

    `more` are further fields of the row: `asked`, the question put to them. `put` are up to three contributions they
    are asked to answer. Raises `Refusal` for more of them; where somebody (`by`) seats an address a second time, asks
    it for words in a closed dialogue, or seats in an archived one anybody but a `membership`, who is not asked.
    """
    if len(put) > MOST_PUT:
        raise Refusal.too_many_put(MOST_PUT)
    if by is not None and membership is None and not rules.takes_more(dialogue):
        raise Refusal.archived()
    is_invited = bool(email) and membership is None and by is not None
    if is_invited:
        _check_invited(dialogue, kind, email)
    made: Seat = Seat.objects.create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        kind=kind,
        name=one_line(name),
        title=one_line(title),
        language=language,
        opening=tidy(opening),
        opening_html=render(opening) if opening else "",
        email=email,
        membership=membership or panel.member_at(dialogue.community_id, email),
        city=city,
        place_in_row=dialogue.seats.count(),
        **more,
    )
    for said in put:
        PutTo.objects.create(community_id=dialogue.community_id, seat=made, contribution=said, at=clock.now())
    record("dialogues.seat_given", made, by=by, dialogue=dialogue.pk)
    if is_invited and by is not None:
        asks = partial(_ask_by_mail, made, by) if kind != Seat.Kind.HOST else None
        _invite(made, by, asks)
    return made


@transaction.atomic
def take_seats(*, by: Membership, dialogue: Dialogue | None = None) -> int:
    """Give a member the seats, of one dialogue or of all, that wait for their e-mail address; returns how many."""
    waiting = Seat.objects.filter(
        community_id=by.community_id, membership=None, email__iexact=by.person.email
    )
    if dialogue is not None:
        waiting = waiting.filter(dialogue=dialogue)
    taken = list(waiting.select_for_update())
    for one in taken:
        one.membership = by
        one.save(update_fields=["membership"])
        record("dialogues.seat_taken", one, by=by, dialogue=one.dialogue_id)
    return len(taken)


@transaction.atomic
def remind(*, seat: Seat, text: str, by: Membership) -> None:
    """Send a silent panelist, once and while one may speak, the reminder that a host has read; raises `Refusal`."""
    held = Seat.objects.select_for_update(of=("self",)).select_related("dialogue__community").get(pk=seat.pk)
    if not rules.may_host(held.dialogue, by):
        raise Refusal.not_yours()
    words = tidy(text).strip()
    if not words:
        raise Refusal.empty()
    if not rules.is_open(held.dialogue):
        raise Refusal.not_open(held.dialogue, has_box=False)
    if not panel.may_be_reminded(held):
        raise Refusal.not_to_remind(held.name)
    held.reminded_at = clock.now()
    held.save(update_fields=["reminded_at"])
    record("dialogues.panelist_reminded", held, by=by, dialogue=held.dialogue_id)
    _invite(held, by, partial(_remind_by_mail, held, words))


@transaction.atomic
def ask_anew(seats: Iterable[Seat]) -> None:
    """Write invitations anew that have not left yet, without words they quote that are no longer shown."""
    for seat in seats:
        if mail.take_back(kind=ASKED, once=_once(seat), community_id=seat.community_id):
            waiting = Invitation.objects.filter(community_id=seat.community_id, path=panel.page_of(seat))
            for invitation in waiting.filter(accepted_at=None, withdrawn_at=None).order_by("-pk")[:1]:
                inviter = invitation.invited_by
                communities.write_anew(invitation=invitation, announce=partial(_ask_by_mail, seat, inviter))


def _check_invited(dialogue: Dialogue, kind: str, email: str) -> None:
    if kind != Seat.Kind.HOST and rules.state(dialogue) == rules.State.IN_SYNTHESIS:
        raise Refusal.not_open(dialogue, has_box=False)
    # One after the other, so that the same address from two tabs at once gets one seat. Nobody who speaks waits.
    Dialogue.objects.select_for_update(no_key=True).get(pk=dialogue.pk)
    taken = panel.seat_at(dialogue, email)
    if taken is not None:
        raise Refusal.seated_already(taken.name)


def _invite(seat: Seat, by: Membership, announce: Callable[[Invitation, str], None] | None) -> None:
    """A link of their own: it lets them in, and leads to what they are asked."""
    dialogue = seat.dialogue
    day_after = datetime.combine(
        dialogue.closes_on + timedelta(days=1), time(), ZoneInfo(dialogue.community.time_zone)
    )
    communities.invite(
        community=dialogue.community,
        email=panel.address_of(seat),
        name=seat.name,
        roles=["member"],
        language=seat.language,
        path=panel.page_of(seat) if announce else f"/dialogues/{dialogue.slug}/",
        by=by,
        until=day_after,
        announce=announce,
        to_host=_to_host(seat),
    )


def _to_host(seat: Seat) -> tuple[str, str]:
    dialogue = seat.dialogue
    days = moments.day_range(dialogue.opens_on, dialogue.closes_on, interface_for(seat.language))
    return dialogue.title, days


def _ask_by_mail(seat: Seat, by: Membership | None, invitation: Invitation, token: str) -> None:
    spoken = interface_for(seat.language)
    dialogue = seat.dialogue
    put = [_shown(one.contribution) for one in panel.put_to(seat)]
    context = {
        "seat": seat,
        "dialogue": dialogue,
        "dialogue_dir": direction(dialogue.language),
        "inviter": by.name if by else dialogue.community.name_for(seat.language)[0],
        "question": seat.asked,
        "question_dir": direction(seat.asked.language) if seat.asked else "",
        "put": put,
        "days": moments.day_range(dialogue.opens_on, dialogue.closes_on, spoken),
    }
    _send(ASKED, seat, invitation, token, context)


def _remind_by_mail(seat: Seat, text: str, invitation: Invitation, token: str) -> None:
    context = {
        "seat": seat,
        "dialogue": seat.dialogue,
        "text": text,
        "text_dir": direction(seat.language),
    }
    _send("panel_reminder", seat, invitation, token, context)


def _send(kind: str, seat: Seat, invitation: Invitation, token: str, context: dict[str, Any]) -> None:
    community = seat.dialogue.community
    url = page(community, "dialogues_panel", seat.language, token=token)
    mail.send(
        kind=kind,
        to=invitation.email,
        language=seat.language,
        community=community,
        once=_once(seat),
        context={**context, "url": url},
    )


def _once(seat: Seat) -> str:
    return f"seat:{seat.pk}"


def _shown(said: Contribution) -> dict[str, str]:
    """The beginning of somebody's words, as a mail quotes them."""
    text = of_html(said.html, EXCERPT)
    return {
        "who": said.speaker,
        "text": text,
        "quoted": quoted(text),
        "language": said.language,
        "dir": direction(said.language),
    }
