"""Sending a story in, signed in or from the mail's link."""

from __future__ import annotations

import pytest

from palabre.communities import once
from palabre.communities.tests.hosts import mails
from palabre.kit import tenancy
from palabre.newsroom.models import Story
from palabre.newsroom.tests.on_its_way import AMINA, BRUNO, TEXT, OnItsWay, browser, picture

pytestmark = pytest.mark.django_db


def test_text_and_photograph_are_sent_from_the_mail_without_signing_in(way: OnItsWay) -> None:
    sent = way.send(picture=picture(), credit="Amina", alt="A ferry at dawn", people_agreed="on")
    assert sent.status_code == 302
    receipt = way.page(sent["location"])
    assert "Your story has arrived" in receipt
    assert "A ferry at dawn" in receipt
    with tenancy.community(way.community):
        story = Story.objects.get(assignment=way.assignment)
        assert (story.state, story.author_id) == ("filed", way.writer.pk)
        assert story.photographs.get().credit == "Amina"
    assert way.now().state == "filed"


def test_the_editor_is_told_once_that_it_was_filed_and_where_it_is(way: OnItsWay) -> None:
    story = way.filed()
    way.send()
    told = [mail for mail in mails(BRUNO, "assignment_news") if "has sent the story" in mail.subject]
    assert len(told) == 1
    assert f"/desk/stories/{story.pk}/" in told[0].text
    assert "ferry-school" in told[0].subject


def test_the_same_form_sent_again_is_one_story(way: OnItsWay) -> None:
    key = once.new_key()
    first, again = way.send(once=key), way.send(once=key)
    assert first["location"] == again["location"]
    with tenancy.community(way.community):
        assert Story.objects.count() == 1


def test_a_photograph_follows_from_the_same_link(way: OnItsWay) -> None:
    way.filed()
    path = f"{way.file_path}photograph/"
    assert path in way.page(way.file_path)
    fields = {"picture": picture(), "credit": "Amina", "alt": "A ferry", "people_agreed": "on"}
    assert browser().send(path, **fields)["location"] == way.file_path
    with tenancy.community(way.community):
        assert way.story().photographs.count() == 1


def test_a_photograph_without_agreement_is_sent_back_and_the_text_with_it(way: OnItsWay) -> None:
    answer = way.send(picture=picture(), credit="Amina", alt="A ferry")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"people_agreed"}
    assert way.now().state == "accepted"


def test_the_link_files_only_what_was_agreed(way: OnItsWay) -> None:
    way.offer(slugline="night-market")
    assert browser().get(way.file_path).status_code == 404
    assert browser().get(way.file_path[:-3] + "xx/").status_code == 404


def test_another_hosts_link_leads_nowhere(way: OnItsWay) -> None:
    assert browser().at("salon.localhost").get(way.file_path).status_code == 404


def test_signed_in_the_correspondent_files_from_their_own_page_and_finds_it_again(way: OnItsWay) -> None:
    mine = browser(AMINA)
    path = f"/assignments/{way.assignment.pk}/file/"
    assert path in mine.get("/assignments/mine/").content.decode()
    assert mine.send(path, **TEXT).status_code == 302
    assert path in mine.get("/assignments/mine/").content.decode()
    again = mine.get(path)
    assert again["location"] == f"/desk/stories/{way.story().pk}/received/"


def test_nobody_else_files_it(way: OnItsWay) -> None:
    path = f"/assignments/{way.assignment.pk}/file/"
    for who in ("", BRUNO):
        assert browser(who).send(path, **TEXT).status_code == 404
