"""Mails as the outbox lists them."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.mail.models import Message

PAGE = 50


def reach(community: Any) -> AbstractContextManager[None]:
    """A community's host shows its own mail; the bare host shows all."""
    return nullcontext() if community else tenancy.everywhere(reason="the demo's outbox on the bare host")


def latest(before: int | None = None) -> list[Message]:
    """One page of mails, newest first, and one more where there is a next page."""
    rows = Message.objects.order_by("-pk").defer("text", "html")
    return list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])


def host_names() -> dict[int, str]:
    """Hosts by community."""
    return dict(Community.objects.values_list("pk", "host"))
