"""What members tell of themselves is reported, held and taken down; their name stays under their words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palabre.chronicle import readers
from palabre.communities import once
from palabre.communities.actions import save_profile
from palabre.communities.models import Membership
from palabre.communities.queries import listed
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation.models import Holds, Standing
from palabre.portal.people import person

pytestmark = pytest.mark.django_db
HOST = {"host": "salon.localhost"}
ABOUT = "I mend the xylophone pump."
DOWN = {"state": "hidden", "ground": "advertises", "reason": "It sells something."}


@pytest.fixture
def cast() -> Cast:
    return Cast()


def browser(who: Any) -> Client:
    made = Client(headers=HOST)
    made.force_login(who)
    return made


def send(who: Client, path: str, **fields: Any) -> int:
    return int(who.post(path, {**fields, "once": once.new_key()}).status_code)


def tell(cast: Cast, about: str = ABOUT) -> Membership:
    with tenancy.community(cast.salon):
        saved = save_profile(
            by=cast.membership("esi", cast.salon), wants_mail=False, listed=True, person={}, about=about
        )
    readers.pull()
    return saved


def standing(cast: Cast) -> Standing | None:
    with tenancy.community(cast.salon):
        found: Standing | None = Standing.objects.filter(kind="communities.profile").first()
    return found


def test_a_profile_is_reported_on_its_page_and_follows_the_decision_everywhere(cast: Cast) -> None:
    esi = tell(cast)
    page, report = f"/members/{esi.pk}/", f"/report/communities.profile/{esi.pk}/"
    farid, carla = browser(cast.farid), browser(cast.carla)
    shown = farid.get(page).content.decode()
    assert ABOUT in shown and report in shown
    assert report not in browser(cast.esi).get(page).content.decode()
    assert send(farid, report, reason="advertises") == 302
    found = standing(cast)
    assert found is not None
    assert ABOUT in carla.get("/moderation/").content.decode()
    assert send(carla, f"/moderation/{found.pk}/", **DOWN) == 302
    hidden = farid.get(page).content.decode()
    assert ABOUT not in hidden and "Esi" in hidden
    assert ABOUT in browser(cast.esi).get(page).content.decode()
    assert ABOUT not in farid.get("/members/").content.decode()
    with tenancy.community(cast.salon):
        assert not listed().filter(pk=esi.pk).exists() and person(esi.pk) == []
    send(carla, f"/moderation/{found.pk}/", state="public")
    assert ABOUT in farid.get(page).content.decode()


def test_a_new_member_s_profile_with_a_link_waits_and_an_old_one_s_does_not(cast: Cast) -> None:
    tell(cast)
    assert standing(cast) is None
    tell(cast, "Cheap at pumps-for-you.com")
    found = standing(cast)
    assert found is not None and (found.state, found.reason) == ("pending", "link")
    with tenancy.community(cast.salon):
        assert cast.membership("esi", cast.salon).profile_standing == "pending"


def test_the_first_profile_waits_where_the_community_wants_it_and_not_once_it_was_read(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        Holds.objects.create(community=cast.salon, first_words=True)
        Membership.objects.update(joined_at=clock.now() - timedelta(days=30))
    tell(cast)
    found = standing(cast)
    assert found is not None and found.reason == "first_words"
    send(browser(cast.carla), f"/moderation/{found.pk}/", state="public")
    tell(cast, "I mend another one.")
    found = standing(cast)
    assert found is not None and found.state == "public"
