"""What the demo knows while it is loaded: today, and who and what has been made, by the content's keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from palabre.communities.models import Community, Engagement, Membership
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.exchange.demo import content
from palabre.exchange.demo.content import Table
from palabre.exchange.demo.loading.darkroom import Darkroom
from palabre.initiatives.models import Initiative
from palabre.network.models import Assignment
from palabre.newsroom.models import Story, Theme
from palabre.places import gazetteer
from palabre.places.models import City, Hub, Organisation

FIRST_YEAR = 2026
"""The year the content's whole dates were written for."""
BACKGROUND = timedelta(days=150)
"""Everything but dialogues and stories has been there for so long at least."""


@dataclass
class World:
    """`now` is the moment of loading; communities stand on `salon.SUFFIX` and so on."""

    now: datetime
    host_suffix: str
    darkroom: Darkroom = field(default_factory=Darkroom)
    communities: dict[str, Community] = field(default_factory=dict)
    engagements: dict[str, Engagement] = field(default_factory=dict)
    memberships: dict[tuple[str, str], Membership] = field(default_factory=dict)
    hubs: dict[int, Hub] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    dialogues: dict[str, Dialogue] = field(default_factory=dict)
    seats: dict[tuple[str, str], Seat] = field(default_factory=dict)
    contributions: dict[tuple[str, str], Contribution] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    stories: dict[str, Story] = field(default_factory=dict)
    assignments: dict[str, Assignment] = field(default_factory=dict)
    initiatives: dict[str, Initiative] = field(default_factory=dict)
    _cities: dict[tuple[str, str], City] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The day of loading, in UTC, which is the communities' time zone."""
        return self.now.astimezone(UTC).date()

    def day(self, days: int) -> date:
        """A day counted from that of loading."""
        return self.today + timedelta(days=days)

    def at(self, days: int, hour: int = 0, minute: int = 0) -> datetime:
        """A moment in UTC, its day counted from that of loading."""
        return datetime.combine(self.day(days), time(hour, minute), tzinfo=UTC)

    def monday(self, week: int) -> datetime:
        """The start of a week's Monday; week 0 is that of loading."""
        return self.at(7 * week - self.today.weekday())

    def not_after_now(self, at: datetime) -> datetime:
        """That moment, or a minute ago where it has not come yet."""
        return min(at, self.now - timedelta(minutes=1))

    def year(self, written: date) -> date:
        """A whole date of the content, moved by whole years so that today lies well inside the engagements."""
        return written.replace(year=written.year + (self.today - BACKGROUND).year - FIRST_YEAR)

    def background(self, written: date) -> date:
        """A date of the content, at least `BACKGROUND` ago."""
        return min(self.year(written), self.today - BACKGROUND)

    def morning(self, day: date, hour: int = 9) -> datetime:
        """That day at an hour, in UTC."""
        return datetime.combine(day, time(hour), tzinfo=UTC)

    def member(self, community: str, person: str) -> Membership:
        """What a person of the cast is in a community; raises KeyError."""
        return self.memberships[community, person]

    def city(self, table: Table) -> City:
        """The gazetteer's city for a `{name, country}` table; raises `LookupError` for one it does not have."""
        name, country = str(table["name"]), str(table["country"])
        if (name, country) not in self._cities:
            known = City.objects.filter(name=name, country=country).order_by("-population").first()
            self._cities[name, country] = known or _by_another_name(name, country)
        return self._cities[name, country]

    def hub(self, table: Table) -> Hub:
        """The page of a city in the cities exchange."""
        return self.hubs[self.city(table).pk]


def _by_another_name(name: str, country: str) -> City:
    found = gazetteer.find(name, country)
    if not found:
        raise LookupError(f"The gazetteer has no {name} in {country}.")
    return City.objects.get(pk=found[0].geonames_id)


def person(key: str) -> Table:
    """A person's table in the content; raises `StopIteration` for a key that leads nowhere."""
    return next(table for table in content.tables("people", "person") if table["key"] == key)
