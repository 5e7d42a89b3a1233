"""Handed over once; one bad recipient neither stops nor repeats the others; a crash duplicates nothing."""

from __future__ import annotations

import smtplib
from typing import Any

import pytest
from django.core.mail.backends.locmem import EmailBackend

from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.jobs import run_jobs
from palabre.mail import actions, delivery
from palabre.mail.models import Message, Suppression
from palabre.mail.stopping import Stop

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return Cast()


class Server(EmailBackend):
    """A mail server with a will of its own."""

    at_open: dict[int, Exception] = {}
    for_address: dict[str, BaseException] = {}
    taken: list[str] = []
    opened = 0

    def open(self) -> bool:
        Server.opened += 1
        if fault := self.at_open.get(Server.opened):
            raise fault
        return True

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if fault := self.for_address.get(message.to[0]):
                raise fault
            self.taken.append(message.to[0])
        return len(messages)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    monkeypatch.setattr(Server, "at_open", {})
    monkeypatch.setattr(Server, "for_address", {})
    monkeypatch.setattr(Server, "taken", [])
    monkeypatch.setattr(Server, "opened", 0)
    monkeypatch.setattr(delivery, "get_connection", Server)
    return Server


def queue(community: Any, to: str, kind: str = "notice", once: str = "1") -> Message:
    with tenancy.community(community):
        return Message.objects.create(
            community_id=community.pk,
            kind=kind,
            once=once,
            to=to,
            sender='"Open Floor" <no-reply@localhost>',
            language="en",
            subject="Hello",
            text="Hello",
            html="<p>Hello</p>",
            queued_at=clock.now(),
        )


def attempt(message: Message) -> Message:
    """Deliver as the worker does, and read what became of it."""
    try:
        delivery.deliver(community_id=message.community_id, message_id=message.pk)
    except delivery.TryLaterError:
        pass
    with tenancy.everywhere(reason="test"):
        message.refresh_from_db()
    return message


def test_a_mail_is_handed_over_once_however_often_the_job_runs(cast: Cast, server: type[Server]) -> None:
    message = queue(cast.salon, "esi@example.org")
    for _time in range(3):
        attempt(message)
    assert server.taken == ["esi@example.org"]
    assert message.state == "sent"
    assert message.sent_at is not None


def test_one_bad_recipient_neither_stops_nor_repeats_the_others(cast: Cast, server: type[Server]) -> None:
    server.for_address = {
        "bad@example.org": smtplib.SMTPRecipientsRefused({"bad@example.org": (550, b"who?")})
    }
    batch = [queue(cast.salon, f"{name}@example.org") for name in ("esi", "bad", "dev")]
    for _time in range(2):
        for message in batch:
            attempt(message)
    assert server.taken == ["esi@example.org", "dev@example.org"]
    assert [message.state for message in batch] == ["sent", "bounced", "sent"]
    assert "550" in batch[1].trouble


def test_a_crash_in_the_middle_of_a_send_duplicates_nothing(cast: Cast, server: type[Server]) -> None:
    message = queue(cast.salon, "esi@example.org")
    server.for_address = {"esi@example.org": KeyboardInterrupt()}  # the process ends here
    with pytest.raises(KeyboardInterrupt):
        delivery.deliver(community_id=cast.salon.pk, message_id=message.pk)
    server.for_address = {}
    attempt(message)
    attempt(message)
    assert server.taken == []
    assert (message.state, message.trouble) == ("failed", delivery.IN_DOUBT)


def test_a_server_that_is_away_is_tried_again_and_in_the_end_given_up(
    cast: Cast, server: type[Server]
) -> None:
    message = queue(cast.salon, "esi@example.org")
    server.at_open = {n: ConnectionRefusedError("closed") for n in range(1, 100)}
    with pytest.raises(delivery.TryLaterError):
        delivery.deliver(community_id=cast.salon.pk, message_id=message.pk)
    assert attempt(message).state == "queued"
    for _time in range(10):
        attempt(message)
    assert (message.state, message.attempts) == ("failed", 6)
    later = queue(cast.salon, "dev@example.org")
    server.at_open = {Server.opened + 1: ConnectionRefusedError("closed")}
    assert attempt(later).state == "queued"
    assert attempt(later).state == "sent"


