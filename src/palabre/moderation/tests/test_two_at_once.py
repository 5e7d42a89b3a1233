"""Two moderators at the same text: nobody overwrites what they have not read, nor hears an appeal on their own."""

from __future__ import annotations

import re
from typing import Any

import pytest

from palabre.chronicle import readers
from palabre.communities.models import Membership
from palabre.communities.tests.hosts import mails
from palabre.dialogues.tests.test_judged import browser, send
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast
from palabre.moderation import actions
from palabre.moderation.models import Appeal, Decision, Standing
from palabre.moderation.profiles import ProfileSubject
from palabre.moderation.queries import waiting
from palabre.moderation.refusals import Refusal

pytestmark = pytest.mark.django_db
HIDE: dict[str, Any] = {"state": "hidden", "ground": "advertises", "reason": "It sells pumps."}
REMOVE: dict[str, Any] = {"state": "removed", "ground": "hurts", "reason": "It hurts somebody."}
OVERTAKEN = "Somebody else decided meanwhile"
ESI = "esi@example.org"


@pytest.fixture
def cast() -> Cast:
    """Carla, Dev and Farid may all decide."""
    made = Cast()
    with tenancy.community(made.salon):
        for name in ("dev", "amina"):
            by = made.membership(name, made.salon)
            Membership.objects.filter(pk=by.pk).update(roles=["member", "moderator"])
        esi = made.membership("esi", made.salon)
        esi.about = "Buy my pumps."
        esi.save()
    return made


@pytest.fixture
def case(cast: Cast) -> Standing:
    """Esi's profile, reported by Farid."""
    with tenancy.community(cast.salon):
        esi = cast.membership("esi", cast.salon)
        path = f"/report/communities.profile/{esi.pk}/"
    assert send(browser(cast.farid), path, reason="advertises").status_code == 302
    with tenancy.community(cast.salon):
        return Standing.objects.get(kind=ProfileSubject.kind, subject_id=esi.pk)


def seen_in(html: str, name: str = "seen") -> str:
    field = next(tag for tag in re.findall(r"<input[^>]*>", html) if f'name="{name}"' in tag)
    found = re.search(r'value="([^"]+)"', field)
    assert found is not None
    return found[1]


def opened(person: Any, case: Standing) -> str:
    """What the form of somebody who opens the case was made from."""
    return seen_in(browser(person).get(f"/en/moderation/{case.pk}/").content.decode())


def decide(person: Any, case: Standing, said: dict[str, Any], seen: str) -> Any:
    return send(browser(person), f"/en/moderation/{case.pk}/", **said, seen=seen)


def decisions(cast: Cast) -> list[Decision]:
    with tenancy.community(cast.salon):
        return list(Decision.objects.select_related("by").order_by("pk"))


def test_who_decides_on_a_page_that_is_no_longer_true_is_shown_the_case_as_it_is(
    cast: Cast, case: Standing
) -> None:
    mine = opened(cast.dev, case)
    assert decide(cast.carla, case, HIDE, opened(cast.carla, case)).status_code == 302
    late = decide(cast.dev, case, REMOVE, mine)
    html = late.content.decode()
    assert late.status_code == 422 and OVERTAKEN in html and "It sells pumps." in html
    assert "It hurts somebody." in html, "what was written is still in the form"
    (only,) = decisions(cast)
    assert (only.state, only.by.name) == ("hidden", "Carla")
    readers.pull()
    assert len(mails(ESI, "decided")) == 1
    # Read again, it may still be decided otherwise.
    assert decide(cast.dev, case, REMOVE, seen_in(html)).status_code == 302
    assert [one.state for one in decisions(cast)] == ["hidden", "removed"]


