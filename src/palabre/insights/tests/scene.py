"""What the figures' tests count: stories, voices, conversations, outcomes, put into a community by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import set_urlconf

from palabre.communities.tests.hosts import Browser
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast, model


def city(number: int, name: str) -> Any:
    """A city as GeoNames would have it."""
    return model("places.City").objects.get_or_create(
        geonames_id=number,
        defaults={
            "name": name,
            "country": "NG",
            "names": {"fr": f"{name} (fr)"},
            "latitude": 6.0,
            "longitude": 3.0,
            "time_zone": "UTC",
        },
    )[0]


def ago(days: float) -> datetime:
    """A moment so many days ago."""
    return clock.now() - timedelta(days=days)


class Scene:
    """A community with people to speak in it."""

    def __init__(self, community: Any, cast: Cast) -> None:
        self.community, self.cast, self.made = community, cast, 0

    def _make(self, label: str, **fields: Any) -> Any:
        with tenancy.community(self.community):
            return model(label).objects.create(community=self.community, **fields)

    @contextmanager
    def inside(self) -> Iterator[None]:
        """In the community, on its host: a request before this one has left both."""
        set_urlconf(settings.COMMUNITY_URLCONF)
        try:
            with tenancy.community(self.community):
                yield
        finally:
            set_urlconf(None)

    def _next(self) -> int:
        self.made += 1
        return self.made

    def hub(self, name: str, number: int, opened_days_ago: int = 400, team: Any = None) -> Any:
        """A city of the community, perhaps with a correspondent."""
        opened = clock.today("UTC") - timedelta(days=opened_days_ago)
        hub = self._make("places.Hub", city=city(number, name), slug=name.lower(), opened_on=opened)
        if team is not None:
            self._make("places.TeamMember", hub=hub, membership=team, since=opened)
        return hub

    def story(
        self, hub: Any, days_ago: float = 1, languages: tuple[str, ...] = ("en",), **fields: Any
    ) -> Any:
        """A published story with a version in each of these languages."""
        n = self._next()
        author = self.cast.membership("bruno", self.community)
        about = {"state": "published", "published_at": ago(days_ago), "author": author} | fields
        story = self._make(
            "newsroom.Story", hub=hub, slug=f"story-{n}", original_language=languages[0], **about
        )
        for language in languages:
            self._make(
                "newsroom.StoryVersion",
                story=story,
                language=language,
                headline=f"Headline {n}",
                body="Body",
                html="<p>Body</p>",
                dateline_place="Here",
                dateline_on=date(2026, 1, 1),
                updated_at=clock.now(),
            )
        return story

    def assignment(self, hub: Any, to: Any, state: str, due_in: float = 5) -> Any:
        """A piece of work asked for."""
        with tenancy.community(self.community):
            worker = model("network.Correspondent").objects.get_or_create(
                person_id=to.person_id, defaults={"public_name": to.name}
            )[0]
        return self._make(
            "network.Assignment",
            correspondent=worker,
            membership=to,
            hub=hub,
            slugline="vendors",
            brief="Go and see.",
            language="en",
            due_at=ago(-due_in),
            fee=100,
            currency="EUR",
            state=state,
        )

    def dialogue(self, days_ago: int = 10, **fields: Any) -> Any:
        """A conversation of two weeks."""
        opens = clock.today("UTC") - timedelta(days=days_ago)
        about = {
            "format": "salon",
            "title": "Water",
            "language": "en",
            "opens_on": opens,
            "closes_on": opens + timedelta(days=13),
            "created_at": clock.now(),
        }
        return self._make("dialogues.Dialogue", slug=f"talk-{self._next()}", **(about | fields))

    def say(self, dialogue: Any, who: str = "", days_ago: float = 1, **fields: Any) -> Any:
        """Something said, by one of the cast or (`author`) by any membership."""
        about: dict[str, Any] = {"language": "en", "channel": "web", "said_at": ago(days_ago)}
        if who:
            about["author"] = self.cast.membership(who, self.community)
        return self._make(
            "dialogues.Contribution", dialogue=dialogue, text="Words", html="<p>Words</p>", **(about | fields)
        )

    def carry(self, dialogue: Any, name: str, **fields: Any) -> Any:
        """Somebody's words, taken down."""
        about = {
            "channel": "carried",
            "said_by": name,
            "taken_down_by": self.cast.membership("amina", self.community),
            "consent_at": clock.now(),
            "consent_language": "en",
        }
        return self.say(dialogue, **(about | fields))

    def member(self, name: str) -> Any:
        """One more member."""
        person = model("people.Person").objects.create_user(f"{name.lower()}@example.org", name=name)
        return self.cast.join(person, self.community, ["member"])


def signed_in(cast: Cast, who: str, host: str) -> Browser:
    """A browser with one of the cast on a host."""
    browser = Browser()
    browser.sign_in(host, getattr(cast, who).email)
    return browser.at(host)
