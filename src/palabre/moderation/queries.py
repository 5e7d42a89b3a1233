"""The moderators' queue, what authors are told, and the log everybody may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects

from palabre.communities.models import Community, Membership
from palabre.kit.numbers import Cursor
from palabre.moderation.models import Appeal, Decision, Flag, Holds, Standing, so_far
from palabre.moderation.subjects import Excerpt, Subject, subject_of

QUEUE_ON_A_PAGE = 50
LOG_ON_A_PAGE = 50


@dataclass
class Case:
    """A text that waits for a decision, with what was said against it and the appeal it may answer."""

    standing: Standing
    kind: Any
    excerpt: Excerpt
    flags: list[Flag]
    decisions: list[Decision]
    appeal: Appeal | None

    @property
    def so_far(self) -> str:
        """As `Standing.so_far`, of what was fetched."""
        return so_far(self.decisions[-1] if self.decisions else None, self.appeal)


@dataclass
class Queue:
    """A page of what waits: first what the moderator reads, then the rest by languages.

    `languages_nobody_reads` is of all that waits; `more` is where the next page begins, "" on the last.
    """

    readable: list[Case]
    others: list[Case]
    languages_nobody_reads: list[str]
    more: str = ""

    @property
    def cases(self) -> list[Case]:
        """All of it, in the order shown."""
        return self.readable + self.others


@dataclass(frozen=True)
class Verdict:
    """A decision, for the one whose words it is about."""

    author: Membership
    kind: Any
    excerpt: Excerpt
    decision: Decision
    answers_appeal: bool


@dataclass(frozen=True)
class LogLine:
    """A decision without anybody's name: when, about what kind of text, what, on what ground."""

    at: datetime
    kind: Any
    state: str
    ground: str
    answers_appeal: bool


def queue(community: Community, reader: Membership, after: str = "") -> Queue:
    """What waits, oldest first: held texts, texts reported since the last decision, appeals without an answer.

    `after` is the `more` of the page before; where nothing is left behind it, the oldest are shown again.
    """
    standings, found = _there(_waiting(community), reader)
    here = _behind(standings, after) or standings
    page = here[:QUEUE_ON_A_PAGE]
    cases = _cases(page, reader)
    reads = set(reader.person.reads)
    return Queue(
        [case for case in cases if case.excerpt.language in reads],
        sorted(
            (case for case in cases if case.excerpt.language not in reads),
            key=lambda case: case.excerpt.language,
        ),
        sorted(found - languages_on_duty(community)),
        str(Cursor(page[-1].since, page[-1].pk)) if len(here) > len(page) else "",
    )


def languages_on_duty(community: Community) -> set[str]:
    """What the community's moderators and managers read, all together."""
    on_duty = Membership.objects.filter(
        community=community, left_at=None, blocked_at=None, roles__overlap=["moderator", "manager"]
    )
    return {tag for member in on_duty.select_related("person") for tag in member.person.reads}


def case(community: Community, pk: int, reader: Membership) -> Case | None:
    """One of them."""
    found = _cases(list(Standing.objects.filter(community=community, pk=pk)), reader)
    return found[0] if found else None


def waiting(community: Community, reader: Membership) -> int:
    """How many texts wait: as many as all pages of the reader's `queue` show."""
    return len(_there(_waiting(community), reader)[0])


@dataclass(frozen=True)
class Reported:
    """A text that waits: which standing, of which text, how many reports since when."""

    standing_id: int
    subject_id: int
    reports: int
    since: datetime


def reported(community_id: int, kind: str) -> list[Reported]:
    """What waits of one kind of text, without its words: for whoever cares for the place where it stands."""
    rows = [row for row in _waiting(community_id) if row.kind == kind]
    return [Reported(row.pk, row.subject_id, row.reports, row.since) for row in rows]


def verdict(decision_id: int, reader: Membership | None = None) -> Verdict | None:
    """A decision as its text's author sees it; with `reader`, only where they are the author."""
    decision = Decision.objects.filter(pk=decision_id).select_related("standing", "by").first()
    subject = subject_of(decision.standing.kind) if decision else None
    if decision is None or subject is None:
        return None
    author = subject.author(decision.standing.subject_id)
    excerpt = subject.excerpt(decision.standing.subject_id, author) if author else None
    if author is None or excerpt is None or (reader is not None and reader.pk != author.pk):
        return None
    return Verdict(
        author=author,
        kind=subject.title,
        excerpt=excerpt,
        decision=decision,
        answers_appeal=decision.answered.exists(),
    )


def decisions_about(kind: str, subject_id: int) -> list[int]:
    """The numbers of what was decided about a text, in the community one is in."""
    rows = Decision.objects.filter(standing__kind=kind, standing__subject_id=subject_id)
    return list(rows.values_list("pk", flat=True))


def log(community: Community, before: int | None = None) -> tuple[list[LogLine], int | None]:
    """Texts taken down and put back, the latest first, and where the next page begins."""
    told = Decision.objects.filter(community=community).select_related("standing")
    # What was left where it was tells the public nothing but that somebody was reported.
    told = told.filter(~Q(state=Standing.State.PUBLIC) | Q(answered__isnull=False))
    told = told.annotate(appeals_answered=Count("answered"))
    rows = list((told.filter(pk__lt=before) if before else told).order_by("-pk")[: LOG_ON_A_PAGE + 1])
    more = rows[LOG_ON_A_PAGE - 1].pk if len(rows) > LOG_ON_A_PAGE else None
    return [line for row in rows[:LOG_ON_A_PAGE] if (line := _line(row))], more


