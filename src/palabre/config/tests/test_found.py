"""`palabre found` on the command line."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from palabre.communities.models import Community, Engagement, Membership
from palabre.config.cli.program import main
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
ASKED = [
    "found", "--funder", "Halden Fund", "--blueprint", "salon", "--host", "water.localhost", "--name", "Open Water",
    "--languages", "en,fr,ar", "--manager", "dev@example.org", "--starts", "2026-01-01", "--ends", "2027-06-30",
    "--salons", "4",
]  # fmt: skip


@pytest.fixture(autouse=True)
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    # Named, so that the program uses the database the test stands on; the connection itself is there already.
    monkeypatch.setenv("DATABASE_URL", "postgresql://palabre_app@localhost/palabre")
    return Cast()


def test_one_command_founds_a_community(capsys: pytest.CaptureFixture[str], cast: Cast) -> None:
    assert main([*ASKED, "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["community"] == "water.localhost"
    assert answer["funders"] == ["Halden Fund"]
    assert answer["managers"] == ["dev@example.org"]
    assert answer["invited"] == []
    community = Community.objects.get(host="water.localhost")
    with tenancy.community(community):
        assert Membership.objects.get().roles == ["manager"]
        assert Engagement.objects.get().salons == 4


def test_a_manager_without_an_account_is_invited_and_the_link_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([*ASKED, "--manager", "new@example.org", "--json"]) == 0
    (invited,) = json.loads(capsys.readouterr().out)["invited"]
    assert invited["email"] == "new@example.org"
    assert "://water.localhost" in invited["address"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--host", "salon.localhost"], "There is a community on salon.localhost already."),
        (["--accent", "#ffff00"], "hard to read"),
        (["--languages", ","], "Name at least one language."),
        (["--languages", "en,zh"], "zh-Hant, zh-Hans"),
        (["--languages", "pt-BR"], "The language “pt-BR” is written here as: pt."),
        (["--languages", "tlh"], "We do not know the language “tlh”."),
        (["--name-in", "es=Agua"], "A name or a cause is given in “es”, which is not among the languages."),
        (["--cause-in", "FR=L'eau"], "A name or a cause is given in “FR”, which is not among the languages."),
        (["--name-in", "en=Water"], "In the default language “en” there are two different names or causes."),
        (["--cause-in", "en=Water"], "In the default language “en” there are two different names or causes."),
        (["--name-in", f"fr={'eau' * 50}"], "A community's name has at most 120 characters."),
        (["--name", "water" * 30], "A community's name has at most 120 characters."),
    ],
)
def test_what_is_in_the_way_is_said_and_the_exit_code_is_one(
    more: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ASKED, *more, "--json"]) == 1
    assert sentence in json.loads(capsys.readouterr().out)["refused"]
    assert not Community.objects.filter(host="water.localhost").exists()


def test_a_community_has_a_name_and_a_cause_for_the_readers_of_each_language(
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = [
        *("--name-in", "fr=Eau ouverte", "--name-in", " ar = مياه مفتوحة "),
        *("--cause", "Water for all", "--cause-in", "fr=L'eau = la vie"),
    ]
    assert main([*ASKED, *told, "--json"]) == 0
    names = {"fr": "Eau ouverte", "ar": "مياه مفتوحة"}
    assert json.loads(capsys.readouterr().out)["names"] == names
    made = Community.objects.get(host="water.localhost")
    assert (made.names, made.causes) == (names, {"fr": "L'eau = la vie"})
    assert made.name_for("fr") == ("Eau ouverte", "fr") and made.name_for("en") == ("Open Water", "en")
    assert made.cause_for("ar") == ("Water for all", "en")
    said = Client(headers={"host": "water.localhost"}).get("/fr/").content.decode()
    assert "Eau ouverte" in said and "L&#x27;eau = la vie" in said


@pytest.mark.parametrize(
    "wrong",
    [
        ["--starts", "soon"],
        ["--name-in", "Eau ouverte"],
        ["--name-in", "fr="],
        ["--cause-in", "=L'eau"],
        ["--name-in", "fr=Eau", "--name-in", "fr=Eaux"],
    ],
)
def test_what_is_no_day_and_no_text_in_a_language_is_wrong_usage(
    wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*ASKED, *wrong]) == 2
    assert wrong[-2] in capsys.readouterr().err
    assert not Community.objects.filter(host="water.localhost").exists()


def test_days_and_moments_are_said_as_iso_8601_writes_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ASKED, "--manager", "new@example.org", "--json"]) == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["engagement"] == {"starts": "2026-01-01", "ends": "2027-06-30"}
    until = answer["invited"][0]["until"]
    assert until[10] == "T"
    assert datetime.fromisoformat(until) > clock.now()
