"""Loading the demo's content into an empty installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from palabre.chronicle import readers
from palabre.communities.models import Community
from palabre.dialogues.models import Contribution, Dialogue
from palabre.exchange.demo.loading import founding, gallery, letters, talk, week, work
from palabre.exchange.demo.loading.diary import Diary
from palabre.exchange.demo.loading.world import World
from palabre.initiatives.models import Initiative
from palabre.kit import clock, tenancy
from palabre.mail.models import Message
from palabre.network.models import Assignment
from palabre.newsroom.models import Photograph, Story
from palabre.people.models import Person
from palabre.places import gazetteer
from palabre.places.models import City

LOCK = "palabre.demo"


class NoDemoError(RuntimeError):
    """Invented people are loaded into a demo only, never into an installation that somebody uses."""


@dataclass(frozen=True)
class Counts:
    """How much of the demo there is."""

    communities: int
    people: int
    dialogues: int
    contributions: int
    stories: int
    photographs: int
    initiatives: int
    assignments: int
    messages: int


def load_demo(progress: Callable[[str], None], host_suffix: str = "") -> Counts:
    """Load the content once, all of it or nothing; where it is already, do nothing. Says how much there is.

    `progress` is told in sentences how far it is. Communities stand on `salon.SUFFIX`, `cities.SUFFIX` and
    `circle.SUFFIX`; without a suffix, under the installation's bare host. Runs as the owner, who may bulk-load the
    cities. Raises `NoDemoError` outside demo mode.
    """
    if not settings.DEMO:
        raise NoDemoError("Set PALABRE_DEMO=1 to load the demo's content.")
    suffix = host_suffix or settings.BASE_HOST
    with transaction.atomic():
        _one_at_a_time()
        if Community.objects.filter(host=f"salon.{suffix}").exists():
            return counts()
        _load_cities(progress)
        world = World(now=clock.now(), host_suffix=suffix)
        try:
            _live(world, progress)
        finally:
            world.darkroom.close()
        letters.settle(world)
    progress(_("Making everything findable ..."))
    readers.pull()
    return counts()


def counts() -> Counts:
    """How much of the demo there is now."""
    with tenancy.everywhere(reason="counting what was loaded"):
        return Counts(
            communities=Community.objects.count(),
            people=Person.objects.count(),
            dialogues=Dialogue.objects.count(),
            contributions=Contribution.objects.count(),
            stories=Story.objects.count(),
            photographs=Photograph.objects.count(),
            initiatives=Initiative.objects.count(),
            assignments=Assignment.objects.count(),
            messages=Message.objects.count(),
        )


def _one_at_a_time() -> None:
    """Wait for another process that is loading; the lock ends with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [LOCK])


def _load_cities(progress: Callable[[str], None]) -> None:
    if City.objects.exists():
        return
    progress(_("Reading the cities of the world ..."))
    gazetteer.load_cities()


def _live(world: World, progress: Callable[[str], None]) -> None:
    """Write the diary, and live it."""
    diary = Diary(world)
    for room in (founding, work, gallery, talk, week, letters):
        room.write(diary)
    said: set[int] = set()

    def turned(done: int, of: int) -> None:
        tenth = 10 * done // of
        if tenth not in said:
            said.add(tenth)
            progress(_("Drawing and telling what happened: %(percent)s %%") % {"percent": 10 * tenth})

    diary.live(turned)
