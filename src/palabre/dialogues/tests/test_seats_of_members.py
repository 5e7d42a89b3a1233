"""A member who is invited to a seat by mail sits there at once, and every address has one seat."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import panel, speaking
from palabre.dialogues.models import Dialogue, Seat
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message


def invite(browser: Client, salon: Dialogue, email: str, name: str = "Esi Mensah") -> Any:
    """On the host's form, with nothing put to them."""
    sent = {"kind": "panelist", "name": name, "email": email, "language": "en", "once": once.new_key()}
    return browser.post(f"/en/dialogues/{salon.slug}/host/seat/", sent)


def mails(cast: Cast, email: str) -> list[Message]:
    with tenancy.community(cast.salon):
        return list(Message.objects.filter(to=email, kind="panel_invitation"))


def text(browser: Client, path: str) -> str:
    html = browser.get(path, headers=HOST).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def seat(salon: Dialogue, as_: Any, cast: Cast) -> Seat:
    """Esi's, who has an account here, as the host types her address."""
    assert invite(as_("dev"), salon, "Esi@example.org").status_code == 302
    with tenancy.community(cast.salon):
        return Seat.objects.get(name="Esi Mensah")


def test_it_is_hers_at_once_and_she_gets_her_one_mail(seat: Seat, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        assert seat.membership == cast.membership("esi", cast.salon)
    (mail,) = mails(cast, "esi@example.org")
    link = re.search(r"https?://[^/\s]+(/\S*/panel/\S+)", mail.text)
    assert link is not None
    browser = Client(headers=HOST)
    assert "Esi Mensah, your voice is asked for" in text(browser, link[1])
    browser.force_login(cast.esi)
    assert browser.get(link[1], follow=True).redirect_chain[-1][0].endswith(f"/seats/{seat.pk}/")


@pytest.mark.long
def test_what_she_says_anywhere_is_said_from_her_seat(
    seat: Seat, salon: Dialogue, as_: Any, cast: Cast
) -> None:
    sent = {"text": "The valve sings.", "language": "en", "once": once.new_key()}
    kept = as_("esi").post(f"/en/dialogues/{salon.slug}/speak/", sent)
    assert "Panelist" in text(Client(), kept["Location"].partition("?")[0])
    said = f"/en/seats/{seat.pk}/said/"
    assert said in Client().get(f"/en/dialogues/{salon.slug}/", headers=HOST).content.decode()
    assert "The valve sings." in text(Client(), said) and "has not spoken yet" not in text(Client(), said)
    desk = text(as_("dev"), f"/en/dialogues/{salon.slug}/host/")
    assert "Esi Mensah has not spoken yet" not in desk and "Remind Esi Mensah" not in desk


def test_one_that_waits_is_taken_by_speaking_in_its_dialogue(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        waits = panel.seat(
            dialogue=salon, kind="panelist", name="Amina", email="amina@example.org", language="en", by=None
        )
        Seat.objects.filter(pk=waits.pk).update(membership=None)
        amina = cast.membership("amina", cast.salon)
        speaking.contribute(dialogue=salon, text="Here.", by=amina, language="en", page_language="en")
        waits.refresh_from_db()
        assert waits.membership == amina


@pytest.mark.parametrize("field", ["left_at", "waits_since"])
def test_one_who_left_or_is_not_let_in_yet_takes_it_on_coming_in(
    salon: Dialogue, as_: Any, cast: Cast, field: str
) -> None:
    with tenancy.community(cast.salon):
        amina = cast.membership("amina", cast.salon)
        setattr(amina, field, clock.now())
        amina.save()
    assert invite(as_("dev"), salon, "amina@example.org", "Amina").status_code == 302
    with tenancy.community(cast.salon):
        assert Seat.objects.get(name="Amina").membership is None
    assert len(mails(cast, "amina@example.org")) == 1


@pytest.mark.long
@pytest.mark.parametrize("email", ["esi@example.org", "ESI@example.org", "farid@example.org"])
def test_an_address_that_has_a_seat_gets_no_second_one_and_no_second_mail(
    seat: Seat, salon: Dialogue, as_: Any, cast: Cast, email: str
) -> None:
    before = len(mails(cast, email.lower()))
    again = invite(as_("dev"), salon, email, "Again")
    assert again.status_code == 422
    name = "Farid" if "farid" in email else "Esi Mensah"
    sentence = f"This address has a seat in this conversation already: {name}. Nothing was sent."
    assert sentence in again.content.decode()
    with tenancy.community(cast.salon):
        assert not Seat.objects.filter(name="Again").exists()
    assert len(mails(cast, email.lower())) == before


def test_two_addresses_without_an_account_are_compared_too(salon: Dialogue, cast: Cast, inside: Cast) -> None:
    shape: dict[str, Any] = {"dialogue": salon, "kind": "panelist", "language": "en"}
    dev = cast.membership("dev", cast.salon)
    panel.seat(name="Noor", email="Noor@example.org", by=dev, **shape)
    with pytest.raises(Refusal, match="Noor"):
        panel.seat(name="Noor again", email="noor@example.org", by=dev, **shape)
