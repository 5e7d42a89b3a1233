"""Joining, leaving, and what one is in between."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.chronicle.entries import record
from palabre.communities import names, queries, rules
from palabre.communities.actions.joining import keep_answers
from palabre.communities.models import Community, JoinQuestion, Membership, Role
from palabre.communities.refusals import STAYS, TAKEN, Refusal
from palabre.kit import clock
from palabre.people import sessions
from palabre.people.models import Person

TOLD = ("name", "about", "place", "organisation", "portrait")
"""What a profile tells others."""


@transaction.atomic
def join(
    *,
    community: Community,
    by: Person,
    name: str,
    language: str,
    accepts_rules: bool,
    wants_mail: bool = False,
    answers: Mapping[JoinQuestion, str] | None = None,
) -> Membership:
    """Become a member of an open community, or one again; raises `Refusal`.

    Where a manager lets newcomers in, they wait without a role until then, with their answers to its questions.
    Rules and mail are agreed to here, with the time, and nowhere by the way: signing in or editing changes neither.
    """
    if not rules.is_open(community):
        raise Refusal(_("One comes in here by invitation only."))
    if not accepts_rules:
        raise Refusal(_("To take part, please agree to the rules."))
    now, name = clock.now(), name.strip()
    # A row that is not there yet cannot be locked; its person can.
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    membership = Membership.objects.select_for_update().filter(community=community, person=by).first()
    if membership is not None and membership.left_at is None:
        return membership
    is_new = membership is None or membership.name != name
    membership = membership or Membership(community=community, person=by)
    if is_new and membership.blocked_at is None and names.is_taken(name, community=community, by=by):
        raise Refusal(str(TAKEN))
    if membership.blocked_at is None:  # whoever may not write comes back under the name they had
        membership.name, membership.language = name, language
    waits = community.approves_joining and membership.blocked_at is None
    membership.roles, membership.left_at = [] if waits else [Role.MEMBER.value], None
    membership.waits_since = now if waits else None
    membership.listed_at = None
    membership.rules_accepted_at = now
    membership.rules_accepted = _rules_now(community)
    membership.mail_consent_at = now if wants_mail else None
    membership.save()
    _call_by_name(by, membership.name)
    keep_answers(membership, answers or {})
    record("communities.member_waits" if waits else "communities.member_joined", membership, by=membership)
    return membership


@transaction.atomic
def leave(*, by: Membership) -> None:
    """Stop being a member: roles and consent end, and so do the sessions on this host. Words said stay signed."""
    by.left_at, by.roles = clock.now(), []
    by.mail_consent_at = by.listed_at = by.waits_since = None
    by.save(update_fields=["left_at", "roles", "mail_consent_at", "listed_at", "waits_since"])
    by.join_answers.all().delete()
    by.mutes.all().delete()
    record("communities.member_left", by, by=by)
    sessions.end_all(by.person, host=by.community.host)


@transaction.atomic
def change_roles(*, membership: Membership, roles: Iterable[str], by: Membership) -> Membership:
    """Say what a member is from now on; takes effect with their next request. Raises `Refusal`.

    Invitations they sent in a role they lose stop working, since each asks again when it is opened.
    """
    wanted = [role for role in Role.values if role in set(roles)]
    if not rules.may_manage(by):
        raise Refusal(_("Only a manager can do that."))
    if membership.pk == by.pk and Role.MANAGER not in wanted:
        raise Refusal(_("You cannot stop being a manager by yourself. Ask another manager."))
    before, membership.roles = membership.roles, wanted
    membership.save(update_fields=["roles"])
    record("communities.roles_changed", membership, by=by, before=before, after=wanted)
    return membership


@transaction.atomic
def save_profile(
    *, by: Membership, wants_mail: bool, listed: bool, person: dict[str, Any], **fields: Any
) -> Membership:
    """Save what a member says of themselves here (`fields`) and everywhere (`person`: reads, writes, language).

    This is the one place where they agree to mail or to be in the list of people, and where they take it back.
    Raises `Refusal` where somebody who is blocked from writing would tell others anything else than before, and where
    they would bear the name of somebody whom others rely on (`names`).
    """
    was = Membership.objects.select_for_update().values(*TOLD, "language", "blocked_at").get(pk=by.pk)
    if was["blocked_at"] and any(str(value) != str(was[name]) for name, value in fields.items()):
        raise Refusal(str(STAYS))
    name = fields.get("name", was["name"])
    if name != was["name"] and names.is_taken(name, community=by.community, by=by.person):
        raise Refusal(str(TAKEN))
    for field, value in fields.items():
        setattr(by, field, value)
    if wants_mail != (by.mail_consent_at is not None):
        by.mail_consent_at = clock.now() if wants_mail else None
    if listed != (by.listed_at is not None):
        by.listed_at = clock.now() if listed else None
    by.save(update_fields=[*fields, "mail_consent_at", "listed_at"])
    for field, value in person.items():
        setattr(by.person, field, value)
    by.person.save(update_fields=list(person))
    told = any(str(getattr(by, name)) != str(was[name]) for name in TOLD)
    record("communities.profile_saved", by, by=by, told=told)
    return by


def _rules_now(community: Community) -> int:
    rules = queries.current_rules(community)
    return rules.number if rules else 0


def _call_by_name(person: Person, name: str) -> None:
    if not person.name:
        person.name = name
        person.save(update_fields=["name"])
