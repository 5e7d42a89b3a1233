"""Every text of the demo replaced by strings that mean harm; then every page, mail, feed and export is looked at.

The columns are found in the models (`hostile.columns`), the pages in the walk and, with `--all`, by following links.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from palabre.communities.models import Community
from palabre.kit.testing.cast import model
from palabre.kit.testing.look import CHROMIUM, browser
from palabre.portal import index
from tests.pages.walk import Place, desk_pages, public_pages
from tests.support.databases import named
from tests.support.server import served
from tests.threats.hostile import ELEMENT, columns, make_hostile
from tests.threats.watching import Watched, watched

pytestmark = pytest.mark.skipif(not shutil.which(CHROMIUM), reason=f"{CHROMIUM} is missing")


@dataclass(frozen=True)
class Reader:
    """Somebody at a place: known by number, since every address and name is about to change."""

    place: Place
    person: Any = None

    def cookie(self, url: str) -> dict[str, str]:
        client = Client(headers={"host": self.place.host})
        client.force_login(self.person)
        name = configured.SESSION_COOKIE_NAME
        return {"name": name, "value": client.cookies[name].value, "url": url}


def readers(places: list[Place]) -> list[Reader]:
    people = {person.email: person for person in model("people.Person").objects.all()}
    return [Reader(place, people.get(place.person)) for place in places]


@pytest.fixture
def walk(demo: Any, cluster: Any, settings: Any) -> list[Reader]:
    """The pages of the walk, in a demo in which every text means harm."""
    settings.LIMITS = {name: {} for name in settings.LIMITS}
    found = readers([*public_pages(), *desk_pages()])
    rows = make_hostile(named(cluster.where.superuser_url, demo))
    print({t:n for t,n in rows.items() if not n})
    assert sum(rows.values()) > 400
    for reader in found:
        if reader.person is not None:
            reader.person.refresh_from_db()
    for community in Community.objects.all():
        index.rebuild(community)
    return found


def test_every_column_in_which_somebody_writes_is_known() -> None:
    """A column that is new is among them by itself; some that must be, by name."""
    known = {f"{column.label}.{column.name}": column.holds for column in columns()}
    assert len(known) > 80
    assert known["people.Person.email"] == "email"
    assert known["dialogues.Contribution.html"] == "html"
    assert known["dialogues.Resource.address"] == "address"
    assert known["newsroom.Caption.alt"] == known["newsroom.Photograph.credit"] == "text"
    assert known["places.City.names"] == "names"
    assert not {"people.Person.password", "communities.Community.host", "dialogues.Dialogue.slug"} & set(
        known
    )


def look(seen: Watched, reader: Reader, url: str) -> tuple[list[str], int]:
    """What is wrong with a page as somebody sees it, and how many of the strings stand on it as text."""
    seen.page.context.clear_cookies()
    if reader.person is not None:
        seen.page.context.add_cookies([reader.cookie(url)])  # type: ignore[list-item]
    status = seen.open(url)
    found = seen.faults()
    wanted = 404 if reader.place.name == "missing" else 200
    if status != wanted:
        found.append(f"{status} where it should be {wanted}")
    return found, seen.page.content().count(f"&lt;{ELEMENT}")


@pytest.mark.browser
@pytest.mark.parametrize("policy", [True, False], ids=["with our policy", "without a policy"])
def test_nothing_runs_on_any_page_of_the_walk(walk: list[Reader], policy: bool) -> None:
    faults, shown = {}, 0
    with served() as port, browser() as chromium, watched(chromium, policy=policy) as seen:
        for reader in walk:
            url = f"http://{reader.place.host}:{port}{reader.place.path}"
            found, strings = look(seen, reader, url)
            shown += strings
            if found:
                faults[reader.place.name] = found
    assert faults == {}
    assert shown > 500
