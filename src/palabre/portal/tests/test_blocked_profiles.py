"""Whoever is blocked from writing changes nothing of what others see of them; what concerns them alone stays open."""

from __future__ import annotations

from typing import Any

import pytest

from palabre.communities.actions import block, join, leave, save_profile
from palabre.communities.models import Membership
from palabre.communities.refusals import Refusal
from palabre.communities.tests.hosts import Browser
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.people.models import Person
from palabre.portal.tests.test_people import PROFILE, of, picture, signed_in

pytestmark = pytest.mark.django_db
BEFORE = {**PROFILE, "name": "Esi", "about": "I mend pumps."}
OPEN = {"reads": ["fr", "bn"], "interface": "fr"}
STAYS = "votre nom, votre photo et ce que vous dites de vous restent tels quels"


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    """Esi has a profile with a photo, and is blocked from writing."""
    settings.MEDIA_ROOT = tmp_path
    made = Cast()
    signed_in("esi").send("/me/", **BEFORE, photo=picture(), listed="on")
    with tenancy.community(made.salon):
        dev, esi = made.membership("dev", made.salon), made.membership("esi", made.salon)
        block(membership=esi, because="Twelve advertisements in a day.", language="en", by=dev)
    return made


@pytest.fixture
def esi(cast: Cast) -> Browser:
    """Signed in again, since being blocked signed her out."""
    return signed_in("esi")


def told(cast: Cast) -> tuple[str, ...]:
    esi = of(cast, "esi")
    return (esi.name, esi.place, esi.organisation, esi.about, esi.language, str(esi.portrait))


@pytest.mark.long
@pytest.mark.parametrize(
    "other",
    [
        {"name": "Farid"},
        {"name": "Buy pumps"},
        {"name": ""},
        {"place": "pumps-for-you.example"},
        {"organisation": "Pumps for you"},
        {"about": "Buy my pumps."},
        {"language": "en"},
        {"no_photo": "on"},
    ],
)
def test_what_others_see_is_refused_with_the_reason(cast: Cast, esi: Browser, other: dict[str, str]) -> None:
    before = told(cast)
    answer = esi.send("/fr/me/", **{**BEFORE, **other})
    assert answer.status_code == 422
    assert answer.content.decode().count(STAYS) == 2  # beside the manager's reason, and as what went wrong
    assert told(cast) == before
    page = signed_in("farid").get(f"/members/{of(cast, 'esi').pk}/").content.decode()
    assert "I mend pumps." in page and "Buy" not in page


def test_another_photo_is_refused(cast: Cast, esi: Browser) -> None:
    before = told(cast)
    assert esi.send("/me/", **OPEN, photo=picture()).status_code == 422
    assert told(cast) == before


@pytest.mark.parametrize("sent", [OPEN, {**BEFORE, **OPEN}])
def test_what_concerns_them_alone_is_saved(cast: Cast, esi: Browser, sent: dict[str, Any]) -> None:
    before = told(cast)
    assert 'name="about"' not in esi.get("/me/").content.decode()
    assert (
        esi.send("/me/", **{**sent, "interface": "es", "reads": ["es"]}, wants_mail="on").status_code == 302
    )
    person = Person.objects.get(pk=cast.esi.pk)
    assert (person.language, person.reads) == ("es", ["es"])
    assert of(cast, "esi").mail_consent_at is not None and of(cast, "esi").listed_at is None
    assert told(cast) == before


def test_the_row_itself_is_asked_not_only_the_page(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        esi = of(cast, "esi")
        with pytest.raises(Refusal):
            save_profile(by=esi, wants_mail=False, listed=False, person={}, name="Farid")
    assert of(cast, "esi").name == "Esi"


def test_leaving_and_coming_back_gives_no_other_name(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        leave(by=of(cast, "esi"))
        join(community=cast.salon, by=cast.esi, name="Buy pumps", language="en", accepts_rules=True)
        back = Membership.objects.get(person=cast.esi)
    assert back.left_at is None and (back.name, back.language) == ("Esi", "fr")


def test_once_unblocked_the_whole_profile_is_theirs_again(cast: Cast, esi: Browser) -> None:
    signed_in("dev").send(f"/members/manage/{of(cast, 'esi').pk}/block/")
    assert 'name="about"' in esi.get("/me/").content.decode()
    assert esi.send("/me/", **{**BEFORE, "name": "Esi Mensah"}).status_code == 302
    assert of(cast, "esi").name == "Esi Mensah"
