"""What a reported profile goes through: its decision at once everywhere, the mail about it, the log, asking again."""

from __future__ import annotations

from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.chronicle.models import Entry
from palabre.communities.actions import save_profile
from palabre.communities.models import Membership
from palabre.communities.queries import listed
from palabre.communities.tests.hosts import mails
from palabre.dialogues.tests.test_judged import browser, send
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.mail.models import Message
from palabre.moderation import actions
from palabre.moderation.models import Decision, Standing
from palabre.moderation.profiles import ProfileSubject
from palabre.moderation.queries import waiting
from palabre.moderation.tests.told import check_told_in_french

pytestmark = pytest.mark.django_db
HOST = {"host": "salon.localhost"}
ESI, ABOUT = "esi@example.org", "I mend the xylophone pump."
REASON = "It sells pumps."
DOWN: dict[str, Any] = {"state": "hidden", "ground": "advertises", "reason": REASON}


@pytest.fixture
def cast() -> Cast:
    """Esi is in the directory, tells something of herself, and reads French."""
    made = Cast()
    with tenancy.community(made.salon):
        save_profile(
            by=made.membership("esi", made.salon), wants_mail=False, listed=True, person={}, about=ABOUT
        )
    made.esi.language = "fr"
    made.esi.save()
    return made


def report(cast: Cast) -> Standing:
    """Farid reports Esi's profile."""
    esi = cast.membership("esi", cast.salon)
    assert (
        send(browser(cast.farid), f"/report/communities.profile/{esi.pk}/", reason="advertises").status_code
        == 302
    )
    with tenancy.community(cast.salon):
        return Standing.objects.get(kind=ProfileSubject.kind, subject_id=esi.pk)


def found(cast: Cast) -> tuple[int, int]:
    """How many can be found in the directory, and how many texts wait for a moderator."""
    with tenancy.community(cast.salon):
        return listed().count(), waiting(cast.salon, cast.membership("carla", cast.salon))


def decided() -> list[Message]:
    """The mails of decisions to Esi, with what the chronicle still has to tell."""
    readers.pull()
    return mails(ESI, "decided")


def log() -> str:
    html = browser().get("/moderation/log/").content.decode()
    return html[html.index("<main") : html.index("</main")]


def test_the_directory_and_the_queue_count_it_no_more_once_it_is_decided_about(cast: Cast) -> None:
    case = report(cast)
    assert found(cast) == (1, 1)
    assert send(browser(cast.carla), f"/moderation/{case.pk}/", **DOWN).status_code == 302
    assert found(cast) == (0, 0)
    send(browser(cast.carla), f"/moderation/{case.pk}/", state="public")
    assert found(cast) == (1, 0)


def test_whose_it_is_is_told_once_in_their_language_with_the_ground_and_the_reason(cast: Cast) -> None:
    case = report(cast)
    assert send(browser(cast.carla), f"/moderation/{case.pk}/", **DOWN).status_code == 302
    (mail,) = decided()
    assert decided() == [mail]
    with tenancy.community(cast.salon):
        made = Decision.objects.get()
    check_told_in_french(
        mail,
        to=ESI,
        host="salon.localhost",
        decision=made.pk,
        reason=REASON,
        text=f"Esi {ABOUT}",
        unnamed=("Carla", "Farid"),
    )


def test_the_log_tells_of_a_profile_and_of_nobody(cast: Cast) -> None:
    case = report(cast)
    assert send(browser(cast.carla), f"/moderation/{case.pk}/", **DOWN).status_code == 302
    told = log()
    assert told.count("<li>") == 1 and "A profile" in told
    for name in ("Esi", "Carla", "Farid", "xylophone", "pump"):
        assert name not in told


@pytest.mark.long
def test_whose_it_is_asks_again_and_somebody_else_puts_it_back(cast: Cast) -> None:
    case = report(cast)
    esi, carla, dev = browser(cast.esi), browser(cast.carla), browser(cast.dev)
    assert send(carla, f"/moderation/{case.pk}/", **DOWN).status_code == 302
    with tenancy.community(cast.salon):
        asked = f"/moderation/decision/{Decision.objects.get().pk}/"
    assert REASON in esi.get(asked).content.decode()
    for other in (carla, dev, browser(cast.farid), browser()):
        assert send(other, asked, text="I too").status_code == 404
    assert send(esi, asked, text="I mend them for nothing.").status_code == 302
    assert send(carla, f"/moderation/{case.pk}/", state="public").status_code == 404
    assert b"I mend them for nothing." in dev.get(f"/moderation/{case.pk}/").content
    assert send(dev, f"/moderation/{case.pk}/", state="public").status_code == 302
    page = f"/members/{cast.membership('esi', cast.salon).pk}/"
    assert ABOUT in browser(cast.farid).get(page).content.decode()
    down, up = decided()
    assert down.subject != up.subject and f"/fr{page}" in up.text
    assert log().count("<li>") == 2


def test_nobody_decides_about_their_own_profile(cast: Cast) -> None:
    with tenancy.community(cast.salon):
        Membership.objects.filter(person=cast.esi).update(roles=["moderator"])
    case = report(cast)
    assert send(browser(cast.esi), f"/moderation/{case.pk}/", **DOWN).status_code == 404
    assert found(cast) == (1, 1)


def test_a_decision_that_cannot_be_told_changes_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: Any, **_facts: Any) -> None:
        raise RuntimeError("no chronicle")

    case = report(cast)
    monkeypatch.setattr(actions, "record", fail)
    with tenancy.community(cast.salon):
        by = Membership.objects.get(person=cast.carla)
        with pytest.raises(RuntimeError):
            actions.decide(standing=case, subject=ProfileSubject(), language="en", by=by, **DOWN)
        assert not Decision.objects.exists() and not Entry.objects.filter(verb="moderation.decided").exists()
        assert Standing.objects.get().state == "public"
        assert Membership.objects.get(person=cast.esi).profile_standing == "public"
    assert found(cast) == (1, 1) and decided() == []
