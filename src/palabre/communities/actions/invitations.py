"""Inviting by mail, and coming in by it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from palabre.chronicle.entries import record
from palabre.communities import names, queries, rules
from palabre.communities.addresses import absolute
from palabre.communities.models import Community, Invitation, Membership, Role
from palabre.communities.refusals import Refusal
from palabre.kit import clock
from palabre.mail import actions as mail
from palabre.people.browser import digest
from palabre.people.models import Person

LIFE = timedelta(days=14)


@transaction.atomic
def invite(
    *,
    community: Community,
    email: str,
    name: str = "",
    roles: Iterable[str] = (Role.MEMBER.value,),
    language: str,
    path: str = "",
    by: Membership | None,
    until: datetime | None = None,
    announce: Callable[[Invitation, str], None] | None = None,
    to_host: tuple[str, str] = ("", ""),
) -> Invitation:
    """Mail somebody a link that lets them in with roles, for fourteen days; raises `Refusal`.

    `path` is where they land ("/dialogues/water/"); `by` is a manager, or any member where the role is that of a
    member, or None for the installation itself. The link's address is on the returned row as `address`, this once.
    It holds longer where `until` is later. `announce` writes another mail in the place of ours, with the row and the
    link's secret; without it `to_host` may name the conversation that they are asked to host, and its days.
    """
    wanted = [role for role in Role.values if role in set(roles)]
    if not rules.may_give(by, wanted):
        raise Refusal(_("Only a manager can invite somebody to that role."))
    token, now = secrets.token_urlsafe(32), clock.now()
    invitation = Invitation.objects.create(
        community=community,
        email=email.strip().lower(),
        name=name.strip(),
        roles=wanted,
        language=language,
        token_hash=digest(token),
        path=path if path.startswith("/") and not path.startswith("//") else "",
        invited_by=by,
        invited_at=now,
        expires_at=max(now + LIFE, until or now),
    )
    record("communities.invitation_sent", invitation, by=by, roles=wanted)
    invitation.address = absolute(community, _path("communities_invitation", token), language)
    if announce is not None:
        announce(invitation, token)
    else:
        _mail(invitation, by, to_host)
    return invitation


@transaction.atomic
def accept(*, invitation: Invitation, by: Person, name: str = "") -> Membership:
    """Come in with the roles of an invitation; raises `Refusal` where it stands no more, or is somebody else's.

    `name` is what they call themselves where neither the invitation nor their account knows a name.
    """
    locked = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not rules.still_stands(locked) or locked.email != by.email:
        raise Refusal(_("This invitation is over."))
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)  # joining by another way at this moment
    membership = Membership.objects.filter(community_id=locked.community_id, person=by).first()
    if membership is None:
        membership = Membership(community_id=locked.community_id, person=by, language=locked.language)
        membership.name = _name_for(locked, by, name)
    held = set() if membership.left_at else set(membership.roles)
    membership.roles = [role for role in Role.values if role in held | set(locked.roles)]
    membership.left_at = None
    current = queries.current_rules(locked.community)
    if membership.rules_accepted_at is None or (current and current.number > membership.rules_accepted):
        membership.rules_accepted_at = clock.now()
        membership.rules_accepted = current.number if current else 0
    membership.save()
    locked.accepted_at, locked.accepted_by = clock.now(), membership
    locked.save(update_fields=["accepted_at", "accepted_by"])
    record("communities.invitation_accepted", locked, by=membership, membership=membership.pk)
    return membership


def _name_for(invitation: Invitation, by: Person, said: str) -> str:
    """What somebody comes in as: a name that nobody bears whom others rely on, unless a manager gave it to them."""
    inviter = invitation.invited_by
    if invitation.name and (inviter is None or rules.may_manage(inviter)):
        return invitation.name
    known = [name for name in (invitation.name, by.name, said) if name]
    free = (name for name in known if not names.is_taken(name, community=invitation.community, by=by))
    return next(free, invitation.email.partition("@")[0])


@transaction.atomic
def write_anew(*, invitation: Invitation, announce: Callable[[Invitation, str], None]) -> None:
    """Give an invitation another link, for a mail written anew in the place of one that never left."""
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not rules.still_stands(locked):
        return
    token = secrets.token_urlsafe(32)
    locked.token_hash = digest(token)
    locked.save(update_fields=["token_hash"])
    announce(locked, token)


@transaction.atomic
def withdraw(*, invitation: Invitation, by: Membership) -> None:
    """Take an invitation back; its link stops working. Raises `Refusal`."""
    if not rules.may_manage(by):
        raise Refusal(_("Only a manager can do that."))
    if invitation.accepted_at is None and invitation.withdrawn_at is None:
        invitation.withdrawn_at = clock.now()
        invitation.save(update_fields=["withdrawn_at"])
        record("communities.invitation_withdrawn", invitation, by=by)


def _path(name: str, token: str) -> str:
    path = reverse(name, urlconf=settings.COMMUNITY_URLCONF, args=[token])
    return "/" + path.removeprefix(get_script_prefix())


def _mail(invitation: Invitation, by: Membership | None, to_host: tuple[str, str]) -> None:
    cause, cause_language = invitation.community.cause_for(invitation.language)
    mail.send(
        kind="invitation",
        to=invitation.email,
        language=invitation.language,
        community=invitation.community,
        once=f"invitation:{invitation.pk}",
        context={
            "invitation": invitation,
            "inviter": by.name if by else "",
            "conversation": to_host[0],
            "days": to_host[1],
            "cause": cause,
            "cause_language": cause_language,
            "address": invitation.address,
        },
    )
