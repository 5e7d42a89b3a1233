"""Erased: a person's strings are in no column of any table, in no file, in no queue; others keep what is theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from palabre.chronicle import readers
from palabre.chronicle.entries import number
from palabre.communities.models import Membership
from palabre.communities.tests.hosts import BARE, SALON, Browser, code_for
from palabre.exchange.own import erasing, exports
from palabre.exchange.tests.test_own_exports import say
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast, model
from palabre.mail import actions as mail
from palabre.moderation import actions as moderating
from palabre.moderation.queries import waiting
from palabre.moderation.subjects import subject_of
from palabre.people.models import Person
from palabre.portal.tests.test_people import PROFILE, picture

pytestmark = pytest.mark.django_db
NAME, ADDRESS, PLACE = "Zubaydah Qor", "zubaydah@example.net", "Quixeramobim"
ABOUT, SAID = "I mend the xylophone pump.", "The windlass squeals at daybreak."


@pytest.fixture
def cast(settings: Any, tmp_path: Path) -> Cast:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    return Cast()


def everything(tmp_path: Path) -> str:
    """Every row of every table as text, and every file, also by its name."""
    found = []
    with connection.cursor() as cursor, tenancy.everywhere(reason="the test looks into every table"):
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            found += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    for path in tmp_path.rglob("*"):
        found.append(f"file {path.relative_to(tmp_path)}")
        found += [path.read_bytes().decode("latin-1")] if path.is_file() else []
    return "\n".join(found)


def lived(cast: Cast) -> tuple[Browser, Person]:
    """Somebody with a profile, a photo, words in two communities, mails, an export, a search entry."""
    browser = Browser()
    browser.sign_in(SALON, ADDRESS)
    browser.send("/join/", name=NAME, accepts_rules="on")
    browser.send("/me/", **{**PROFILE, "place": PLACE}, name=NAME, about=ABOUT, listed="on", photo=picture())
    person = Person.objects.get(email=ADDRESS)
    person.name = NAME
    person.save()
    setattr(cast, "zubaydah", person)  # noqa: B010
    cast.join(person, cast.cities, ["member"])
    for community in (cast.salon, cast.cities):
        say(cast, "zubaydah", community, SAID)
    number()
    readers.pull()
    exports.make(export_id=exports.ask(by=person).pk)
    with tenancy.community(cast.salon):
        mail.send(
            kind="code",
            to="farid@example.org",
            language="en",
            community=cast.salon,
            once="x",
            context={"code": NAME, "address": "https://example.org/", "minutes": 1, "host": "x"},
        )
    return browser, person


def strings(dump: str) -> list[str]:
    return [one for one in (NAME, ADDRESS, PLACE, "xylophone", "zubaydah@") if one in dump]


@pytest.mark.long
@pytest.mark.parametrize("keeps", [True, False])
def test_nothing_says_any_more_who_they_were(cast: Cast, tmp_path: Path, keeps: bool) -> None:
    _browser, person = lived(cast)
    before = everything(tmp_path)
    assert strings(before) == [NAME, ADDRESS, PLACE, "xylophone", "zubaydah@"]
    assert ".webp" in before
    erasing.ask(by=person)
    erasing.erase(person_id=person.pk, keeps_words=keeps)
    after = everything(tmp_path)
    assert strings(after) == []
    assert ".webp" not in after
    assert ".zip" not in after
    assert ("windlass" in after) == keeps
    assert "farid@example.org" in after
    with tenancy.community(cast.salon):
        assert Membership.objects.get(person=person).name == "Somebody who left"
        standing = model("dialogues.Contribution").objects.get(author__person=person).standing
    assert standing == ("public" if keeps else "withdrawn")


@pytest.mark.long
def test_doing_it_again_changes_nothing(cast: Cast, tmp_path: Path) -> None:
    _browser, person = lived(cast)
    for _ in range(2):
        erasing.erase(person_id=person.pk, keeps_words=False)
    assert strings(everything(tmp_path)) == []


@pytest.mark.long
def test_it_takes_a_mailed_code_and_ends_every_session(cast: Cast) -> None:
    there, _person = lived(cast)
    here = Browser()
    here.sign_in(BARE, ADDRESS)
    assert here.send("/me/erase/", words="").status_code == 422
    here.send("/me/erase/", words="withdraw")
    assert here.post("/me/erase/", {"code": "000000"}).status_code == 422
    assert Person.objects.get(email=ADDRESS).is_active
    done = here.post("/me/erase/", {"code": code_for(ADDRESS)})
    assert "nothing here says who you were" in done.content.decode()
    assert not Person.objects.get(email=ADDRESS).is_active
    assert "_auth_user_id" not in here.session
    assert "/sign-in/" in there.at(SALON).get("/me/")["Location"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT args::text FROM procrastinate_jobs WHERE task_name = 'exchange.erase'")
        ((args,),) = cursor.fetchall()
    assert ADDRESS not in args


def test_the_form_says_what_goes_and_what_stays(cast: Cast) -> None:
    here = Browser()
    here.sign_in(BARE, ADDRESS)
    html = here.get("/me/erase/").content.decode()
    for said in ("my notes on a day", "what I gave to read with its files", "without your name: stories and"):
        assert said in html


def test_a_visitor_is_led_to_sign_in(cast: Cast) -> None:
    assert "/sign-in/" in Browser().at(BARE).get("/me/erase/")["Location"]


@pytest.mark.long
@pytest.mark.parametrize("keeps", [True, False])
def test_what_was_reported_and_is_erased_waits_for_no_moderator(cast: Cast, keeps: bool) -> None:
    _browser, person = lived(cast)
    with tenancy.community(cast.salon):
        farid, carla = (cast.membership(name, cast.salon) for name in ("farid", "carla"))
        member = Membership.objects.get(person=person)
        said = model("dialogues.Contribution").objects.get(author=member)
        for kind, number in (("communities.profile", member.pk), ("dialogues.contribution", said.pk)):
            subject = subject_of(kind)
            assert subject is not None
            moderating.flag(
                community=cast.salon,
                subject=subject,
                subject_id=number,
                reason="hurts",
                language="en",
                by=farid,
            )
        assert waiting(cast.salon, carla) == 2
    erasing.ask(by=person)
    erasing.erase(person_id=person.pk, keeps_words=keeps)
    with tenancy.community(cast.salon):
        # Words that stay without a name can still be decided about.
        assert waiting(cast.salon, carla) == int(keeps)
        open_cases = model("moderation.Standing").objects.filter(closed_at=None)
        assert [row.kind for row in open_cases] == ["dialogues.contribution"] * keeps
