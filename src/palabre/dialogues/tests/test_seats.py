"""Who has a seat: somebody whose words are carried, and the portrait that leads to what each one said."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from palabre.communities import once
from palabre.dialogues.actions import panel, speaking
from palabre.dialogues.models import Contribution, Dialogue, Seat
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation.profiles import ProfileSubject

TESTA = "Mama Testa"


@pytest.fixture
def testa(salon: Dialogue, as_: Any, cast: Cast) -> Seat:
    """A local voice without an address, invited on the host's form."""
    sent = {"kind": "local_voice", "name": TESTA, "language": "pt", "once": once.new_key()}
    answer = as_("dev").post(f"/dialogues/{salon.slug}/host/seat/", sent)
    assert answer.status_code == 302, answer.content.decode()
    with tenancy.community(cast.salon):
        return Seat.objects.get(name=TESTA)


def page(browser: Client, path: str) -> str:
    answer = browser.get(path, headers=HOST)
    assert answer.status_code == 200, path
    return answer.content.decode()


def carry(browser: Client, address: str, **fields: Any) -> Any:
    shown = {
        "text": "A bomba canta.",
        "language": "pt",
        "consent_language": "pt",
        "consent": "on",
        "once": once.new_key(),
    }
    return browser.post(address, shown | fields)


def act_beside_her(browser: Client, salon: Dialogue) -> str:
    html = page(browser, f"/dialogues/{salon.slug}/host/")
    found = re.search(rf'{TESTA} has not spoken yet</span><a class="do" href="([^"]+)"', html)
    assert found is not None, html
    return found[1]


def test_the_act_beside_a_silent_local_voice_opens_a_form_that_knows_her(
    testa: Seat, salon: Dialogue, as_: Any
) -> None:
    dev = as_("dev")
    html = page(dev, act_beside_her(dev, salon))
    assert re.search(
        rf'<input[^>]* name="said_by"[^>]* value="{TESTA}"|value="{TESTA}"[^>]*name="said_by"', html
    )
    assert f'<option value="{testa.pk}" selected>{TESTA}</option>' in html
    assert html.count('<option value="pt" selected>') == 1


@pytest.mark.long
def test_words_carried_for_a_seat_are_its_own_and_tick_the_host_s_page(
    testa: Seat, salon: Dialogue, as_: Any, cast: Cast
) -> None:
    dev = as_("dev")
    kept = carry(dev, act_beside_her(dev, salon), seat=testa.pk, said_by=TESTA)
    assert kept.status_code == 302
    with tenancy.community(cast.salon):
        assert Contribution.objects.get(channel="carried").seat == testa
    html = page(Client(), kept["Location"].partition("?")[0])
    assert re.search(rf"{TESTA}</bdi></b> · <span class=\"role\">Local voice", html) or "Local voice" in html
    assert "has not spoken yet" not in page(dev, f"/dialogues/{salon.slug}/host/").partition("Farid")[0]
    assert f"{TESTA} has not spoken yet" not in page(dev, f"/dialogues/{salon.slug}/host/")


def test_a_seat_chosen_without_a_name_speaks_under_its_own(
    testa: Seat, salon: Dialogue, as_: Any, cast: Cast
) -> None:
    address = f"/dialogues/{salon.slug}/carry/"
    assert carry(as_("amina"), address, seat=testa.pk).status_code == 302
    with tenancy.community(cast.salon):
        assert Contribution.objects.get(channel="carried").said_by == TESTA
    nobody = carry(as_("amina"), address)
    assert nobody.status_code == 422 and b"Write a name, or choose whose seat it is." in nobody.content