def holds_of(community_id: int) -> Holds:
    """What this community keeps back; the defaults where it has said nothing."""
    return Holds.objects.filter(community_id=community_id).first() or Holds(community_id=community_id)


def is_kept_back(kind: str, subject_id: int, community_id: int) -> bool:
    """Whether moderation keeps a text from being seen."""
    rows = Standing.objects.filter(community_id=community_id, kind=kind, subject_id=subject_id)
    return rows.exclude(state=Standing.State.PUBLIC).exists()


def _line(decision: Any) -> LogLine | None:
    subject = subject_of(decision.standing.kind)
    if subject is None:
        return None
    return LogLine(
        decision.at,
        subject.title,
        decision.state,
        decision.ground,
        bool(decision.appeals_answered),
    )


def _waiting(community: Community | int) -> list[Any]:
    """All about which something was asked that nobody answered, since it was last closed, the oldest first."""
    since_closed = Q(decisions__standing__closed_at=None) | Q(
        decisions__appeals__at__gt=F("decisions__standing__closed_at")
    )
    rows = Standing.objects.filter(community=community, pk__in=_asked_about(community)).annotate(
        reported=Max("flags__at"),
        decided=Max("decisions__at"),
        reports=Count("flags", distinct=True),
        asked_again=Count(
            "decisions__appeals",
            filter=Q(decisions__appeals__answer=None, decisions=_last_decision()) & since_closed,
            distinct=True,
        ),
    )
    undecided = Q(reports__gt=0) & (Q(decided=None) | Q(decided__lt=F("reported")))
    undecided &= Q(closed_at=None) | Q(closed_at__lt=F("reported"))
    held = Q(state=Standing.State.PENDING) & (Q(closed_at=None) | Q(closed_at__lt=F("since")))
    return list(rows.filter(held | undecided | Q(asked_again__gt=0)).order_by("since", "pk"))


def _asked_about(community: Community | int) -> Any:
    """The numbers of all that may wait. What was decided long ago, however much, is left out before it is counted."""
    here = Q(community=community)
    since = Decision.objects.filter(
        community_id=OuterRef("community_id"), standing=OuterRef("standing"), at__gte=OuterRef("at")
    )
    held = Standing.objects.filter(here, state=Standing.State.PENDING).values("pk")
    reported = Flag.objects.filter(here, ~Exists(since)).values("standing")
    asked_again = Appeal.objects.filter(here, answer=None).values("decision__standing")
    return held.union(reported, asked_again)


def _last_decision() -> Any:
    """An appeal against any earlier one waits no more: another decision has taken its place."""
    rows = Decision.objects.filter(community_id=OuterRef("community_id"), standing=OuterRef("pk"))
    return Subquery(rows.order_by("-pk").values("pk")[:1])


def _there(standings: Sequence[Any], reader: Membership) -> tuple[list[Any], set[str]]:
    """Those whose text the reader may see and that is still there, and in which languages they are."""
    found: dict[int, str] = {}
    for subject, of_kind in _by_kind(standings):
        told = subject.languages(list(of_kind), reader)
        found |= {of_kind[number]: language for number, language in told.items()}
    return [standing for standing in standings if standing.pk in found], set(found.values())


def _behind(standings: Sequence[Any], after: str) -> list[Any]:
    """Those that come after a place in their order; all of them where it is none."""
    place = Cursor.parse(after)
    if place is None:
        return list(standings)
    return [standing for standing in standings if (standing.since, standing.pk) > (place.at, place.pk)]


def _cases(standings: Sequence[Standing], reader: Membership) -> list[Case]:
    """Those a moderator may see, with all that was said about them fetched for the whole list at once."""
    decisions = Decision.objects.select_related("by").prefetch_related("appeals").order_by("pk")
    prefetch_related_objects(
        standings,
        Prefetch("flags", Flag.objects.select_related("by").order_by("at")),
        Prefetch("decisions", decisions),
    )
    texts = _texts(standings, reader)
    return [case for standing in standings if (case := _case(standing, texts.get(standing.pk)))]


def _texts(standings: Sequence[Standing], reader: Membership) -> dict[int, Excerpt]:
    """What each is about, by its standing's number: one question to each kind of text."""
    found: dict[int, Excerpt] = {}
    for subject, of_kind in _by_kind(standings):
        told = subject.excerpts(list(of_kind), reader)
        found |= {of_kind[number]: excerpt for number, excerpt in told.items()}
    return found


def _by_kind(standings: Sequence[Standing]) -> Iterator[tuple[Subject, dict[int, int]]]:
    """Each kind of text among them, with the standings' numbers by the texts'."""
    for kind in {standing.kind for standing in standings}:
        subject = subject_of(kind)
        if subject is not None:
            yield (
                subject,
                {standing.subject_id: standing.pk for standing in standings if standing.kind == kind},
            )


def _case(standing: Standing, excerpt: Excerpt | None) -> Case | None:
    subject = subject_of(standing.kind)
    if subject is None or excerpt is None:
        return None
    decisions = list(standing.decisions.all())
    unanswered = (one for decision in decisions[-1:] for one in decision.appeals.all() if not one.answer_id)
    return Case(
        standing, subject.title, excerpt, list(standing.flags.all()), decisions, next(unanswered, None)
    )
