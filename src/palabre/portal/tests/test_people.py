"""The list of people and a member's page: for members, of those who agreed, without anybody's address."""

from __future__ import annotations

import html as entities
import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from palabre.chronicle import readers
from palabre.communities.models import Membership
from palabre.communities.tests.hosts import CIRCLE, SALON, Browser, mails
from palabre.dialogues.actions import speaking
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast, model

pytestmark = pytest.mark.django_db
PROFILE = {"language": "fr", "reads": ["fr", "bn"], "interface": "fr", "place": "Accra"}


def picture() -> SimpleUploadedFile:
    data = io.BytesIO()
    Image.new("RGB", (300, 200), "#0b5d5a").save(data, "PNG")
    return SimpleUploadedFile("x.png", data.getvalue())


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    settings.MEDIA_ROOT = tmp_path
    return Cast()


def signed_in(name: str, host: str = SALON) -> Browser:
    browser = Browser()
    browser.sign_in(host, f"{name}@example.org")
    return browser


def say(cast: Cast, text: str) -> int:
    """Esi says it in an open salon; returns its number."""
    today = clock.today("UTC")
    with tenancy.community(cast.salon):
        dialogue = model("dialogues.Dialogue").objects.create(
            community=cast.salon,
            slug="water",
            format="salon",
            title="Water",
            language="en",
            opens_on=today,
            closes_on=today,
            created_at=clock.now(),
        )
        said = speaking.contribute(dialogue=dialogue, text=text, by=of(cast, "esi"), page_language="en")
    return int(said.pk)


def of(cast: Cast, name: str) -> Membership:
    found: Membership = cast.membership(name, cast.salon)
    return found


def test_only_who_agreed_is_found_and_nobodys_address_is_shown(cast: Cast) -> None:
    esi, farid = signed_in("esi"), signed_in("farid")
    assert "Esi" not in farid.get("/people/").content.decode()
    esi.send("/me/", **PROFILE, name="Esi", listed="on", organisation="Water Board")
    html = farid.get("/people/").content.decode()
    assert "Esi" in html
    assert "Water Board" in html
    assert "@example.org" not in html
    esi.send("/me/", **PROFILE, name="Esi")
    assert ">Esi<" not in farid.get("/people/").content.decode()
    assert of(cast, "esi").listed_at is None


def test_a_funders_officer_reads_what_visitors_read_and_finds_nobody(cast: Cast) -> None:
    esi = signed_in("esi")
    esi.send("/me/", **PROFILE, name="Esi", listed="on", about="Je tiens la pompe.")
    officer = signed_in("ghada")
    home = officer.get("/").content.decode()
    assert "/funder/" in home
    assert "/people/" not in home
    for path in ("/people/", f"/members/{of(cast, 'esi').pk}/", f"/members/{of(cast, 'ghada').pk}/"):
        assert officer.get(path).status_code == 404, path
    assert "Esi" not in officer.get("/search/?q=pompe").content.decode()
    with tenancy.community(cast.salon):
        Membership.objects.filter(pk=of(cast, "ghada").pk).update(roles=["funder", "member"])
    assert "/people/" in officer.get("/").content.decode()
    assert "Esi" in officer.get("/people/").content.decode()


def test_it_is_found_by_language_place_and_word(cast: Cast) -> None:
    signed_in("esi").send("/me/", **PROFILE, name="Esi", listed="on", about="Je tiens la pompe.")
    farid = signed_in("farid")
    for question, found in (
        ("language=bn", 1),
        ("language=id", 0),
        ("place=accra", 1),
        ("q=pompe", 1),
        ("q=zzz", 0),
    ):
        assert ("/members/" in farid.get(f"/people/?{question}").content.decode()) == bool(found), question


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("q=gerard", "Gérard Ōsaka"),
        ("q=GÉRARD+osaka", "Gérard Ōsaka"),
        ("q=ger", "Gérard Ōsaka"),
        ("q=ouaga+gerard", "Gérard Ōsaka"),
        ("place=OUEDRAOGO", "Gérard Ōsaka"),
        ("q=احمد", "أحمَد"),
        ("q=أَحْمَد", "أحمَد"),
    ],
)
def test_it_is_found_however_it_is_spelt(cast: Cast, question: str, name: str) -> None:
    told = {"place": "Ouédraogo", "about": "Ouagadougou", "listed": "on"}
    signed_in("esi").send("/me/", **{**PROFILE, **told}, name=name)
    signed_in("carla").send("/me/", **{**PROFILE, "place": "Lima"}, name="Carla", listed="on")
    readers.pull()
    farid = signed_in("farid")
    html = farid.get(f"/people/?{question}").content.decode()
    assert name in html and "Carla" not in html
    assert "/members/" not in farid.get("/people/?q=gerald").content.decode()


