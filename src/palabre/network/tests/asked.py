"""An offer from Bruno to Amina for a story from Lagos, and the mails about it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from palabre.communities.once import new_key
from palabre.communities.tests.hosts import Browser, mails
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast, model
from palabre.mail.models import Message
from palabre.network.actions import assigning
from palabre.network.models import Assignment, Correspondent

HOST = "cities.localhost"
AMINA, BRUNO = "amina@example.org", "bruno@example.org"


class Asked:
    """The offer in the cities community; `path` is where its mail leads."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.community = cast, cast.cities
        self.editor = cast.membership("bruno", cast.cities)
        self.writer = cast.membership("amina", cast.cities)
        with tenancy.community(cast.cities):
            self.hub = model("places.Hub").objects.create(
                community=cast.cities, city=self._lagos(), slug="lagos", opened_on=date(2026, 1, 1)
            )
        self.assignment = self.offer()

    def _lagos(self) -> Any:
        place = {"country": "NG", "latitude": 6.45, "longitude": 3.39, "time_zone": "Africa/Lagos"}
        return model("places.City").objects.create(geonames_id=2332459, name="Lagos", **place)

    def offer(self, **fields: Any) -> Assignment:
        """Ask; every offer has a mail of its own."""
        asked: dict[str, Any] = {
            "to": self.writer,
            "slugline": "ferry-school",
            "brief": "Who helps whom?",
            "language": "en",
            "due_at": clock.now() + timedelta(days=7),
            "fee": Decimal(140),
            "currency": "NGN",
            "hub": self.hub,
            "by": self.editor,
        }
        with tenancy.community(self.community):
            return assigning.offer(**(asked | fields))

    @property
    def path(self) -> str:
        """The address in the latest offer's mail, without its host."""
        found = re.search(r"https?://[^/\s]+(/\S*assignments/\S+)", mails(AMINA, "assignment")[-1].text)
        assert found
        return found[1]

    @property
    def file_path(self) -> str:
        """Where the same link leads to sending the story."""
        return self.path.replace("/reply/", "/file/")

    def answer(self, answer: str = "accept", **fields: str) -> Any:
        """Answer from the mail, as nobody in particular."""
        form = {"answer": answer, "once": new_key(), **fields}
        return Browser().at(HOST).post(self.path, form, follow=True)

    def now(self) -> Assignment:
        """As it stands in the database."""
        with tenancy.community(self.community):
            return Assignment.objects.get(pk=self.assignment.pk)

    def paid_in(self, currency: str, fee: int) -> None:
        """What Amina is usually paid."""
        Correspondent.objects.filter(person=self.cast.amina).update(currency=currency, usual_fee=fee)


def told_to_editor() -> list[Message]:
    """The mails Bruno got about what became of it."""
    return mails(BRUNO, "assignment_news")
