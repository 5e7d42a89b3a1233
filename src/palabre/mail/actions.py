"""Sending one mail to one address, and stopping a kind of mail."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from palabre.kit import clock, tenancy
from palabre.kit.jobs import within
from palabre.mail import stopping
from palabre.mail.delivery import deliver
from palabre.mail.kinds import kind_of
from palabre.mail.models import Message, Suppression
from palabre.mail.rendering import render
from palabre.mail.senders import Sender, one_line, sender_of
from palabre.mail.stopping import Stop

WITHDRAWN = "withdrawn: what it speaks of is no longer there"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A small file that goes with a mail, such as a calendar entry."""

    name: str
    content_type: str
    content: bytes


def send(
    *,
    kind: str,
    to: str,
    language: str,
    context: Mapping[str, Any],
    once: str,
    community: Any = None,
    person_id: int | None = None,
    reply_to: str = "",
    attachments: Sequence[Attachment] = (),
) -> Message:
    """Write one mail and have the worker deliver it once this transaction is committed.

    Rendered at once from the templates `mail/<kind>.subject.txt`, `mail/<kind>.txt` and `mail/<kind>.mjml` of
    the room that sends, in the interface language nearest to `language`. `community` is its row, or None for
    the network's own mail (then never inside a community: `TenancyError`). `once` says what makes it the only
    one of its kind to that address in that community: the same again changes nothing and returns the first,
    unless that was withdrawn before it left.
    """
    sender = sender_of(community, language)
    address = one_line(to).lower()
    with _inside(sender.community_id):
        if found := _sent_already(sender, kind, address, once):
            return found
        stop_url = _stop_url(sender, Stop(sender.community_id, person_id, kind, address), language)
        written = render(kind, sender=sender, language=language, context=context, stop_url=stop_url)
        message, is_new = Message.objects.get_or_create(
            community_id=sender.community_id,
            kind=kind,
            to=address,
            once=once,
            defaults={
                "person_id": person_id,
                "sender": sender.address,
                "reply_to": one_line(reply_to),
                "language": written.language,
                "subject": written.subject,
                "text": written.text,
                "html": written.html,
                "headers": _headers(stop_url),
                "attachments": [_packed(attachment) for attachment in attachments],
                "queued_at": clock.now(),
            },
        )
        if is_new:
            deliver.defer(community_id=sender.community_id, message_id=message.pk)
        return message


def _sent_already(sender: Sender, kind: str, address: str, once: str) -> Message | None:
    same = Message.objects.filter(community_id=sender.community_id, kind=kind, to=address, once=once)
    found = same.first()
    if found is None or found.trouble != WITHDRAWN:
        return found
    # What was withdrawn never left; what it speaks of is there again, or nobody would write of it.
    found.delete()
    return None


def stop(wanted: Stop, *, reason: str = "asked") -> None:
    """Send no more mail of this kind to this address; doing it again changes nothing."""
    with _inside(wanted.community_id):
        Suppression.objects.get_or_create(
            community_id=wanted.community_id,
            address=wanted.address.lower(),
            kind=wanted.kind,
            defaults={"reason": reason, "at": clock.now()},
        )


def withdraw(*, kind: str, once: str, community_id: int | None) -> int:
    """Take back what has not left yet, and what it says: what it speaks of is no longer there. Returns how many."""
    with _inside(community_id):
        return _queued(kind, once, community_id).update(
            state=Message.State.FAILED, trouble=WITHDRAWN, text="", html="", attachments=[]
        )


def take_back(*, kind: str, once: str, community_id: int | None) -> int:
    """As `withdraw`, for one that is written anew: it leaves no trace, and may be sent again. Returns how many."""
    with _inside(community_id):
        return _queued(kind, once, community_id).delete()[0]


def _queued(kind: str, once: str, community_id: int | None) -> QuerySet[Message]:
    """What has not left yet."""
    return Message.objects.filter(
        community_id=community_id, kind=kind, once=once, state=Message.State.QUEUED, attempted_at=None
    )


def _inside(community_id: int | None) -> AbstractContextManager[None]:
    """Where a message's row may be written: its community, or across all for the network's own mail."""
    here = tenancy.scope()
    if here is not None and here.community_id is None:
        return nullcontext()  # already across all, as at the network's desk
    return within(community_id)


def _stop_url(sender: Sender, wanted: Stop, language: str) -> str:
    return "" if kind_of(wanted.kind).asked_for else stopping.link(sender, wanted, language)


def _headers(stop_url: str) -> dict[str, str]:
    """RFC 8058: one click in the mail program stops the mail. RFC 3834: robots are told not to answer."""
    always = {"Auto-Submitted": "auto-generated"}
    if not stop_url:
        return always
    return {
        **always,
        "List-Unsubscribe": f"<{stop_url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _packed(attachment: Attachment) -> dict[str, str]:
    return {
        "name": one_line(attachment.name),
        "type": attachment.content_type,
        "content": base64.b64encode(attachment.content).decode(),
    }
