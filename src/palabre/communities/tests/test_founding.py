"""A funder, an engagement and a community in one act, or nothing at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from palabre.chronicle.models import Entry
from palabre.communities import actions
from palabre.communities.models import Community, Engagement, Funder, Membership
from palabre.communities.refusals import Refusal
from palabre.communities.tests.hosts import Browser, link_in, mails
from palabre.kit import tenancy
from palabre.kit.contrast import check_brand
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
PLAN = actions.Founding(
    funders=["Halden Fund", "Zweite Stiftung"],
    blueprint="salon",
    host="water.localhost",
    name="Open Water",
    languages=["en", "fr", "ar"],
    starts=date(2026, 1, 1),
    ends=date(2027, 6, 30),
    salons=4,
    cities=9,
    managers=["Dev@example.org", "new@example.org"],
    about="For **two weeks**.",
)


def test_everything_is_made_with_its_promises() -> None:
    cast = Cast()
    made = actions.found(plan=PLAN, by=None)
    assert Community.objects.get(host="water.localhost") == made.community
    assert made.community.default_language == "en"
    assert "<strong>two weeks</strong>" in made.community.about_html
    assert made.funders[0] == cast.halden
    assert [funder.name for funder in made.funders] == ["Halden Fund", "Zweite Stiftung"]
    with tenancy.community(made.community):
        engagement = Engagement.objects.get()
        assert (engagement.salons, engagement.cities, engagement.languages) == (4, 9, ["en", "fr", "ar"])
        assert Entry.objects.filter(verb="communities.community_founded").count() == 1


def test_a_manager_with_an_account_is_in_and_another_is_invited() -> None:
    cast = Cast()
    made = actions.found(plan=PLAN, by=None)
    with tenancy.community(made.community):
        assert Membership.objects.get().person == cast.dev
    browser = Browser().at("water.localhost")
    browser.send(link_in(mails("new@example.org", "invitation")[-1]))
    assert browser.get("/members/manage/").status_code == 200


def test_what_is_founded_is_seen_by_its_own_people_only() -> None:
    cast = Cast()
    made = actions.found(plan=PLAN, by=None)
    with tenancy.community(cast.salon):
        assert not Engagement.objects.filter(community=made.community).exists()


@pytest.mark.parametrize("blueprint", ["salon", "cities", "circle"])
def test_each_blueprints_own_colours_can_be_read(blueprint: str) -> None:
    made = actions.found(plan=replace(PLAN, blueprint=blueprint, managers=[]), by=None)
    brand = {name.replace("_", "-"): colour for name, colour in made.community.brand.items()}
    assert check_brand(brand) == []


@pytest.mark.long
@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"funders": []}, "Name at least one funder."),
        ({"name": " "}, "Give the community a name."),
        ({"blueprint": "forum"}, "There is no blueprint “forum”."),
        ({"visibility": "secret"}, "open, private or preview"),
        ({"ends": date(2025, 1, 1)}, "The last day lies before the first."),
        ({"languages": []}, "Name at least one language."),
        ({"languages": ["en", "qqq"]}, "We do not know the language “qqq”."),
        ({"default_language": "es"}, "“es” is not among the languages"),
        ({"host": "Not a host"}, "“Not a host” is not a host name"),
        ({"host": "salon.localhost"}, "There is a community on salon.localhost already."),
        ({"host": "localhost"}, "localhost is the network's own host."),
        ({"time_zone": "Mars/Olympus"}, "There is no time zone “Mars/Olympus”."),
        ({"managers": ["dev"]}, "“dev” is not an e-mail address."),
        ({"salons": -1}, "A promise cannot be less than nothing."),
        ({"brand": {"accent": "#ffff00"}}, "hard to read"),
        ({"brand": {"accent": "red"}}, "must be written like"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(wrong: dict[str, Any], sentence: str) -> None:
    Cast()
    before = Community.objects.count(), Funder.objects.count()
    with pytest.raises(Refusal, match=r".") as refused:
        actions.found(plan=replace(PLAN, **wrong), by=None)
    assert sentence in str(refused.value)
    assert (Community.objects.count(), Funder.objects.count()) == before