def test_so_it_is_in_the_queue_where_several_are_decided_about(cast: Cast, case: Standing) -> None:
    name = f"seen_{case.pk}"
    page = browser(cast.dev).get("/en/moderation/").content.decode()
    mine = seen_in(page, name)
    assert decide(cast.carla, case, HIDE, opened(cast.carla, case)).status_code == 302
    gone = send(browser(cast.dev), "/en/moderation/", **REMOVE, cases=[case.pk], **{name: mine})
    assert gone.status_code == 422 and "meanwhile. Nothing was changed." in gone.content.decode()
    with tenancy.community(cast.salon):  # back in the queue, with more to it than was read
        about = {"subject": ProfileSubject(), "subject_id": case.subject_id}
        actions.hold(community=cast.salon, reason="link", **about)  # type: ignore[arg-type]
    late = send(browser(cast.dev), "/en/moderation/", **REMOVE, cases=[case.pk], **{name: mine})
    assert late.status_code == 422 and OVERTAKEN in late.content.decode()
    assert [one.state for one in decisions(cast)] == ["hidden"]


def test_an_appeal_that_came_meanwhile_is_read_before_it_is_answered(cast: Cast, case: Standing) -> None:
    assert decide(cast.carla, case, HIDE, opened(cast.carla, case)).status_code == 302
    mine = opened(cast.dev, case)
    (made,) = decisions(cast)
    assert send(browser(cast.esi), f"/moderation/decision/{made.pk}/", text="I give them.").status_code == 302
    late = decide(cast.dev, case, REMOVE, mine)
    assert late.status_code == 422 and "I give them." in late.content.decode()
    with tenancy.community(cast.salon):
        assert Appeal.objects.get().answer_id is None


def test_only_the_last_decision_can_be_appealed_against(cast: Cast, case: Standing) -> None:
    for person, said in ((cast.carla, HIDE), (cast.dev, REMOVE)):
        assert decide(person, case, said, opened(person, case)).status_code == 302
    first, last = decisions(cast)
    page = f"/en/moderation/decision/{first.pk}/"
    html = browser(cast.esi).get(page).content.decode()
    assert "Ask another moderator" not in html
    assert f'href="/en/moderation/decision/{last.pk}/"' in html
    assert send(browser(cast.esi), page, text="Again?").status_code == 302
    with tenancy.community(cast.salon):
        assert not Appeal.objects.exists()
        by = cast.membership("esi", cast.salon)
        with pytest.raises(Refusal):
            actions.appeal(decision=first, text="Again?", language="en", by=by)
    assert send(browser(cast.esi), f"/moderation/decision/{last.pk}/", text="Again?").status_code == 302


def test_nobody_who_helped_to_take_it_down_hears_the_appeal(cast: Cast, case: Standing) -> None:
    for person, said in ((cast.carla, HIDE), (cast.dev, REMOVE)):
        assert decide(person, case, said, opened(person, case)).status_code == 302
    last = decisions(cast)[-1]
    assert send(browser(cast.esi), f"/moderation/decision/{last.pk}/", text="Again?").status_code == 302
    for person in (cast.carla, cast.dev):
        assert browser(person).get(f"/moderation/{case.pk}/").status_code == 404
    shown = {"state": "public", "ground": "", "reason": ""}
    assert decide(cast.amina, case, shown, opened(cast.amina, case)).status_code == 302
    with tenancy.community(cast.salon):
        assert Appeal.objects.get().answer == decisions(cast)[-1]


def test_an_appeal_waits_no_more_once_another_decision_took_its_place(cast: Cast, case: Standing) -> None:
    assert decide(cast.carla, case, HIDE, opened(cast.carla, case)).status_code == 302
    (made,) = decisions(cast)
    assert send(browser(cast.esi), f"/moderation/decision/{made.pk}/", text="Again?").status_code == 302
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        assert waiting(cast.salon, dev) == 1
        # As it was possible once: decided without answering what was asked.
        actions.decide(standing=case, subject=ProfileSubject(), state="public", language="en", by=dev)
        assert waiting(cast.salon, dev) == 0
    html = browser(cast.esi).get(f"/en/moderation/decision/{made.pk}/").content.decode()
    assert "Another moderator will look at it" not in html and "A later decision" in html
