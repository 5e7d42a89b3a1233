"""What needs the hosts of a dialogue, and who was not heard."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Contribution, Dialogue, Finding, Pick, Question, Round, Seat, Wrap
from palabre.dialogues.playbook import Facts
from palabre.dialogues.queries.waiting import SHOWN, Waiting, waiting
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import clock
from palabre.moderation.queries import Reported, reported
from palabre.places.models import City


@dataclass
class Needs:
    """Words without an answer and questions without one (oldest first), seats that have not spoken, reports.

    `waiting` is the first page of the words that wait, `coming` the rounds not shown yet, with their questions,
    `remindable` those of the silent who may be sent a reminder now.
    """

    waiting: Waiting
    silent: list[Seat]
    empty: list[tuple[Question, int]]
    coming: list[tuple[Round, list[Question]]] = field(default_factory=list)
    flagged: list[tuple[Contribution, Reported]] = field(default_factory=list)
    remindable: set[int] = field(default_factory=set)

    @property
    def unanswered(self) -> list[Contribution]:
        """The words that wait, as many of them as the page shows."""
        return self.waiting.said

    @property
    def first(self) -> set[int]:
        """Of these, the numbers of those that are their author's first here."""
        return self.waiting.first

    @property
    def reachable(self) -> set[int]:
        """Of the silent, the numbers of those one can write to; the others' words are carried."""
        return {seat.pk for seat in self.silent if _is_reachable(seat)}

    @property
    def many(self) -> int:
        """How many things in all."""
        return self.waiting.many + len(self.silent) + len(self.empty) + len(self.flagged)


@dataclass
class NotHeard:
    """Languages and cities one would have expected to hear from."""

    languages: list[str]
    cities: list[City]


def needs(dialogue: Dialogue) -> Needs:
    """All of it, first voices without an answer before all: nobody's first contribution goes unanswered."""
    own = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, standing="public"
    )
    from_there = Q(author=OuterRef("membership")) | Q(seat=OuterRef("pk"))
    spoke, wrote = own.filter(from_there), _kept(dialogue).filter(from_there)
    seats = dialogue.seats.filter(~Exists(spoke)).exclude(kind__in=("host", "speaker"))
    silent: list[Any] = list(seats.annotate(wrote=Exists(wrote)).order_by("place_in_row"))
    asked = _asked(dialogue)
    goes_on = rules.takes_more(dialogue)
    return Needs(
        # In an archive nobody can see to it any more.
        waiting=waiting(dialogue) if goes_on else Waiting(),
        silent=silent,
        empty=_empty(dialogue, asked) if goes_on else [],
        coming=_coming(dialogue, asked),
        flagged=_flagged(dialogue),
        remindable=_remindable(dialogue, silent),
    )


def _remindable(dialogue: Dialogue, silent: list[Any]) -> set[int]:
    """As `panel.may_be_reminded`, of all of them; whose words are held back `wrote`, and is not reminded."""
    if dialogue.held or not rules.is_open(dialogue):
        return set()
    return {seat.pk for seat in silent if _is_reachable(seat) and seat.reminded_at is None and not seat.wrote}


def _is_reachable(seat: Seat) -> bool:
    return bool(seat.membership_id or seat.email)


def _kept(dialogue: Dialogue) -> Any:
    """What was said in it and not taken back, shown or not."""
    rows = Contribution.objects.filter(community_id=dialogue.community_id, dialogue=dialogue)
    return rows.exclude(standing="withdrawn")


def _asked(dialogue: Dialogue) -> list[Any]:
    """The questions in the order of their numbers, each with its round and whether it `has_answers`."""
    said = Contribution.objects.filter(
        community_id=dialogue.community_id, question=OuterRef("pk"), standing="public"
    )
    asked = dialogue.questions.select_related("round").annotate(has_answers=Exists(said))
    return list(asked.order_by("number"))


def _empty(dialogue: Dialogue, asked: list[Any]) -> list[tuple[Question, int]]:
    """Those of them that could be answered and that nobody answered, with the whole hours since."""
    zone, now, today = ZoneInfo(dialogue.community.time_zone), clock.now(), rules.today_of(dialogue)
    found: list[tuple[Question, int]] = []
    for question in asked:
        opened = question.round.opens_on
        if not question.has_answers and opened is not None and opened <= today:
            since = datetime.combine(max(opened, dialogue.opens_on), time(), zone)
            found.append((question, hours_since(max(since, question.round.released_at or since), now)))
    return found


