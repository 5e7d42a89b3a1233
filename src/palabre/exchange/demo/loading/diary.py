"""A diary: who did what, when and in which community, to be lived again in the order of its times."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from palabre.exchange.demo.loading.world import World
from palabre.kit import clock, tenancy


class FutureError(ValueError):
    """Something was to be done at a time that has not come."""


@dataclass(frozen=True)
class Page:
    """One act, with the community it happens in, or none."""

    at: datetime
    act: Callable[[], object]
    community: str


class Diary:
    """Pages are written in any order; those of the same moment are lived in the order in which they were written."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._pages: list[Page] = []

    def write(self, at: datetime, act: Callable[[], object], community: str = "") -> None:
        """Have something done at a moment, which must have come; raises `FutureError`."""
        if at > self.world.now:
            raise FutureError(f"{at:%Y-%m-%d %H:%M} has not come yet.")
        self._pages.append(Page(at, act, community))

    def live(self, turned: Callable[[int, int], None]) -> None:
        """Do everything, each at its time; `turned` is told how many of how many pages are done."""
        for number, page in enumerate(sorted(self._pages, key=lambda page: page.at), start=1):
            with clock.moved(page.at - clock.now()):
                if page.community:
                    with tenancy.community(self.world.communities[page.community]):
                        page.act()
                else:
                    page.act()
            turned(number, len(self._pages))
