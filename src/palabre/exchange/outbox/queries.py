"""Mails as the outbox lists them."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.kit.numbers import Cursor
from palabre.mail.models import Message

PAGE = 50


def reach(community: Any) -> AbstractContextManager[None]:
    """A community's host shows its own mail; the bare host shows all."""
    return nullcontext() if community else tenancy.everywhere(reason="the demo's outbox on the bare host")


def latest(before: int | None = None) -> list[Message]:
    """One page of mails, newest first, and one more where there is a next page; `before` is the mail above it.

    The order is that of time, not of writing: the demo's past was written in another.
    """
    rows = Message.objects.order_by("-queued_at", "-pk").defer("text", "html")
    above = Message.objects.filter(pk=before).values_list("queued_at", "pk").first() if before else None
    if above:
        rows = rows.filter(Cursor(*above).before("queued_at"))
    return list(rows[: PAGE + 1])


def host_names() -> dict[int, str]:
    """Hosts by community."""
    return dict(Community.objects.values_list("pk", "host"))
