"""Pages for what went wrong say what to do, in the reader's language, and give nothing away."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings as configured
from django.core.exceptions import RequestDataTooBig
from django.test import Client, RequestFactory
from django.utils import translation

from palabre.communities.models import Community
from palabre.dialogues.models import Dialogue
from palabre.kit import tenancy, views
from palabre.kit.languages import INTERFACE
from palabre.kit.testing.look import BUDGET, first_visit_bytes


def host(blueprint: str = "salon") -> str:
    return str(Community.objects.get(blueprint=blueprint).host)


def missing(path: str = "/ar/no-such-page/", at: str = "") -> Any:
    return Client().get(path, headers={"host": at or host()})


@pytest.mark.parametrize("tag", ["en", "ar", "bn"])
def test_a_missing_page_searches_and_shows_what_is_open(demo_to_read: Any, tag: str) -> None:
    answer = missing(f"/{tag}/no-such-page/")
    html = answer.content.decode()
    with tenancy.community(Community.objects.get(blueprint="salon")):
        slug = Dialogue.objects.get(noted_state="open", version_of=None).slug
    assert answer.status_code == 404
    assert f'action="/{tag}/search/"' in html
    assert f'href="/{tag}/dialogues/{slug}/"' in html
    assert first_visit_bytes(answer) < BUDGET


def test_a_missing_page_shows_nothing_that_is_held(demo: Any) -> None:
    with tenancy.community(Community.objects.get(blueprint="salon")):
        Dialogue.objects.update(held=True)
    assert "/dialogues/two-hours" not in missing().content.decode()


def test_a_private_community_and_a_host_nobody_has_miss_in_the_same_words(demo: Any) -> None:
    Community.objects.filter(blueprint="salon").update(visibility="private")
    here, nowhere = (missing(at=name).content for name in (host(), "nobody.localhost"))
    assert here == nowhere
    assert b"/search/" not in here


def test_a_missing_dialogue_has_no_feed_no_description_and_is_not_passed_on(demo: Any) -> None:
    with tenancy.community(Community.objects.get(blueprint="salon")):
        Dialogue.objects.filter(slug="two-hours").update(held=True)
    for slug in ("two-hours", "no-such-thing"):
        html = missing(f"/dialogues/{slug}/").content.decode()
        assert "feed.atom" not in html
        assert "ld+json" not in html
        assert "acts give" not in html


@pytest.mark.parametrize("tag", INTERFACE)
def test_our_fault_is_said_in_every_language_the_readers_first_without_a_table(tag: str) -> None:
    # No database is allowed in this test.
    with translation.override(tag):
        html = views.broken(RequestFactory().get("/")).content.decode()
    said = re.findall(r'<section lang="([\w-]+)" dir="(?:ltr|rtl)">', html)
    assert sorted([tag, *said]) == sorted(INTERFACE)
    assert f'<html lang="{tag}" dir="{"rtl" if tag == "ar" else "ltr"}">' in html
    with translation.override("fr"):
        assert translation.gettext("Something broke on our side") in html


def test_what_is_too_large_and_what_comes_too_often_is_told_what_to_do() -> None:
    request = RequestFactory().post("/")
    assert views.bad_request(request, RequestDataTooBig()).status_code == 413
    assert views.bad_request(request, ValueError()).status_code == 400
    often = views.too_many(request)
    assert (often.status_code, b"Wait a few minutes" in often.content) == (429, True)


@pytest.mark.django_db
def test_a_form_that_is_too_large_is_refused_with_a_sentence() -> None:
    body = {"email": "x" * (configured.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)}
    answer = Client().post(
        "/sign-in/", body, "application/x-www-form-urlencoded", headers={"host": "localhost"}
    )
    assert answer.status_code in (400, 413)


def test_when_everything_is_broken_the_language_of_the_address_comes_first() -> None:
    """Also where the database that knows the host is away."""
    html = views.broken(RequestFactory().get("/ar/dialogues/")).content.decode()
    assert '<html lang="ar" dir="rtl">' in html
    assert html.index("تعطّل") < html.index("Something broke on our side")
    assert '<section lang="ar"' not in html and '<section lang="en"' in html
