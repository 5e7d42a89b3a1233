"""Expected against published, place by place and month by month; the gaps first, each with what can be done.

A story goes from expected to asked, agreed, filed and published. A city has a gap while fewer stories of it were
published in the last 30 days than are expected in so many; where one is on its way, the gap says how far it is.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from palabre.communities.queries import engagement_of
from palabre.dialogues.queries import figures as talk
from palabre.insights import periods
from palabre.insights.periods import Period
from palabre.insights.queries.figures import Figure, figure
from palabre.insights.rules import MOST_OF_A_MONTH, WINDOW_DAYS
from palabre.kit import clock
from palabre.kit.languages import name_of
from palabre.network.queries import assignments
from palabre.network.queries import figures as work
from palabre.newsroom.queries import figures as told
from palabre.places.queries.hubs import hubs as hubs_of
from palabre.places.queries.teams import teams

MONTHS = 3
"""Calendar months shown beside the last 30 days."""


@dataclass
class Cell:
    """Published stories of one city in one window, against what was expected of it (0: nothing).

    Only the last 30 days ask for something to be done (`lately`); the months beside them are there to compare.
    """

    told: Figure
    expected: int = 0
    lately: bool = False

    @property
    def short(self) -> bool:
        """Fewer published than expected in the last 30 days."""
        return self.lately and self.told.number < self.expected


@dataclass
class Coming:
    """A story on its way: asked, agreed or filed; `late` where its day has passed and it is not filed.

    `day` is when it is due, or when it was filed.
    """

    stage: str
    day: date
    who: str
    late: bool


@dataclass
class CityRow:
    """How one city stands."""

    hub: Any
    name: str
    cells: list[Cell]
    silent_days: int | None
    late: bool
    languages: list[str]
    coming: list[Coming]
    ask_url: str
    has_correspondent: bool

    @property
    def gap(self) -> int:
        """Stories expected in the last 30 days and not published. Only a published story closes a gap: what was
        agreed may still be declined, come late or be dropped, and readers have nothing of it yet.
        """
        return max(self.cells[0].expected - self.cells[0].told.number, 0)

    @property
    def unasked(self) -> int:
        """Stories of the gap that nobody has agreed to write yet."""
        agreed = sum(one.stage != "asked" for one in self.coming)
        return max(self.gap - agreed, 0)

    @property
    def urgency(self) -> tuple[int, int, int, str]:
        """Gaps first: those nobody writes for before those on their way, the longest silence first among them."""
        silence = 10**6 if self.silent_days is None else self.silent_days
        return -self.unasked, -self.gap, -silence, self.name


@dataclass
class LanguageRow:
    """How one language stands: stories that can be read in it, and answers written in it in the last 30 days."""

    tag: str
    name: str
    cells: list[Figure]
    voices: Figure
    promised: bool
    ask_url: str

    @property
    def unheard(self) -> bool:
        """Neither a story nor a voice in the last 30 days."""
        return not self.cells[0].number and not self.voices.number


@dataclass
class Coverage:
    """All of the page. `windows` are the last 30 days and then calendar months, the present one first."""

    engagement: Any
    windows: list[Period]
    cities: list[CityRow]
    languages: list[LanguageRow]
    target_days: int
    per_month: int
    promised_cities: int
    computed_at: Any = field(default_factory=clock.now)

    @property
    def gaps(self) -> list[CityRow]:
        """Cities that published fewer stories than expected in the last 30 days, whether one is on its way or not."""
        return [row for row in self.cities if row.gap]

    @property
    def unheard(self) -> list[LanguageRow]:
        """Promised languages that nobody was heard in."""
        return [row for row in self.languages if row.promised and row.unheard]


def coverage(community: Any, language: str) -> Coverage:
    """How the community stands today, named in the reader's language. Eight queries, however many cities."""
    today = clock.today(community.time_zone)
    agreed = engagement_of(community)
    months = [periods.month_of(today, community.time_zone, back) for back in range(MONTHS)]
    windows = [periods.lately(today, community.time_zone), *months]
    moments = [window.moments for window in windows]
    tongues = told.tongues(moments)
    per_month = agreed.stories_per_month if agreed else 0
    cities = _cities(community, agreed, language, windows, tongues)
    return Coverage(
        engagement=agreed,
        windows=windows,
        cities=sorted(cities, key=lambda row: row.urgency),
        languages=_languages(community, agreed, language, windows, tongues),
        target_days=math.ceil(WINDOW_DAYS / per_month) if per_month else 0,
        per_month=per_month,
        promised_cities=agreed.cities if agreed else 0,
    )