def _coming(dialogue: Dialogue, asked: list[Any]) -> list[tuple[Round, list[Question]]]:
    """Those that wait for their day, or for a host to release them, by their rounds."""
    rounds: dict[Round, list[Question]] = {}
    for question in asked:
        if not rules.is_released(question.round, dialogue):
            rounds.setdefault(question.round, []).append(question)
    return sorted(rounds.items(), key=lambda one: one[0].number)


def _flagged(dialogue: Dialogue) -> list[tuple[Contribution, Reported]]:
    """Texts of this conversation that wait for a moderator."""
    reports = {one.subject_id: one for one in reported(dialogue.community_id, ContributionSubject.kind)}
    rows = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, pk__in=list(reports)
    ).exclude(standing="withdrawn")
    shown = rows.with_speakers().select_related("question").said_in_order()[:SHOWN]
    return [(said, reports[said.pk]) for said in shown]


def readable(needs: Needs, by: Membership) -> set[int]:
    """The numbers of those that wait for a moderator which a host may open where they stand; of others they read here.

    What is held back has a page for its author and for those who keep the community, and not for a host.
    """
    numbers = [said.pk for said, _report in needs.flagged]
    rows = Contribution.objects.visible_to(by).filter(pk__in=numbers)
    return set(rows.values_list("pk", flat=True)) if numbers else set()


def facts(dialogue: Dialogue, needs: Needs) -> Facts:
    """What the playbook is ticked from."""
    zone = ZoneInfo(dialogue.community.time_zone)
    so_far = _so_far(dialogue)
    return Facts(
        day=_nth(rules.today_of(dialogue), dialogue),
        length=_nth(dialogue.closes_on, dialogue),
        late=needs.waiting.late,
        silent_unreminded=sum(
            seat.reminded_at is None and seat.pk in needs.reachable for seat in needs.silent
        ),
        wrap_days=tuple(_nth(at.astimezone(zone).date(), dialogue) for at in so_far.pop("noted_at")),
        **so_far,
    )


def _so_far(dialogue: Dialogue) -> dict[str, Any]:
    """What happened in it, by one query: those fields of `Facts`, and the moments of its notes, `noted_at`."""
    hosts = Seat.objects.filter(dialogue=dialogue.pk, kind=Seat.Kind.HOST)
    by_hosts = Q(author__in=hosts.values("membership")) | Q(seat__in=hosts)
    findings = Finding.objects.filter(synthesis__dialogue=dialogue.pk, standing="public")
    wraps = Wrap.objects.filter(dialogue=dialogue.pk).order_by("at")
    facts = Dialogue.objects.values(
        hosts_spoke=Exists(Contribution.objects.filter(by_hosts, dialogue=dialogue.pk, standing="public")),
        rounds_out=_many(Round.objects.filter(dialogue=dialogue.pk, opens_on__lte=rules.today_of(dialogue))),
        picks=_many(Pick.objects.filter(contribution__dialogue=dialogue.pk)),
        findings=_many(findings),
        heard_published=Exists(findings.filter(synthesis__published_at__isnull=False)),
        noted_at=ArraySubquery(wraps.values("at")),
    ).get(pk=dialogue.pk)
    return dict(facts)


def _many(rows: Any) -> Any:
    """How many there are, as a part of another query."""
    counted = rows.order_by().values(whole=Value(1)).annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted), 0)


def _nth(day: Any, dialogue: Dialogue) -> int:
    return int((day - dialogue.opens_on).days) + 1


def not_heard(dialogue: Dialogue) -> NotHeard:
    """From the data: the community's languages nobody wrote in and its cities nobody spoke from."""
    said = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, standing="public"
    )
    heard = set(said.values_list("language", flat=True))
    places = set(said.exclude(city=None).values_list("city_id", flat=True))
    expected = City.objects.filter(hubs__community_id=dialogue.community_id)
    return NotHeard(
        [tag for tag in dialogue.community.languages if tag not in heard],
        list(expected.exclude(pk__in=places).order_by("name")),
    )


def hours_since(moment: datetime, now: datetime) -> int:
    """Whole hours since then."""
    return int((now - moment).total_seconds() // 3600)
