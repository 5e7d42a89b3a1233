"""Invitations by mail: one button, fourteen days, once, on one host, from those who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.communities import actions
from palabre.communities.models import Invitation, Membership
from palabre.communities.refusals import Refusal
from palabre.communities.tests.hosts import CIRCLE, CITIES, SALON, Browser, link_in, mails
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.people.models import Person

pytestmark = pytest.mark.django_db
NEW = "new@example.org"


@pytest.fixture
def cast() -> Cast:
    return Cast()


def invite(cast: Cast, *, by: str = "dev", community: Any = None, email: str = NEW, **more: Any) -> Any:
    """An invitation as its mail says it: the path of the link."""
    community = community or cast.salon
    with tenancy.community(community):
        said = {"roles": ["editor"], "language": "fr", "path": "/rules/", "name": "Nadia", **more}
        actions.invite(community=community, email=email, by=cast.membership(by, community), **said)
    return link_in(mails(email, "invitation")[-1])


def membership(cast: Cast, email: str, community: Any = None) -> Membership | None:
    with tenancy.community(community or cast.salon):
        return Membership.objects.filter(person__email=email, left_at=None).first()


def test_the_button_signs_in_the_holder_of_the_address_with_the_roles_and_lands_where_it_says(
    cast: Cast,
) -> None:
    link = invite(cast)
    browser = Browser().at(SALON)
    page = browser.get(link)
    assert page.status_code == 200
    assert "Dev" in page.content.decode()
    answer = browser.send(link)
    assert answer["Location"] == "/fr/rules/"
    joined = membership(cast, NEW)
    assert joined is not None
    assert (joined.roles, joined.name) == (["editor"], "Nadia")
    assert joined.rules_accepted_at is not None
    assert joined.mail_consent_at is None
    assert browser.session["_auth_user_id"] == str(joined.person_id)


def test_the_mail_is_in_the_language_asked_for_and_of_the_community_alone(cast: Cast) -> None:
    invite(cast)
    (mail,) = mails(NEW, "invitation")
    assert mail.language == "fr"
    assert mail.community_id == cast.salon.pk
    assert "salon.localhost" in mail.text
    assert "cities.localhost" not in mail.text + mail.html


def test_the_mail_and_its_page_name_the_community_and_its_cause_in_the_language_of_the_invited(
    cast: Cast,
) -> None:
    cast.salon.names, cast.salon.cause = {"fr": "Parole ouverte"}, "Water for all"
    cast.salon.causes = {"fr": "De l'eau pour tous"}
    cast.salon.save()
    link = invite(cast)
    (mail,) = mails(NEW, "invitation")
    assert "Parole ouverte" in mail.subject and "\nDe l'eau pour tous\n" in mail.text
    assert '<span lang="fr" dir="auto">De l&#x27;eau pour tous</span>' in mail.html
    page = Browser().at(SALON).get(link).content.decode()
    assert '<p class="lede" lang="fr" dir="auto">De l&#x27;eau pour tous</p>' in page
    assert "Parole ouverte" in page and "Open Floor" not in page
    in_english = invite(cast, email="second@example.org", language="en")
    assert "Open Floor" in mails("second@example.org", "invitation")[-1].subject
    assert "Water for all" in Browser().at(SALON).get(in_english).content.decode()


@pytest.mark.long
def test_a_scanner_that_opens_the_link_ten_times_changes_nothing(cast: Cast) -> None:
    link = invite(cast)
    for _ in range(10):
        assert Browser().at(SALON).get(link).status_code == 200
    assert not Person.objects.filter(email=NEW).exists()
    with tenancy.community(cast.salon):
        assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_invitation_of_one_host_is_refused_on_another(cast: Cast, method: str) -> None:
    link = invite(cast).removeprefix("/fr")
    other = getattr(Browser().at(CITIES), method)(link)
    made_up = getattr(Browser().at(CITIES), method)("/invitation/never-sent/")
    assert other.status_code == made_up.status_code == 404
    assert membership(cast, NEW) is None


def test_it_works_once(cast: Cast) -> None:
    link = invite(cast)
    first, second = Browser().at(SALON), Browser().at(SALON)
    first.send(link)
    assert second.send(link).status_code == 410
    assert "_auth_user_id" not in second.session
    assert first.send(link)["Location"] == "/fr/rules/"  # who came in by it goes where it leads


def test_the_button_pressed_twice_lands_twice_in_the_same_place(cast: Cast) -> None:
    link = invite(cast)
    form = {"once": "k" * 22}
    first, second = (
        Browser().at(SALON),
        Browser().at(SALON),
    )  # the second has no cookie yet, as on a slow line
    assert first.post(link, form)["Location"] == second.post(link, form)["Location"] == "/fr/rules/"
    assert "_auth_user_id" not in second.session


def test_it_is_over_after_fourteen_days(cast: Cast) -> None:
    link = invite(cast)
    with clock.moved(timedelta(days=14, minutes=1)):
        assert Browser().at(SALON).get(link).status_code == 410
        assert Browser().at(SALON).send(link).status_code == 410
    assert membership(cast, NEW) is None


def test_it_is_over_when_taken_back(cast: Cast) -> None:
    link = invite(cast)
    dev = Browser().at(SALON)
    dev.force_login(cast.dev)
    with tenancy.community(cast.salon):
        pk = Invitation.objects.get().pk
    dev.send(f"/members/manage/invitations/{pk}/withdraw/")
    assert Browser().at(SALON).send(link).status_code == 410


def test_it_is_over_when_the_one_who_sent_it_may_no_longer_send_it(cast: Cast) -> None:
    link = invite(cast)
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        dev.roles = ["member"]
        dev.save()
    assert Browser().at(SALON).send(link).status_code == 410
    assert membership(cast, NEW) is None


def test_a_private_community_opens_to_a_valid_invitation_and_to_nothing_else(cast: Cast) -> None:
    cast.circle.visibility = "private"
    cast.circle.save()
    link = invite(cast, by="sam", community=cast.circle)
    browser = Browser().at(CIRCLE)
    assert browser.get("/invitation/guessed/").status_code == 404
    with clock.moved(timedelta(days=15)):
        assert browser.get(link).status_code == 404
    assert browser.get(link).status_code == 200
    assert browser.send(link)["Location"] == "/fr/rules/"
    assert browser.get("/rules/").status_code == 200


def test_it_adds_roles_to_a_member_and_changes_no_consent(cast: Cast) -> None:
    agreed = clock.now()
    with tenancy.community(cast.salon):
        esi = cast.membership("esi", cast.salon)
        esi.rules_accepted_at = agreed
        esi.save()
    Browser().at(SALON).send(invite(cast, email="esi@example.org", roles=["moderator"]))
    after = membership(cast, "esi@example.org")
    assert after is not None
    assert after.roles == ["member", "moderator"]
    assert (after.name, after.rules_accepted_at, after.mail_consent_at) == ("Esi", agreed, None)


def test_signed_in_as_somebody_else_it_is_still_the_addressee_who_comes_in(cast: Cast) -> None:
    link = invite(cast)
    browser = Browser()
    browser.sign_in(SALON, "esi@example.org")
    browser.send(link)
    joined, esi = membership(cast, NEW), membership(cast, "esi@example.org")
    assert joined is not None
    assert esi is not None
    assert esi.roles == ["member"]
    assert browser.session["_auth_user_id"] == str(joined.person_id)


@pytest.mark.parametrize(
    ("by", "roles", "may"),
    [
        ("dev", ["manager"], True),
        ("esi", ["member"], True),
        ("esi", ["editor"], False),
        ("bruno", ["moderator"], False),
        ("ghada", ["manager"], False),
    ],
)
def test_only_a_manager_gives_more_than_taking_part(cast: Cast, by: str, roles: list[str], may: bool) -> None:
    if may:
        assert invite(cast, by=by, roles=roles)
        return
    with pytest.raises(Refusal):
        invite(cast, by=by, roles=roles)
    assert not mails(NEW, "invitation")


@pytest.mark.parametrize("path", ["https://evil.example/", "//evil.example/"])
def test_it_leads_nowhere_but_to_this_host(cast: Cast, path: str) -> None:
    assert Browser().at(SALON).send(invite(cast, path=path))["Location"] == "/fr/"


@pytest.mark.long
@pytest.mark.parametrize("who", [None, "esi", "bruno", "carla", "ghada", "sam"])
def test_pages_for_managers_are_not_there_for_anyone_else(cast: Cast, who: str | None) -> None:
    invite(cast)
    with tenancy.community(cast.salon):
        pk, esi = Invitation.objects.get().pk, cast.membership("esi", cast.salon).pk
    browser = Browser().at(SALON)
    if who:
        browser.force_login(getattr(cast, who))
    for path in ("/members/manage/", "/members/manage/invite/", f"/members/manage/{esi}/"):
        assert browser.get(path).status_code == 404, path
    posted = browser.send(f"/members/manage/invitations/{pk}/withdraw/")
    assert posted.status_code == 404
    assert browser.send(f"/members/manage/{esi}/", roles=["manager"]).status_code == 404
    esi_now = membership(cast, "esi@example.org")
    assert esi_now is not None
    assert esi_now.roles == ["member"]


def test_a_manager_sees_members_and_invitations_and_invites(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    dev = Browser().at(SALON)
    dev.force_login(cast.dev)
    dev.get("/members/manage/")
    said = {"email": NEW, "name": "Nadia", "roles": ["member", "editor"], "language": "ar"}
    assert dev.send("/members/manage/invite/", **said).status_code == 302
    with django_assert_max_num_queries(14):
        page = dev.get("/members/manage/").content.decode()
    assert "new@example.org" in page
    assert "amina@example.org" in page
    assert "sam@example.org" not in page
    assert mails(NEW, "invitation")[-1].language == "ar"


def test_roles_changed_by_a_manager_hold_from_the_next_request(cast: Cast) -> None:
    dev, bruno = Browser().at(SALON), Browser().at(SALON)
    dev.force_login(cast.dev)
    bruno.force_login(cast.bruno)
    pk = cast.membership("bruno", cast.salon).pk
    dev.send(f"/members/manage/{pk}/", roles=["member", "manager"])
    assert bruno.get("/members/manage/").status_code == 200
    dev.send(f"/members/manage/{pk}/", roles=["member"])
    assert bruno.get("/members/manage/").status_code == 404


def test_the_last_word_on_being_manager_is_not_ones_own(cast: Cast) -> None:
    dev = Browser().at(SALON)
    dev.force_login(cast.dev)
    own = cast.membership("dev", cast.salon).pk
    assert dev.send(f"/members/manage/{own}/", roles=["member"]).status_code == 422
    assert cast.membership("dev", cast.salon).roles == ["manager"]


def test_a_member_of_another_community_is_no_ones_to_change(cast: Cast) -> None:
    dev = Browser().at(SALON)
    dev.force_login(cast.dev)
    sam = cast.membership("sam", cast.circle).pk
    answer, made_up = (
        dev.send(f"/members/manage/{sam}/", roles=[]),
        dev.send("/members/manage/999999/", roles=[]),
    )
    assert answer.status_code == made_up.status_code == 404
    assert answer.content.decode().replace(str(sam), "N") == made_up.content.decode().replace("999999", "N")