def _cities(community: Any, agreed: Any, language: str, windows: list[Period], tongues: Any) -> list[CityRow]:
    hubs = hubs_of(community)
    crews, coming = teams(hubs), work.coming()
    paces = told.pace([window.moments for window in windows])
    spoken: dict[int, set[str]] = defaultdict(set)
    for tongue in tongues:
        if tongue.told[0]:
            spoken[tongue.hub_id].add(tongue.language)
    rows = []
    for hub in hubs:
        crew = [one.membership_id for one in crews.get(hub.pk, []) if one.membership.has("correspondent")]
        last = paces[hub.pk].last if hub.pk in paces else None
        cells = _cells(agreed, hub, windows, paces[hub.pk].told if last else [0] * len(windows))
        silent = _days_since(last, windows[0]) if last else None
        rows.append(
            CityRow(
                hub=hub,
                name=hub.city.name_in(language),
                cells=cells,
                silent_days=silent,
                late=_is_late(agreed, silent, cells[0].expected),
                languages=sorted(spoken[hub.pk], key=lambda tag: name_of(tag, language)),
                coming=[_coming(one, community) for one in coming.get(hub.pk, [])],
                ask_url=ask(hub=hub.pk, to=crew[0] if crew else None),
                has_correspondent=bool(crew),
            )
        )
    return rows


def _days_since(moment: datetime, window: Period) -> int:
    return (window.last - timezone.localtime(moment, ZoneInfo(window.time_zone)).date()).days


def _cells(agreed: Any, hub: Any, windows: list[Period], counts: list[int]) -> list[Cell]:
    return [
        Cell(
            figure(count, "stories", window, city=hub.city_id),
            expected(agreed, hub.opened_on, window, WINDOW_DAYS if n == 0 else MOST_OF_A_MONTH),
            lately=n == 0,
        )
        for n, (window, count) in enumerate(zip(windows, counts, strict=True))
    ]


def expected(agreed: Any, opened_on: date, window: Period, days: int) -> int:
    """Stories promised of a city in a window: a month's, where at least so many of its days are agreed for."""
    if agreed is None:
        return 0
    part = window.within(max(agreed.starts, opened_on), agreed.ends)
    covered = (part.last - part.first).days + 1 if part else 0
    return int(agreed.stories_per_month) if covered >= days else 0


def _is_late(agreed: Any, silent: int | None, promised: int) -> bool:
    """Silent for longer than the promised pace allows: two stories a month are one every 15 days."""
    if agreed is None or not promised:
        return False
    return silent is None or silent > math.ceil(WINDOW_DAYS / agreed.stories_per_month)


def _coming(assignment: Any, community: Any) -> Coming:
    stage = assignments.stage(assignment)
    filed = assignment.filed_at if stage == "filed" else None
    moment = timezone.localtime(filed or assignment.due_at, ZoneInfo(community.time_zone))
    late = stage != "filed" and assignment.due_at < clock.now()
    return Coming(stage, moment.date(), assignment.membership.name, late)


def _languages(
    community: Any, agreed: Any, language: str, windows: list[Period], tongues: Any
) -> list[LanguageRow]:
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * len(windows))
    for tongue in tongues:
        counts[tongue.language] = [a + b for a, b in zip(counts[tongue.language], tongue.told, strict=True)]
    voices = {group.key: group.all for group in talk.voices_by("language", *windows[0].moments)}
    writers = work.writers()
    promised = list(agreed.languages) if agreed and agreed.languages else list(community.languages)
    others = [
        tag for tag in (*counts, *voices) if tag not in promised and (any(counts[tag]) or tag in voices)
    ]
    rows = [
        LanguageRow(
            tag=tag,
            name=name_of(tag, language),
            cells=[
                figure(count, "stories", window, language=tag)
                for window, count in zip(windows, counts[tag], strict=True)
            ],
            voices=figure(voices.get(tag, 0), "voices", windows[0], language=tag),
            promised=tag in promised,
            ask_url=ask(to=writers[tag][0]) if writers.get(tag) else ask(),
        )
        for tag in dict.fromkeys([*promised, *others])
    ]
    return sorted(rows, key=lambda row: (not row.promised, not row.unheard, row.name))


def ask(**wanted: int | None) -> str:
    """Where an editor asks for a story, with what is known already filled in."""
    known = {name: value for name, value in wanted.items() if value is not None}
    return reverse("network_offer") + (f"?{urlencode(known)}" if known else "")
