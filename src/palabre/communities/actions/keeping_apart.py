"""Muting somebody for oneself; blocking somebody from writing."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.chronicle.entries import record
from palabre.communities import rules
from palabre.communities.models import Membership, Mute
from palabre.communities.refusals import Refusal
from palabre.kit import clock
from palabre.people import sessions


@transaction.atomic
def mute(*, whom: Membership, by: Membership) -> None:
    """Fold somebody's words away for oneself; nobody else knows, so the chronicle is not told either."""
    if whom.pk == by.pk:
        raise Refusal(_("These are your own words."))
    Mute.objects.get_or_create(community_id=by.community_id, by=by, whom=whom, defaults={"at": clock.now()})


def unmute(*, whom: Membership, by: Membership) -> None:
    """See somebody's words again."""
    Mute.objects.filter(by=by, whom=whom).delete()


@transaction.atomic
def block(*, membership: Membership, because: str, language: str, by: Membership) -> None:
    """Let somebody read and not write, and say why to them, in `language`; their sessions on this host end.

    Their invitations and whatever their roles allow stop with it, since each is asked again. Raises `Refusal`.
    """
    if not rules.may_block(by, membership):
        raise Refusal(_("Only a manager can do that, and not to another manager."))
    membership.blocked_at = membership.blocked_at or clock.now()
    membership.blocked_because, membership.blocked_language = because.strip(), language
    membership.save(update_fields=["blocked_at", "blocked_because", "blocked_language"])
    record("communities.member_blocked", membership, by=by)
    sessions.end_all(membership.person, host=membership.community.host)


@transaction.atomic
def unblock(*, membership: Membership, by: Membership) -> None:
    """Let somebody write again; raises `Refusal`."""
    if not rules.may_manage(by):
        raise Refusal(_("Only a manager can do that."))
    membership.blocked_at, membership.blocked_because, membership.blocked_language = None, "", ""
    membership.save(update_fields=["blocked_at", "blocked_because", "blocked_language"])
    record("communities.member_unblocked", membership, by=by)
