"""What a feed is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Q

from palabre.communities.models import Community, Membership
from palabre.dialogues.models import Channel, Dialogue
from palabre.exchange.feeds.item import Place


@dataclass(frozen=True)
class Wanted:
    """A community's feed, narrowed to some languages (none: all) and to one dialogue, channel or person."""

    community: Community
    languages: tuple[str, ...] = ()
    dialogue: Dialogue | None = None
    channel: Channel | None = None
    person: Membership | None = None
    before: Place | None = None

    @property
    def is_narrow(self) -> bool:
        """Whether it is of less than the community."""
        return bool(self.dialogue or self.channel or self.person)

    def spoken(self, field: str = "language") -> Q:
        """In the languages wanted."""
        return Q(**{f"{field}__in": self.languages}) if self.languages else Q()

    def within(self, prefix: str = "") -> Q:
        """In the dialogue or the channel wanted; `prefix` leads from a row to its dialogue (`dialogue__`)."""
        if self.dialogue:
            return Q(**{f"{prefix}pk": self.dialogue.pk})
        return Q(**{f"{prefix}channel": self.channel}) if self.channel else Q()

    def older(self, field: str, rank: int) -> Q:
        """What stands behind the cursor, by the moment in `field`."""
        if self.before is None:
            return Q()
        sooner = Q(**{f"{field}__lt": self.before.at})
        if rank < self.before.rank:
            return sooner | Q(**{field: self.before.at})
        return (
            sooner | Q(**{field: self.before.at}, pk__lt=self.before.pk)
            if rank == self.before.rank
            else sooner
        )

    def older_days(self, field: str, rank: int) -> Q:
        """The same by a day, which stands for its first moment in the community's time zone."""
        if self.before is None:
            return Q()
        day = self.before.at.astimezone(ZoneInfo(self.community.time_zone)).date()
        if self.midnight(day) < self.before.at or rank < self.before.rank:
            return Q(**{f"{field}__lte": day})
        sooner = Q(**{f"{field}__lt": day})
        return sooner | Q(**{field: day}, pk__lt=self.before.pk) if rank == self.before.rank else sooner

    def midnight(self, day: date) -> datetime:
        """The first moment of a day in the community."""
        return datetime.combine(day, time(), ZoneInfo(self.community.time_zone))
