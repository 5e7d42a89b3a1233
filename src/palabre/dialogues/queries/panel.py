"""What a panelist is asked, and whether they have spoken."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from palabre.communities.models import Community, Invitation, Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, PutTo, Question, Seat
from palabre.kit import clock

TO_CHOOSE_FROM = 30
"""Answers among which a host chooses at once what to put to a panelist: the latest."""
MOST_ASKED = 3
"""Questions a panelist's page has boxes for where nothing was put to them alone."""
WITH = ("dialogue__community", "asked__round", "membership__person")
_PAGE = re.compile(r"/seats/(\d+)/")


def page_of(seat: Seat) -> str:
    """The path, without a language, of the page on which a panelist answers."""
    return f"/seats/{seat.pk}/"


def of_invitation(invitation: Invitation) -> Seat | None:
    """The seat an invitation leads to, while it waits for that address or is its holder's."""
    found = _PAGE.fullmatch(invitation.path)
    if found is None:
        return None
    seat = _rows().filter(community_id=invitation.community_id, pk=int(found[1])).first()
    return seat if seat is not None and address_of(seat) == invitation.email else None


def of_member(pk: int, membership: Membership | None) -> Seat | None:
    """A seat, for the member who sits on it or for whose address it waits."""
    if membership is None:
        return None
    theirs = Q(membership=membership) | Q(membership=None, email__iexact=membership.person.email)
    found: Seat | None = _rows().filter(theirs, community_id=membership.community_id, pk=pk).first()
    return found


def of_dialogue(pk: int, by: Membership | None) -> Seat | None:
    """A seat with its dialogue, where one may see that; whoever asks sees to it that its hosts ask."""
    seen = Seat.objects.filter(dialogue__in=Dialogue.objects.visible_to(by))
    found: Seat | None = seen.select_related(*WITH).filter(pk=pk).first()
    return found


def without_account(dialogue: Any) -> list[Seat]:
    """Those in a dialogue's rows whose words are carried: no member sits there."""
    rows = dialogue.seats.filter(membership=None, kind__in=(Seat.Kind.PANELIST, Seat.Kind.LOCAL_VOICE))
    return list(rows.select_related("city").order_by("place_in_row", "pk"))


def member_at(community_id: int, email: str) -> Membership | None:
    """The member of a community whose address this is; nobody who left, or whom no manager has let in yet."""
    here = Membership.objects.filter(community_id=community_id, left_at=None, waits_since=None)
    return here.filter(person__email=email.strip().lower()).first() if email else None


def names_on_seats(community: Community) -> list[tuple[str, str]]:
    """Who hosts or sits on the panel of a conversation that is not archived: their names and addresses.

    A seat that still waits for who was invited to it is nobody's: they may come in by another address of theirs.
    """
    today = clock.today(community.time_zone)
    lasts = Q(dialogue__closes_on__gte=today) | Q(dialogue__synthesis_due__gte=today)
    rows = Seat.objects.filter(lasts, community=community, dialogue__archived_at=None)
    rows = rows.filter(kind__in=(Seat.Kind.HOST, Seat.Kind.PANELIST)).exclude(
        Q(membership=None) & ~Q(email="")
    )
    rows = rows.select_related("membership__person")
    return [(seat.name, address_of(seat)) for seat in rows]


def seat_at(dialogue: Dialogue, email: str) -> Seat | None:
    """The seat in a dialogue that somebody with this address has, or that waits for them."""
    theirs = Q(email__iexact=email) | Q(membership__person__email=email.lower())
    found: Seat | None = Seat.objects.filter(theirs, dialogue=dialogue).order_by("pk").first()
    return found


def address_of(seat: Seat) -> str:
    """Where one writes to them; "" for somebody whose words are carried."""
    return str(seat.membership.person.email if seat.membership else seat.email).strip().lower()


def put_to(seat: Seat) -> list[PutTo]:
    """What they are asked to answer and may still be read, in the order it was said."""
    shown = Contribution.objects.visible_to(None)
    rows = seat.put.filter(contribution__in=shown).order_by("contribution__said_at", "contribution_id")
    return list(rows.select_related("contribution__author", "contribution__seat"))


def seats_put(said: Contribution) -> list[Seat]:
    """The seats to which a contribution was put to be answered."""
    return list(_rows().filter(pk__in=said.put_to.values("seat")))


def spoken(seat: Seat) -> Any:
    """What they have said in the dialogue."""
    by = Q(seat=seat)
    if seat.membership_id:
        by |= Q(author=seat.membership_id)
    return Contribution.objects.filter(by, dialogue=seat.dialogue_id).exclude(standing="withdrawn")


def may_be_reminded(seat: Seat) -> bool:
    """Once, while one may speak: somebody who has an address, is no host, and has said nothing."""
    if seat.reminded_at is not None or not rules.is_open(seat.dialogue):
        return False
    is_asked = seat.kind in (Seat.Kind.PANELIST, Seat.Kind.LOCAL_VOICE)
    return is_asked and bool(address_of(seat)) and not spoken(seat).exists()


def to_put(dialogue: Dialogue) -> Any:
    """What a host can put to a panelist: each public answer."""
    return Contribution.objects.visible_to(None).filter(dialogue=dialogue, answers=None).with_speakers()


def offered(dialogue: Dialogue, ticked: Collection[int], words: str) -> list[Contribution]:
    """Of those, what a host chooses from: what is ticked, then the latest, with these words where some are given."""
    rows = to_put(dialogue)
    others = rows.exclude(pk__in=ticked)
    if words:
        others = others.filter(text__icontains=words)
    latest = list(others.order_by("-said_at", "-pk")[:TO_CHOOSE_FROM])
    return [*rows.filter(pk__in=ticked).said_in_order(), *reversed(latest)]


def answered(seat: Seat) -> tuple[set[int], set[int]]:
    """Which questions they have answered, and which contributions."""
    rows = list(spoken(seat).values_list("question", "answers"))
    return {asked for asked, text in rows if text is None}, {
        text for _asked, text in rows if text is not None
    }


@dataclass(frozen=True)
class Asked:
    """What a panelist's page has a box for; `is_free` where nothing was put to them alone."""

    questions: list[Question]
    texts: list[Contribution]
    is_free: bool = False


def asked_of(seat: Seat) -> Asked:
    """What was put to them and may be read; else the questions of the round that opened last, as everybody is asked."""
    texts = [one.contribution for one in put_to(seat)]
    if seat.asked is not None or texts:
        return Asked([seat.asked] if seat.asked is not None else [], texts)
    return Asked(asked_lately(seat.dialogue), [], is_free=True)


def asked_lately(dialogue: Dialogue) -> list[Question]:
    """The questions of the round that opened last; none where no round has opened."""
    opened = dialogue.rounds.filter(opens_on__lte=rules.today_of(dialogue))
    latest = opened.order_by("-opens_on", "-number").values("pk")[:1]
    return list(dialogue.questions.filter(round__in=latest).order_by("number")[:MOST_ASKED])


def _rows() -> Any:
    return Seat.objects.filter(dialogue__held=False).select_related(*WITH)
