"""Sending a form again returns the first answer."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import RequestFactory

from palabre.communities import once
from palabre.communities.models import NetworkOnceKey, OnceKey
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast


def sent(key: str, person: Any = None, session: Any = None, **said: Any) -> Any:
    """A form as it arrives."""
    request = RequestFactory().post("/", {"once": key, **said})
    request.user = person or AnonymousUser()
    request.session = session if session is not None else SessionStore()
    return request


def said(acted: list[int]) -> str:
    """The action of the form: leads to where what it said stands."""
    acted.append(1)
    return f"/said/{len(acted)}/"


@pytest.mark.django_db
def test_a_form_sent_again_is_answered_with_the_first_location() -> None:
    cast, key = Cast(), once.new_key()
    acted: list[int] = []
    with tenancy.community(cast.salon):
        for _ in range(3):
            response = once.answer(sent(key, cast.esi), lambda: said(acted))
            assert response["Location"] == "/said/1/"
    assert acted == [1]


@pytest.mark.django_db
def test_the_same_key_of_another_author_or_community_is_another_form() -> None:
    cast, key = Cast(), once.new_key()
    acted: list[int] = []
    for community, person in (
        (cast.salon, cast.esi),
        (cast.salon, cast.farid),
        (cast.cities, cast.esi),
    ):
        with tenancy.community(community):
            once.answer(sent(key, person), lambda: said(acted))
    once.answer(sent(key, cast.esi), lambda: said(acted))
    assert len(acted) == 4
    assert NetworkOnceKey.objects.count() == 1


@pytest.mark.django_db
def test_other_words_sent_with_the_key_of_the_page_one_went_back_to_are_another_form() -> None:
    cast, key = Cast(), once.new_key()
    acted: list[int] = []

    def photograph(of: bytes) -> SimpleUploadedFile:
        return SimpleUploadedFile("a.jpg", of)

    with tenancy.community(cast.salon):
        led = [
            once.answer(sent(key, cast.esi, **form), lambda: said(acted))["Location"]
            for form in (
                {"text": "The pump."},
                {"text": "The well."},
                {"text": "The pump.", "altcha": "another proof"},
                {"text": ["The pump.", "The well."]},
                {"text": "The well.", "photograph": photograph(b"one")},
                {"text": "The well.", "photograph": photograph(b"two")},
                {"text": "The well.", "photograph": photograph(b"one")},
            )
        ]
    assert led == [f"/said/{number}/" for number in (1, 2, 1, 3, 4, 5, 4)]


@pytest.mark.django_db
def test_a_visitor_is_known_by_the_browser_and_a_first_sending_without_one_counts() -> None:
    cast, key = Cast(), once.new_key()
    session = SessionStore()
    with tenancy.community(cast.salon):
        assert once.answer(sent(key, session=session), lambda: "/kept/1/")["Location"] == "/kept/1/"
        session["palabre_browser"] = "b" * 32
        assert once.answer(sent(key, session=session), lambda: "/kept/2/")["Location"] == "/kept/1/"


@pytest.mark.django_db
def test_a_refused_form_keeps_its_key_for_the_corrected_one() -> None:
    cast, key = Cast(), once.new_key()
    with tenancy.community(cast.salon):
        with (
            pytest.raises(ValueError, match="too long"),
            once.only(sent(key, cast.esi)),
        ):
            raise ValueError("too long")
        assert once.answer(sent(key, cast.esi), lambda: "/mended/")["Location"] == "/mended/"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "short", "a" * 65, "sp aces in the key of it"])
def test_a_form_without_a_key_of_ours_is_refused(key: str) -> None:
    with pytest.raises(BadRequest):
        once.answer(sent(key), lambda: "/")


@pytest.mark.django_db
def test_forgetting_to_say_where_it_leads_is_a_fault_and_not_a_blank_page() -> None:
    with pytest.raises(RuntimeError, match="location"), once.only(sent(once.new_key())):
        pass


def test_sent_twelve_times_at_once_it_acts_once(live_database: str) -> None:
    cast, key = Cast(), once.new_key()
    acted: list[int] = []
    answers: list[str] = []
    together = threading.Barrier(12)

    def send() -> None:
        together.wait()
        try:
            with tenancy.community(cast.salon):
                answers.append(
                    once.answer(
                        sent(key, cast.esi),
                        lambda: said(acted),
                    )["Location"]
                )
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert acted == [1]
    assert answers == ["/said/1/"] * 12
    with tenancy.community(cast.salon):
        assert OnceKey.objects.count() == 1