def test_only_this_dialogue_s_seats_without_an_account_are_offered(
    testa: Seat, salon: Dialogue, as_: Any, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        other = Dialogue.objects.get(pk=salon.pk)
        other.pk, other.slug, other._state.adding = None, "other", True
        other.save()
        away = panel.seat(dialogue=other, kind="local_voice", name="Elsewhere", language="pt", by=dev)
        farid = Seat.objects.get(name="Farid")
    address = f"/dialogues/{salon.slug}/carry/"
    html = page(as_("amina"), f"{address}?seat={away.pk}")
    assert TESTA in html and "Elsewhere" not in html and ">Farid</option>" not in html
    for wrong in (away, farid):
        assert carry(as_("amina"), address, seat=wrong.pk, said_by="X").status_code == 422
    with tenancy.community(cast.salon), pytest.raises(Refusal):
        speaking.carry(
            dialogue=salon,
            seat=away,
            said_by="X",
            text="X.",
            language="pt",
            consent_language="pt",
            city=None,
            by=dev,
        )


def portrait(browser: Client, salon: Dialogue, name: str) -> str:
    """What stands in the grid for somebody."""
    grid = re.findall(r"(?s)<li>(.*?)</li>", page(browser, f"/dialogues/{salon.slug}/"))
    return str(next(one for one in grid if f">{name}<" in one and "face" in one))


def test_a_portrait_leads_to_opening_words_else_to_what_was_said_once_something_was(
    testa: Seat, salon: Dialogue, as_: Any
) -> None:
    assert '<a href="#seat-' in portrait(Client(), salon, "Farid")
    assert "<a " not in portrait(Client(), salon, TESTA)
    carry(as_("amina"), f"/dialogues/{salon.slug}/carry/", seat=testa.pk)
    led = re.search(r'<a href="([^"]+)"', portrait(Client(), salon, TESTA))
    assert led is not None
    html = page(Client(), led[1])
    assert "A bomba canta." in html and "taken down by Amina" in html and "Local voice" in html


def test_a_member_s_photo_stands_in_for_the_portrait_of_their_seat(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        farid = cast.membership("farid", cast.salon)
        farid.portrait = "c1/portraits/farid.webp"
        farid.save()
        seat = Seat.objects.get(name="Farid")
    assert "c1/portraits/farid.webp" in portrait(Client(), salon, "Farid")
    with tenancy.community(cast.salon):
        seat.portrait = "c1/portraits/own.webp"
        seat.save()
    assert "own.webp" in portrait(Client(), salon, "Farid")


def test_a_photo_that_was_taken_down_with_its_profile_stands_on_no_seat(salon: Dialogue, cast: Cast) -> None:
    with tenancy.community(cast.salon):
        farid = cast.membership("farid", cast.salon)
        farid.portrait = "c1/portraits/farid.webp"
        farid.save()
        seat = Seat.objects.get(name="Farid")
        ProfileSubject().apply(farid.pk, "hidden")
    for path in (f"/dialogues/{salon.slug}/", f"/seats/{seat.pk}/said/"):
        assert "farid.webp" not in page(Client(), path)


def test_the_page_of_a_seat_has_all_they_said_answers_and_replies_and_no_one_else_s(
    salon: Dialogue, cast: Cast
) -> None:
    with tenancy.community(cast.salon):
        farid = cast.membership("farid", cast.salon)
        seat, esi = Seat.objects.get(name="Farid"), Contribution.objects.get(dialogue=salon)
        for text, answers in (("La vanne.", None), ("Le comité aussi.", esi)):
            speaking.contribute(
                dialogue=salon, text=text, by=farid, answers=answers, language="fr", page_language="fr"
            )
    html = page(Client(), f"/seats/{seat.pk}/said/")
    assert all(text in html for text in ("Bonjour.", "La vanne.", "Le comité aussi."))
    assert "The pump, then the committee." not in html
    with tenancy.community(cast.salon):
        Dialogue.objects.update(held=True)
    assert Client(headers=HOST).get(f"/seats/{seat.pk}/said/").status_code == 404


def test_hidden_words_lead_nowhere(testa: Seat, salon: Dialogue, as_: Any, cast: Cast) -> None:
    carry(as_("amina"), f"/dialogues/{salon.slug}/carry/", seat=testa.pk)
    with tenancy.community(cast.salon):
        Contribution.objects.filter(seat=testa).update(standing="hidden")
    assert "<a " not in portrait(Client(), salon, TESTA)
    empty = page(Client(), f"/seats/{testa.pk}/said/")
    assert f"{TESTA} has not spoken yet" in empty and "A bomba canta." not in empty
