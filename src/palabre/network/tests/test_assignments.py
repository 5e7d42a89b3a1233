"""Asking for a story and answering from the mail: what the form wants, who is told, how long the link holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from palabre.communities.once import new_key
from palabre.communities.tests.hosts import Browser
from palabre.kit import clock, tenancy
from palabre.network.actions import assigning
from palabre.network.models import Assignment
from palabre.network.rules import StepRefused
from palabre.network.tests.asked import BRUNO, HOST, Asked, told_to_editor

pytestmark = pytest.mark.django_db


def editor() -> Browser:
    browser = Browser()
    browser.sign_in(HOST, BRUNO)
    return browser.at(HOST)


def wanted(asked: Asked, **fields: Any) -> dict[str, Any]:
    about = {
        "to": asked.writer.pk,
        "hub": asked.hub.pk,
        "slugline": "bread",
        "brief": "Bread before dawn.",
        "language": "en",
        "due_on": (clock.today("UTC") + timedelta(days=7)).isoformat(),
        "fee": "120",
        "currency": "ngn",
    }
    return about | fields


def offers(asked: Asked) -> int:
    with tenancy.community(asked.community):
        return Assignment.objects.filter(slugline="bread").count()


def test_an_offer_needs_a_city_since_a_story_is_sent_from_one(asked: Asked) -> None:
    answer = editor().send("/assignments/new/", **wanted(asked, hub=""))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"hub"}
    assert offers(asked) == 0
    assert editor().send("/assignments/new/", **wanted(asked)).status_code == 302
    assert offers(asked) == 1


def test_the_form_opens_with_the_correspondents_usual_fee_and_currency(asked: Asked) -> None:
    asked.paid_in("NGN", 90000)
    page = editor().get(f"/assignments/new/?to={asked.writer.pk}")
    form = page.context["form"]
    assert (form["currency"].value(), form["fee"].value()) == ("NGN", 90000)
    assert f"{asked.writer.name} (NGN)" in page.content.decode()


def test_without_a_correspondent_the_editor_says_the_currency(asked: Asked) -> None:
    form = editor().get("/assignments/new/").context["form"]
    assert not form["currency"].value()
    answer = editor().send("/assignments/new/", **wanted(asked, currency=""))
    assert "Say in which currency the fee is" in answer.content.decode()
    assert offers(asked) == 0


def test_another_communitys_correspondents_terms_are_not_told(asked: Asked) -> None:
    asked.paid_in("NGN", 90000)
    elsewhere = asked.cast.membership("amina", asked.cast.salon)
    form = editor().get(f"/assignments/new/?to={elsewhere.pk}").context["form"]
    assert not form["currency"].value()
    assert not form["fee"].value()


def test_the_editor_is_told_once_that_it_is_agreed_in_their_own_language(asked: Asked) -> None:
    asked.cast.bruno.language = "fr"
    asked.cast.bruno.save(update_fields=["language"])
    asked.answer("accept")
    asked.answer("accept")
    (mail,) = told_to_editor()
    assert (mail.language, mail.community_id) == ("fr", asked.community.pk)
    assert asked.writer.name in mail.subject
    assert "ferry-school" in mail.subject
    assert "/fr/desk/" in mail.text
    assert "/fr/desk/" in mail.html


def test_the_editor_is_told_why_it_is_declined(asked: Asked) -> None:
    page = asked.answer("decline", reason="My sister needs me that week.")
    (mail,) = told_to_editor()
    assert "says no" in mail.subject
    assert "My sister needs me that week." in mail.text
    assert "told, with your reason" in page.content.decode()


def test_a_mail_says_which_of_two_offers_was_answered(asked: Asked) -> None:
    asked.answer("accept")
    asked.offer(slugline="night-market")
    asked.answer("accept")
    assert [mail.subject.rsplit(": ")[-1] for mail in told_to_editor()] == ["ferry-school", "night-market"]


def test_an_editor_who_has_left_is_told_nothing(asked: Asked) -> None:
    with tenancy.community(asked.community):
        asked.editor.left_at = clock.now()
        asked.editor.save(update_fields=["left_at"])
    assert asked.answer("accept").status_code == 200
    assert told_to_editor() == []


def test_a_form_sent_again_leads_to_the_first_answer_and_another_answer_is_told_of_it(asked: Asked) -> None:
    visitor = Browser().at(HOST)
    form = {"once": new_key(), "answer": "accept"}
    first, again = (visitor.post(asked.path, form) for _sent in range(2))
    assert (first.status_code, again.status_code) == (302, 302)
    assert first["Location"] == again["Location"]
    assert "Agreed. Thank you." in visitor.get(again["Location"]).content.decode()
    other = visitor.post(asked.path, form | {"answer": "decline", "reason": "No."})
    assert other.status_code == 409
    assert asked.now().state == "accepted"
    assert len(told_to_editor()) == 1


def test_an_answer_without_its_key_is_refused(asked: Asked) -> None:
    assert Browser().at(HOST).post(asked.path, {"answer": "accept"}).status_code == 400
    assert asked.now().state == "offered"


def test_nobody_is_thanked_before_answering(asked: Asked) -> None:
    page = Browser().at(HOST).get(f"{asked.path}?answered")
    assert 'name="once"' in page.content.decode()
    assert "Thank you" not in page.content.decode()


def test_opening_the_link_changes_nothing(asked: Asked) -> None:
    for _scanner in range(3):
        assert Browser().at(HOST).get(asked.path).status_code == 200
    assert asked.now().state == "offered"
    assert told_to_editor() == []


def test_after_seven_days_the_page_says_that_the_offer_has_ended(asked: Asked) -> None:
    with clock.moved(timedelta(days=7, hours=1)):
        page = Browser().at(HOST).get(asked.path)
        assert "the offer has ended" in page.content.decode()
        assert asked.answer("accept").status_code == 409
    assert asked.now().state == "offered"


def test_what_was_agreed_is_sent_from_the_same_link_until_a_month_after_it_is_due(asked: Asked) -> None:
    assert "/file/" not in Browser().at(HOST).get(asked.path).content.decode()
    assert asked.file_path in asked.answer("accept").content.decode()
    with clock.moved(timedelta(days=30)):
        assert asked.file_path in Browser().at(HOST).get(asked.path).content.decode()
    with clock.moved(timedelta(days=38)):
        assert Browser().at(HOST).get(asked.path).status_code == 404


def test_the_link_dies_with_the_role(asked: Asked) -> None:
    with tenancy.community(asked.community):
        asked.writer.roles = ["member"]
        asked.writer.save(update_fields=["roles"])
    assert Browser().at(HOST).get(asked.path).status_code == 404
    assert asked.answer("accept").status_code == 404


def test_an_answer_after_the_other_is_refused_with_a_sentence(asked: Asked) -> None:
    asked.answer("accept")
    late = asked.answer("decline", reason="No.")
    assert late.status_code == 409
    assert "already agreed" in late.content.decode()
    with tenancy.community(asked.community), pytest.raises(StepRefused):
        assigning.decline(assignment=asked.now(), reason="No.", by=asked.writer)
    assert len(told_to_editor()) == 1
