"""Proposing an initiative, checking it, saying where it was taken up."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.initiatives import rules
from palabre.initiatives.models import Initiative, InitiativeVersion, Replication
from palabre.initiatives.refusals import Refusal
from palabre.initiatives.subject import InitiativeSubject
from palabre.kit import clock
from palabre.kit.text.slugs import free_slug
from palabre.kit.text.tidy import one_line, tidy
from palabre.moderation import rules as moderating
from palabre.moderation.actions import hold
from palabre.moderation.queries import holds_of, is_kept_back
from palabre.places.models import City, Organisation

PUBLIC, PENDING = Initiative.Standing.PUBLIC, Initiative.Standing.PENDING
NOTHING = "—"
"""What stands for a name that was taken out."""
TOLD = ("name", "summary", "who", "for_whom", "evidence")


@transaction.atomic
def propose(
    *,
    community: Community,
    name: str,
    summary: str,
    city: City,
    stage: str,
    language: str,
    by: Membership | None,
    who: str = "",
    for_whom: str = "",
    evidence: str = "",
    evidence_language: str = "",
    organisation: Organisation | None = None,
    address: str = "",
    begun: int | None = None,
    slugged: str = "",
) -> Initiative:
    """Add an initiative. A member's waits for a check; a correspondent's, the desk's and a loaded one (None) shows.

    `address` is its own page elsewhere, `begun` a year, `slugged` what its address here is made of.
    """
    if by is not None and not rules.may_propose(by):
        raise Refusal.not_yours()
    made: Initiative = Initiative.objects.create(
        community=community,
        slug=_free_address(community, slugged or name),
        name=one_line(name),
        summary=tidy(summary),
        who=one_line(who),
        for_whom=one_line(for_whom),
        language=language,
        evidence=tidy(evidence),
        evidence_language=(evidence_language or language) if evidence else "",
        stage=stage,
        organisation=organisation,
        city=city,
        address=address,
        begun=begun,
        standing=PUBLIC if rules.shows_at_once(by) else PENDING,
        added_by=by,
        added_at=clock.now(),
    )
    record("initiatives.initiative_proposed", made, by=by, city=city.pk)
    if by is not None:
        _hold_where_asked(made, by)
    return made


@transaction.atomic
def check(
    *,
    initiative: Initiative,
    on: date,
    by: Membership,
    stage: str = "",
    evidence: str = "",
    language: str = "",
) -> Initiative:
    """Write down that somebody looked on a day, at which stage it is and what they saw; a proposal then shows."""
    if not rules.may_check(initiative, by):
        raise Refusal.not_yours()
    if on > clock.today(initiative.community.time_zone):
        raise Refusal.not_yet()
    initiative.checked_on, initiative.checked_by = on, by
    initiative.stage = stage or initiative.stage
    if evidence.strip():
        initiative.evidence, initiative.evidence_language = tidy(evidence), language or initiative.language
    if initiative.standing == PENDING and not is_kept_back(
        InitiativeSubject.kind, initiative.pk, initiative.community_id
    ):
        initiative.standing = PUBLIC
    fields = ["checked_on", "checked_by", "stage", "evidence", "evidence_language", "standing"]
    initiative.save(update_fields=fields)
    record("initiatives.initiative_checked", initiative, by=by, stage=initiative.stage)
    return initiative


@transaction.atomic
def say_in(
    *,
    initiative: Initiative,
    language: str,
    name: str,
    summary: str,
    by: Membership | None,
    who: str = "",
    for_whom: str = "",
) -> InitiativeVersion:
    """Say in another language what it is; saying it again replaces it."""
    if not rules.may_link(by):
        raise Refusal.not_yours()
    made, _new = InitiativeVersion.objects.update_or_create(
        community_id=initiative.community_id,
        initiative=initiative,
        language=language,
        defaults={
            "name": one_line(name),
            "summary": tidy(summary),
            "who": one_line(who),
            "for_whom": one_line(for_whom),
            "by": by,
        },
    )
    record("initiatives.version_written", initiative, by=by, language=language)
    return made


@transaction.atomic
def take_up(
    *,
    initiative: Initiative,
    city: City,
    taken_up_by: str,
    since: int,
    language: str,
    by: Membership | None,
    taken_up_as: Initiative | None = None,
    note: str = "",
) -> Replication:
    """Write down that people elsewhere took it up since a year; the same people in the same city is one row.

    With `taken_up_as`, the initiative they made of it, each is linked to the other.
    """
    if not rules.may_link(by):
        raise Refusal.not_yours()
    if taken_up_as is not None and taken_up_as.pk == initiative.pk:
        raise Refusal.own_copy()
    made, _new = Replication.objects.update_or_create(
        community_id=initiative.community_id,
        initiative=initiative,
        city=city,
        by=one_line(taken_up_by)[:200],
        defaults={"taken_up_as": taken_up_as, "since": since, "note": tidy(note), "language": language},
    )
    record("initiatives.initiative_taken_up", initiative, by=by, replication=made.pk, city=city.pk)
    return made


@transaction.atomic
def take_out(*, initiative: Initiative) -> None:
    """Take out an initiative that not everybody sees, for an erased account that takes its words along.

    Where a story or somebody who took it up rests on it, its place stays without words. What everybody sees is left:
    a city's team has looked at it, and others translated it.
    """
    held = Initiative.objects.select_for_update(of=("self",)).get(pk=initiative.pk)
    if held.standing == PUBLIC:
        return
    record("initiatives.initiative_taken_out", held)
    if not (held.stories.exists() or held.replications.exists()):
        held.delete()
        return
    held.versions.all().delete()
    held.name = held.summary = NOTHING
    held.who = held.for_whom = held.evidence = held.evidence_language = held.address = ""
    held.save()


def _hold_where_asked(made: Initiative, by: Membership) -> None:
    """Keep it back until a moderator has read it too, where the community wants that of such a text.

    Whoever checks it opens its address: only links in its words are a reason.
    """
    mine = Initiative.objects.filter(community_id=made.community_id, added_by=by).exclude(pk=made.pk)
    words = "\n\n".join(getattr(made, name) for name in TOLD)
    why = moderating.why_hold(
        holds_of(made.community_id),
        by,
        words,
        earlier=mine.filter(standing=PUBLIC).count(),
        lately=mine.filter(added_at__gt=made.added_at - moderating.FLOOD_WINDOW).count(),
        now=made.added_at,
    )
    if why:
        hold(community=made.community, subject=InitiativeSubject(), subject_id=made.pk, reason=why)
        made.standing = PENDING


def _free_address(community: Community, wanted: str) -> str:
    rows = Initiative.objects.filter(community=community)
    return free_slug(wanted, lambda base: rows.filter(slug__startswith=base).values_list("slug", flat=True))
