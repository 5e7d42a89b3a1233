"""Delivering one message: checked against those who want none, handed over once, and what came of it kept.

Short transactions, none of them open while a mail server is spoken to. One commits that an attempt
begins; whoever finds that mark without an outcome cannot know whether the mail left, and sends no second one.
"""

from __future__ import annotations

import base64
import smtplib
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q

from palabre.kit import clock, tenancy
from palabre.kit.jobs import BACK_OFF, job, within
from palabre.mail.kinds import kind_of
from palabre.mail.models import Message, Suppression

BUSY = (429, 503)  # a provider's answers that say: nothing was taken, come back later
NOT_WANTED = "not wanted: "
IN_DOUBT = "Stopped in the middle of sending: it may have left, so it is not sent again."


class TryLaterError(Exception):
    """The mail server could not take it now; the job is tried again."""


@job(name="mail.deliver")
def deliver(*, community_id: int | None, message_id: int) -> None:
    """Deliver one message, whatever becomes of the others. Delivering it again changes nothing."""
    with within(community_id):
        waiting = Message.objects.filter(pk=message_id, state=Message.State.QUEUED).first()
    if waiting is None:
        return
    wanted = is_wanted(waiting)
    with within(community_id):
        message = _take(message_id, wanted)
    if message is None:
        return
    state, trouble = _hand_over(message)
    with within(community_id):
        _conclude(message, state, trouble)
    if state == Message.State.QUEUED:
        raise TryLaterError(trouble)


def is_wanted(message: Message) -> bool:
    """Whether the address has not asked this community to stop, nor is closed to all mail (as after a bounce)."""
    kinds = [message.kind] if kind_of(message.kind).asked_for else [message.kind, ""]
    here, anywhere = Q(community_id=message.community_id), Q(community_id=None, kind="")
    with tenancy.everywhere(reason="an address may be closed to every community's mail"):
        closed = Suppression.objects.filter(here | anywhere, address=message.to.lower(), kind__in=kinds)
        return not closed.exists()


def _take(message_id: int, wanted: bool) -> Message | None:
    """Mark the beginning of an attempt; None where there is nothing (more) to send."""
    message = Message.objects.select_for_update().filter(pk=message_id, state=Message.State.QUEUED).first()
    if message is None:
        return None
    if message.attempted_at is not None:
        _conclude(message, Message.State.FAILED, IN_DOUBT)
        return None
    if not wanted:
        _conclude(message, Message.State.FAILED, NOT_WANTED + message.kind)
        return None
    message.attempted_at = clock.now()
    message.attempts += 1
    message.save(update_fields=["attempted_at", "attempts"])
    return message


def _hand_over(message: Message) -> tuple[Message.State, str]:
    """Give the mail to the mail server: what state that leaves it in, and why."""
    connection: Any = get_connection()
    try:
        connection.open()
    except OSError as fault:  # smtplib's own faults are of this family too; nothing has left yet
        return _try_later(message, fault)
    try:
        connection.send_messages([_mail(message)])
    except smtplib.SMTPRecipientsRefused as fault:
        worst = max((code for code, _words in fault.recipients.values()), default=550)
        return _try_later(message, fault) if worst < 500 else (Message.State.BOUNCED, _say(fault))
    except smtplib.SMTPResponseException as fault:
        return _try_later(message, fault) if fault.smtp_code < 500 else (Message.State.FAILED, _say(fault))
    except Exception as fault:  # noqa: BLE001 (the answer got lost, or a provider's library has its own faults)
        if getattr(fault, "status_code", None) in BUSY:
            return _try_later(message, fault)
        return Message.State.FAILED, f"{IN_DOUBT} {_say(fault)}"
    finally:
        _hang_up(connection)
    return Message.State.SENT, ""


def _try_later(message: Message, fault: Exception) -> tuple[Message.State, str]:
    tried_enough = message.attempts > (BACK_OFF.max_attempts or 0)
    return (Message.State.FAILED if tried_enough else Message.State.QUEUED), _say(fault)


def _hang_up(connection: Any) -> None:
    try:
        connection.close()
    except OSError:
        pass  # the mail is where it is; that the line broke on leaving changes nothing


def _say(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


def _conclude(message: Message, state: Message.State, trouble: str) -> None:
    message.state, message.trouble = state, trouble
    if state == Message.State.QUEUED:
        message.attempted_at = None
    if state == Message.State.SENT:
        message.sent_at = clock.now()
    message.save(update_fields=["state", "trouble", "attempted_at", "sent_at"])


def _mail(message: Message) -> EmailMultiAlternatives:
    """The mail as it goes out. Its Message-ID is always the same, so that a copy can be known as one."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=message.sender,
        to=[message.to],
        reply_to=[message.reply_to] if message.reply_to else None,
        headers={
            **message.headers,
            "Message-ID": f"<palabre-{message.pk}-{message.queued_at:%Y%m%d%H%M%S}@{settings.MAIL_DOMAIN}>",
            "Content-Language": message.language,
        },
    )
    mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment["name"], base64.b64decode(attachment["content"]), attachment["type"])
    return mail