def test_an_answer_that_says_later_is_believed_and_one_that_says_never_too(
    cast: Cast, server: type[Server]
) -> None:
    soft, hard = queue(cast.salon, "a@example.org"), queue(cast.salon, "b@example.org")
    server.for_address = {
        "a@example.org": smtplib.SMTPDataError(451, b"busy"),
        "b@example.org": smtplib.SMTPDataError(554, b"no"),
    }
    assert attempt(soft).state == "queued"
    assert attempt(hard).state == "failed"


def test_a_provider_that_is_busy_is_asked_again(cast: Cast, server: type[Server]) -> None:
    class ProviderError(Exception):
        status_code = 429

    message = queue(cast.salon, "esi@example.org")
    server.for_address = {"esi@example.org": ProviderError()}
    assert attempt(message).state == "queued"
    server.for_address = {}
    assert attempt(message).state == "sent"


def test_an_answer_that_got_lost_is_not_followed_by_a_second_mail(cast: Cast, server: type[Server]) -> None:
    message = queue(cast.salon, "esi@example.org")
    server.for_address = {"esi@example.org": TimeoutError("no answer")}
    attempt(message)
    server.for_address = {}
    assert attempt(message).state == "failed"
    assert server.taken == []


@pytest.mark.parametrize("everywhere", [True, False])
def test_an_address_that_wants_none_is_looked_up_at_each_sending(
    cast: Cast, server: type[Server], everywhere: bool
) -> None:
    message = queue(cast.salon, "esi@example.org")
    other = queue(cast.circle, "esi@example.org")
    where, kind = (None, "") if everywhere else (cast.salon.pk, "notice")
    actions.stop(Stop(where, None, kind, "Esi@example.org"))
    assert attempt(message).state == "failed"
    assert message.trouble.startswith(delivery.NOT_WANTED)
    assert attempt(other).state == ("failed" if everywhere else "sent")


def test_a_code_still_reaches_whoever_wants_no_other_mail(cast: Cast, server: type[Server]) -> None:
    actions.stop(Stop(cast.salon.pk, None, "", "esi@example.org"))
    assert attempt(queue(cast.salon, "esi@example.org", kind="code")).state == "sent"
    assert attempt(queue(cast.salon, "esi@example.org", kind="notice")).state == "failed"


def test_a_job_finds_nothing_outside_its_community(cast: Cast, server: type[Server]) -> None:
    message = queue(cast.salon, "esi@example.org")
    delivery.deliver(community_id=cast.circle.pk, message_id=message.pk)
    assert server.taken == []
    run_jobs()
    assert tenancy.scope() is None


def test_what_is_taken_back_before_it_left_does_not_leave(cast: Cast, server: type[Server]) -> None:
    message = queue(cast.salon, "esi@example.org", once="contribution:3")
    assert actions.withdraw(kind="notice", once="contribution:3", community_id=cast.circle.pk) == 0
    assert actions.withdraw(kind="notice", once="contribution:3", community_id=cast.salon.pk) == 1
    assert attempt(message).state == "failed"
    assert server.taken == []


def test_in_the_demo_nothing_leaves_and_the_mail_counts_as_sent(cast: Cast, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert attempt(queue(cast.salon, "esi@example.org")).state == "sent"


def test_stopping_twice_is_one_row(cast: Cast) -> None:
    for _time in range(2):
        actions.stop(Stop(cast.salon.pk, None, "notice", "esi@example.org"))
    with tenancy.community(cast.salon):
        assert Suppression.objects.count() == 1