def test_it_goes_on_page_by_page(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        for number in range(31):
            person = type(cast.esi).objects.create_user(f"n{number}@example.org", name=f"N {number:02}")
            Membership.objects.create(
                community=cast.salon,
                person=person,
                roles=["member"],
                name=person.name,
                listed_at="2026-01-01T00:00Z",
            )
    farid = signed_in("farid")
    first = farid.get("/people/").content.decode()
    last = of(cast, "esi").__class__
    with tenancy.community(cast.salon):
        thirtieth = last.objects.get(name="N 29")
    assert "N 30" not in first
    assert f"?after={thirtieth.pk}" in first
    assert "N 30" in farid.get(f"/people/?after={thirtieth.pk}").content.decode()


@pytest.mark.long
@pytest.mark.parametrize("odd", ["x", "-1", "²", "٣", "9" * 18, "9" * 19, "9" * 5000])
def test_what_is_no_number_of_a_row_begins_at_the_beginning(cast: Cast, odd: str) -> None:
    signed_in("esi").send("/me/", **PROFILE, name="Esi", listed="on")
    farid, said_at = signed_in("farid"), f"/members/{of(cast, 'esi').pk}/"
    assert "Esi" in farid.get("/people/", {"after": odd}).content.decode()
    assert farid.get(said_at, {"before": odd}).status_code == 200


def test_agreeing_to_mail_or_signing_in_again_agrees_to_nothing_else(cast: Cast) -> None:
    esi = signed_in("esi")
    esi.send("/me/", **PROFILE, name="Esi", wants_mail="on", listed_at="2026-01-01", roles=["manager"])
    signed_in("esi")
    assert (of(cast, "esi").listed_at, of(cast, "esi").roles) == (None, ["member"])


def test_a_visitor_and_a_stranger_see_none_of_it(cast: Cast) -> None:
    path = f"/members/{of(cast, 'esi').pk}/"
    for browser in (Browser().at(SALON), signed_in("sam", CIRCLE), signed_in("sam")):
        assert browser.get("/people/").status_code in (200, 404)
        assert browser.get(path).status_code == 404
    assert Browser().at(SALON).get("/people/").status_code == 404
    assert signed_in("farid").get(path).status_code == 200


def test_a_photo_is_cut_kept_and_taken_away(cast: Cast) -> None:
    esi = signed_in("esi")
    esi.send("/me/", **PROFILE, name="Esi", photo=picture())
    portrait = str(of(cast, "esi").portrait)
    assert portrait.startswith(f"c{cast.salon.pk}/portraits/")
    assert esi.get(f"/media/{portrait}").status_code == 200
    wrong = esi.send("/me/", **PROFILE, name="Esi 2", photo=SimpleUploadedFile("x.png", b"GIF"))
    assert wrong.status_code == 422
    assert "Esi 2" in wrong.content.decode()
    esi.send("/me/", **PROFILE, name="Esi", no_photo="on")
    assert str(of(cast, "esi").portrait) == ""


def test_muting_folds_for_oneself_alone(cast: Cast) -> None:
    from palabre.communities.queries import muted_by

    farid, esi = signed_in("farid"), of(cast, "esi")
    farid.send(f"/members/{esi.pk}/mute/")
    farid.send(f"/members/{esi.pk}/mute/")
    with tenancy.community(cast.salon):
        assert muted_by(of(cast, "farid")) == {esi.pk}
        assert muted_by(of(cast, "bruno")) == muted_by(None) == frozenset()
    assert "folded away for you" in farid.get(f"/members/{esi.pk}/").content.decode()
    farid.send(f"/members/{esi.pk}/mute/", unmute="1")
    with tenancy.community(cast.salon):
        assert muted_by(of(cast, "farid")) == frozenset()
    assert Browser().at(SALON).send(f"/members/{esi.pk}/mute/").status_code == 404


def test_whoever_speaks_can_be_folded_away_where_they_spoke_and_is_found_again(cast: Cast) -> None:
    """Also who is in no list of members."""
    with tenancy.community(cast.salon):
        esi = of(cast, "esi")
        Membership.objects.filter(pk=esi.pk).update(listed_at=None)
    said, farid = say(cast, "The pump."), signed_in("farid")
    page = f"/contributions/{said}/"
    ask = f"/members/{esi.pk}/mute/?next={page}"
    assert f'href="{ask}"' in farid.get(page).content.decode()
    asked = farid.get(ask).content.decode()
    assert esi.name in asked and "Fold their words away for me" in asked
    assert farid.send(f"/members/{esi.pk}/mute/", next=page).headers["Location"] == page
    assert "Show their words again" in farid.get(page).content.decode()
    assert f'href="/members/{esi.pk}/mute/"' in farid.get("/me/").content.decode()
    again = farid.get(f"/members/{esi.pk}/mute/").content.decode()
    assert 'name="unmute"' in again and "They do not know." in again
    farid.send(f"/members/{esi.pk}/mute/", unmute="1")
    assert "/mute/" not in farid.get("/me/").content.decode()
    own = signed_in("esi").get(page).content.decode()
    assert "/mute/" not in own
    assert "/mute/" not in Browser().at(SALON).get(page).content.decode()
    assert Browser().at(SALON).get(ask).status_code == 404


@pytest.mark.long
def test_who_is_blocked_reads_the_reason_writes_nothing_and_is_signed_out(cast: Cast) -> None:
    esi, dev, bruno = signed_in("esi"), signed_in("dev"), signed_in("bruno")
    pk = of(cast, "esi").pk
    assert bruno.send(f"/members/manage/{pk}/block/", because="x").status_code == 404
    dev.send(f"/members/manage/{pk}/block/", because="Twelve advertisements in a day.")
    assert "/sign-in/" in esi.get("/me/")["Location"]
    esi = signed_in("esi")
    assert "Twelve advertisements" in esi.get("/me/").content.decode()
    assert esi.get("/dialogues/").status_code == 200
    refused = esi.send("/report/dialogues.contribution/1/", note="My words " * 20)
    assert refused.status_code == 403
    assert "Twelve advertisements" in refused.content.decode()
    assert "My words" in refused.content.decode()
    assert "Twelve" not in signed_in("farid").get(f"/members/{pk}/").content.decode()
    dev.send(f"/members/manage/{pk}/block/")
    assert of(cast, "esi").blocked_at is None
    assert dev.send(f"/members/manage/{of(cast, 'dev').pk}/block/", because="x").status_code == 404


def test_what_they_said_stands_there_as_they_wrote_it_on_one_line(cast: Cast) -> None:
    wrote = "**Water & bread**, where 1 < 2.\n\n- The `&amp;` of the press\n- <b>Rope</b>\n\n" + "word " * 90
    say(cast, wrote)
    page = signed_in("farid").get(f"/members/{of(cast, 'esi').pk}/").content.decode()
    shown = re.search(r'<p lang="en" dir="auto">([^<]*)</p></li>', page)
    assert shown is not None
    line = entities.unescape(shown[1])
    assert line.startswith("Water & bread, where 1 < 2. The &amp; of the press ")
    assert "**" not in line and line.endswith("word word…") and len(line) <= 240


def ask_to_join(cast: Cast) -> Browser:
    signed_in("dev").send(
        "/members/manage/joining/", approves="on", question_1="Which water do you drink?", question_3="Why?"
    )
    browser = signed_in("noor")
    type(cast.esi).objects.filter(email="noor@example.org").update(language="fr")
    assert "Which water do you drink?" in browser.get("/fr/join/").content.decode()
    assert browser.send("/fr/join/", name="Noor", accepts_rules="on", answer_1="Le puits").status_code == 422
    browser.send("/fr/join/", name="Noor", accepts_rules="on", answer_1="Le puits", answer_2="Pour voir")
    return browser


def test_who_must_be_let_in_waits_and_writes_nothing(cast: Cast) -> None:
    noor, dev = ask_to_join(cast), signed_in("dev")
    waits = of_email(cast, "noor@example.org")
    assert (waits.roles, waits.waits_since is not None) == ([], True)
    assert noor.send("/report/dialogues.contribution/1/").status_code == 403
    assert noor.get("/people/").status_code == 404
    page = dev.get(f"/members/manage/{waits.pk}/newcomer/").content.decode()
    assert "Le puits" in page
    assert "Why?" in page
    assert signed_in("esi").get(f"/members/manage/{waits.pk}/newcomer/").status_code == 404
    dev.send(f"/members/manage/{waits.pk}/newcomer/", lets_in="yes", sentence="Welcome.")
    dev.send(f"/members/manage/{waits.pk}/newcomer/", lets_in="no")
    (mail,) = mails("noor@example.org", "newcomer")
    assert (mail.language, "Welcome." in mail.text) == ("fr", True)
    assert of_email(cast, "noor@example.org").roles == ["member"]
    assert noor.get("/people/").status_code == 200


def test_who_is_not_let_in_is_told_so_with_a_sentence(cast: Cast) -> None:
    ask_to_join(cast)
    waits = of_email(cast, "noor@example.org")
    signed_in("dev").send(
        f"/members/manage/{waits.pk}/newcomer/", lets_in="no", sentence="For plumbers only."
    )
    (mail,) = mails("noor@example.org", "newcomer")
    assert "For plumbers only." in mail.text
    gone = of_email(cast, "noor@example.org")
    assert (gone.left_at is not None, gone.roles) == (True, [])
    with tenancy.community(cast.salon):
        assert not gone.join_answers.exists()


def of_email(cast: Cast, email: str) -> Membership:
    with tenancy.community(cast.salon):
        return Membership.objects.get(person__email=email)
