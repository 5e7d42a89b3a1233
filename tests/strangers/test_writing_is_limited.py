"""Threat 24: whatever a form sends counts against a limit, or stands here with the reason why it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from palabre.communities import once
from palabre.kit.testing.cast import Cast
from tests.strangers.routes import routes

pytestmark = pytest.mark.threat

MAPS = (settings.COMMUNITY_URLCONF, settings.ROOT_URLCONF)
# Route → why nothing is counted before its view.
EXCUSED = {
    "people_sign_in": "counts itself, with the address that is asked about",
    "people_code": "counts itself, the tries of a code",
    "dialogues_take_back": "counts itself, the codes that are tried",
    "people_sign_out": "must be possible at any time",
    "people_end_session": "must be possible at any time",
    "communities_end_session": "must be possible at any time",
    "communities_leave": "must be possible at any time",
    "dialogues_withdraw": "one's own words, taken back at any time",
    "communities_forget_draft": "one's own words, thrown away at any time",
    "mail_stop": "mail is stopped at any time",
    "communities_language": "says which language the pages speak, and writes nothing",
    "communities_open": "leads on to a community one is in; the ticket lives for a minute",
}
# allauth's own pages count for themselves (`ACCOUNT_RATE_LIMITS`), per person and address.
COUNTED_BY_ALLAUTH = ("account_", "mfa_", "people_password")


def patterns(found: list[Any]) -> Iterator[URLPattern]:
    for pattern in found:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns)
        else:
            yield pattern


def methods_of(pattern: URLPattern) -> str:
    """What a view answers: it says so where it is asked for a method that none of ours has."""
    try:
        answer = pattern.callback(RequestFactory().put("/"))
    except Http404:
        return "GET"  # a page of the demo, which an installation has not
    return str(answer.headers["Allow"]) if answer.status_code == 405 else "any"


def writing() -> dict[str, Any]:
    """Name → view of every route that takes a form, on a community's host and on the bare one."""
    found = {}
    for urlconf in MAPS:
        for pattern in patterns(get_resolver(urlconf).url_patterns):
            name = pattern.name or str(pattern.pattern)
            if not name.startswith(COUNTED_BY_ALLAUTH) and methods_of(pattern) not in ("GET", "GET, HEAD"):
                found[name] = pattern.callback
    return found


def test_every_form_is_limited_or_excused() -> None:
    found = writing()
    assert len(found) > 60
    limited = {name for name, view in found.items() if hasattr(view, "limited")}
    assert sorted(set(found) - limited - set(EXCUSED)) == []
    assert sorted(limited & set(EXCUSED)) == [], "limited, and excused as well"
    assert sorted(set(EXCUSED) - set(found)) == [], "excused, and not there"


def test_every_action_has_figures_for_one_person_or_one_address() -> None:
    actions = {view.limited[0] for view in writing().values() if hasattr(view, "limited")}
    assert {"post", "carry", "gloss", "send_in", "file", "appeal", "desk", "flag"} <= actions
    without = [action for action in sorted(actions) if "address" not in settings.LIMITS[action]]
    assert without == []


@pytest.mark.django_db
def test_each_of_a_members_forms_is_refused_once_it_is_too_often(settings: Any) -> None:
    settings.LIMITS = {action: {"person": "0/h"} for action in settings.LIMITS}
    browser = Client(headers={"host": "salon.localhost"})
    browser.force_login(Cast().dev)
    views, passed, tried = writing(), [], 0
    for route in routes(settings.COMMUNITY_URLCONF):
        if hasattr(views.get(route.name), "limited"):
            tried += 1
            answer = browser.post(route.address(), {"once": once.new_key(), "text": "Mind the well."})
            if answer.status_code != 429 or b"Mind the well." not in answer.content:
                passed.append(f"{route.name}: {answer.status_code}")
    assert tried > 45
    assert passed == []
