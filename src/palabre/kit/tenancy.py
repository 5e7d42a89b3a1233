"""Which community the database may be asked about, right now.

Every table with a community has row-level security: its policies read two settings that live for one transaction,
``palabre.community`` and ``palabre.everywhere``. `community` sets the first, `everywhere` the second; without
either a query sees nothing, whatever it asks for. Both open a transaction, because a setting made with
``SET LOCAL`` ends with it (which is also what makes PgBouncer in transaction mode possible), and both put the
setting back on leaving: it would otherwise survive the release of a savepoint and leak into whatever comes next.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from palabre.kit import shown

logger = logging.getLogger(__name__)


class TenancyError(RuntimeError):
    """Two communities at once, or none where one is needed."""


@dataclass(frozen=True)
class Scope:
    """Where we are: one community, or everywhere for a stated reason."""

    community_id: int | None
    reason: str = ""


_scope: ContextVar[Scope | None] = ContextVar("palabre_scope", default=None)


def current_community_id() -> int:
    """The community we are in; raises `TenancyError` outside one."""
    scope = _scope.get()
    if scope is None or scope.community_id is None:
        raise TenancyError("This needs a community: wrap it in `with community(...)`.")
    return scope.community_id


def scope() -> Scope | None:
    """Where we are, or None outside every community."""
    return _scope.get()


@contextmanager
def community(wanted: Any) -> Iterator[None]:
    """Enter one community (a row or its id) for the length of the block, inside a transaction.

    Entering the same community again is allowed; another one, or from `everywhere`, raises `TenancyError`.
    """
    community_id = int(getattr(wanted, "pk", wanted))
    here = _scope.get()
    if here is not None and here.community_id != community_id:
        raise TenancyError(f"Already in {here}: leave it before entering community {community_id}.")
    with _entered(Scope(community_id)):
        yield


@contextmanager
def as_if_in(community_id: int) -> Iterator[None]:
    """For building a query that is asked later: the database is told nothing."""
    token = _scope.set(Scope(community_id))
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def everywhere(*, reason: str) -> Iterator[None]:
    """Cross all communities, for the network's own desk or a person's own data; say why."""
    if not reason:
        raise TenancyError("Crossing communities needs a reason.")
    here = _scope.get()
    if here is not None and here.community_id is not None:
        raise TenancyError(f"Inside community {here.community_id}: leave it before going everywhere.")
    logger.debug("everywhere: %s", reason)
    if (note := shown.note()) is not None:
        note.crosses = True
    with _entered(Scope(None, reason)):
        yield


@contextmanager
def _entered(wanted: Scope) -> Iterator[None]:
    before = _scope.get()
    token = _scope.set(wanted)
    try:
        with transaction.atomic():
            _tell_database(wanted)
            yield
            # On an exception the savepoint or transaction is rolled back, and the setting with it.
            _tell_database(before)
    finally:
        _scope.reset(token)


def _tell_database(wanted: Scope | None) -> None:
    community_id = "" if wanted is None or wanted.community_id is None else str(wanted.community_id)
    crossing = "on" if wanted is not None and wanted.community_id is None else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('palabre.community', %s, true), set_config('palabre.everywhere', %s, true)",
            [community_id, crossing],
        )
