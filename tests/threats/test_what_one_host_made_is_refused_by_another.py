"""Line 2: sessions, codes, links and marks that one host made are nothing on another."""

from __future__ import annotations

import ast
import re
from copy import deepcopy
from typing import Any

import pytest

from palabre.communities import saved
from palabre.communities.tests.hosts import BARE, CIRCLE, SALON, Browser, code_for, signed_in
from palabre.dialogues.models import Contribution
from palabre.dialogues.receipts import receipt_for
from palabre.exchange.own import exports
from palabre.kit import tenancy
from tests.threats.sheets import links
from tests.threats.table import ROOT, named_tests
from tests.threats.world import World

pytestmark = pytest.mark.threat

HERE = "tests/threats/test_what_one_host_made_is_refused_by_another.py::"
PROOFS = "src/palabre/communities/tests/test_proofs.py::"
HANDOVER = "src/palabre/communities/tests/test_handover.py::"
# Every place that makes a secret or signs something: the test that takes it to another host, or why there is none.
MAKERS = {
    "people/browser.py:browser": f"{HERE}test_a_session_is_nobodys_on_another_host",
    "people/browser.py:digest": "a digest",
    "people/codes.py:ask": f"{HERE}test_a_sign_in_code_is_refused_by_another_host",
    "people/codes.py:_hash": "a digest",
    "people/counts.py:_key": "a digest",
    "people/tickets.py:start": f"{HANDOVER}"
    "test_a_beginning_of_one_host_is_refused_on_another_and_forged_ones_everywhere",
    "people/tickets.py:prove": f"{HANDOVER}test_a_ticket_of_one_host_is_refused_on_another",
    "people/tickets.py:make": f"{HANDOVER}test_a_ticket_of_one_host_is_refused_on_another",
    "mail/stopping.py:token": "src/palabre/mail/tests/test_stopping.py::"
    "test_a_link_made_on_one_host_does_not_exist_on_another",
    "communities/actions/invitations.py:write_anew": f"{HERE}test_a_link_from_a_mail_does_not_exist_on_another_host",
    "dialogues/templatetags/talk.py:_mark": "a digest: says under which account a browser keeps what is not sent yet",
    "communities/actions/invitations.py:invite": f"{HERE}test_a_link_from_a_mail_does_not_exist_on_another_host",
    "network/actions/assigning.py:offer": f"{HERE}test_a_link_from_a_mail_does_not_exist_on_another_host",
    "network/actions/assigning.py:hash_of": "a digest",
    "communities/proofs.py:challenge": f"{PROOFS}test_a_proof_of_another_community_is_not_good",
    "communities/proofs.py:_key": f"{PROOFS}test_a_proof_of_another_host_of_the_same_community_is_not_good",
    "kit/delivery/listener.py:_hear_oneself": "tells its own notification from others', and opens nothing",
    "kit/delivery/marks.py:_key": "the next",
    "kit/delivery/marks.py:_signature": "says after which moment a page must be made, and opens nothing",
    "kit/delivery/marks.py:of_bytes": "a digest",
    "communities/saved.py:_signer": f"{HERE}test_that_something_is_saved_is_said_to_its_writer_on_its_host_alone",
    "communities/once.py:new_key": "says which form it is and opens nothing",
    "communities/once.py:sending_of": "a digest",
    "dialogues/receipts.py:receipt_for": f"{HERE}test_a_speakers_code_takes_nothing_back_on_another_host",
    "dialogues/receipts.py:receipt_hash": "a digest",
    "exchange/own/exports.py:make": f"{HERE}test_an_export_lies_on_the_bare_host_alone",
    "exchange/demo/being.py:signed": "src/palabre/exchange/tests/test_demo_pages.py::",
    "exchange/transcripts/keys.py:_digest": "a digest",
    "exchange/feeds/views.py:_answer": "a digest",
    "kit/papers.py:store": "tests/strangers/test_fetching_is_checking.py::"
    "test_what_belongs_to_another_community_does_not_exist",
    "kit/sounds.py:store": "tests/strangers/test_fetching_is_checking.py::"
    "test_what_belongs_to_another_community_does_not_exist",
    "kit/pictures.py:_digest": "tests/threats/test_private_files_stay_private.py::"
    "test_a_picture_is_served_on_its_communitys_host_alone",
    "kit/text/slugs.py:_code": "a digest",
    "kit/text/names.py:tone": "a digest",
    "kit/style/__init__.py:csp_hash": "a digest",
    "config/secret.py:secret_key": "the installation's own",
    "config/embedded/folder.py:make_passwords": "the database's own",
}
_MAKES = re.compile(
    r"\b(secrets\.(token_\w+|randbelow|choice)|signing\.dumps|Signer|salted_hmac"
    r"|hashlib\.\w+|blake2s|hmac\.new)\("
)


def makers() -> set[str]:
    """Functions of the house in which something is signed, digested or drawn by lot."""
    found = set()
    for path in (ROOT / "src/palabre").rglob("*.py"):
        where = str(path.relative_to(ROOT / "src/palabre"))
        if "/tests/" in where or "/testing/" in where or "/migrations/" in where:
            continue
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and _MAKES.search(ast.get_source_segment(text, node) or ""):
                found.add(f"{where}:{node.name}")
    return found


def test_every_maker_of_a_secret_is_known() -> None:
    assert makers() == set(MAKERS)
    known = named_tests()
    assert [t for t in MAKERS.values() if "::" in t and not any(one.startswith(t) for one in known)] == []


def test_a_session_is_nobodys_on_another_host(world: World) -> None:
    browser = Browser()
    browser.sign_in(SALON, "dev@example.org")
    assert browser.get("/members/manage/").status_code == 200
    for host in (CIRCLE, BARE):
        browser.jars[host] = deepcopy(browser.jars[SALON])  # carried over by hand
        browser.at(host)
        assert "/sign-in/" in browser.get("/me/")["Location"]
    assert browser.at(SALON).get("/members/manage/").status_code == 200


def test_a_sign_in_code_is_refused_by_another_host(world: World) -> None:
    browser = Browser()
    browser.at(SALON).send("/sign-in/", email="esi@example.org")
    code = code_for("esi@example.org")
    for host in (CIRCLE, BARE):
        there = Browser()
        there.at(host).send("/sign-in/", email="esi@example.org")
        assert there.send("/sign-in/code/", code=code).status_code == 422 or code == code_for(
            "esi@example.org"
        )
        assert not signed_in(there.get("/"), there) or code == code_for("esi@example.org")
        # The very browser that asked, its cookie carried over by hand:
        browser.jars[host] = deepcopy(browser.jars[SALON])
        assert browser.at(host).send("/sign-in/code/", code=code).status_code == 410
    assert browser.at(SALON).send("/sign-in/code/", code=code).status_code == 302
    assert signed_in(browser.get("/"), browser)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_from_a_mail_does_not_exist_on_another_host(world: World, method: str) -> None:
    tried = links(world)
    for kind, path in tried.items():
        for host in (CIRCLE, "cities.localhost", BARE):
            browser = Browser(raise_request_exception=False).at(host)
            assert getattr(browser, method)(path).status_code == 404, (kind, host)
    # Where they were made they are something (filing waits for the answer to the offer).
    here = Browser().at(SALON)
    assert {kind: here.get(path).status_code for kind, path in tried.items()} == {
        "invitation": 200,
        "panel_invitation": 200,
        "assignment": 200,
        "filing": 404,
        "photograph": 404,
    }


def test_that_something_is_saved_is_said_to_its_writer_on_its_host_alone(world: World) -> None:
    esi, sam = world.member("esi"), world.cast.membership("sam", world.cast.circle)
    marked = saved.mark("/dialogues/", "draft", by=esi)
    assert saved_for(marked, esi) == "draft"
    assert saved_for(marked, world.member("dev")) != "draft"
    assert saved_for(marked, sam) != "draft"


def saved_for(address: str, membership: Any) -> str:
    from django.test import RequestFactory

    request: Any = RequestFactory().get(address)
    request.membership = membership
    return saved.read(request)


def test_a_speakers_code_takes_nothing_back_on_another_host(world: World) -> None:
    code = receipt_for(world.community.pk, world.at.carried.pk)
    for host in (CIRCLE, "cities.localhost"):
        assert Browser().at(host).send("/take-back/", receipt=code).status_code == 422
    with tenancy.community(world.community):
        assert Contribution.objects.get(pk=world.at.carried.pk).text == "We carry water."
    assert Browser().at(SALON).send("/take-back/", receipt=code).status_code == 302


def test_an_export_lies_on_the_bare_host_alone(world: World) -> None:
    esi = world.person("esi")
    made = exports.ask(by=esi)
    exports.make(export_id=made.pk)
    browser = Browser()
    browser.sign_in(SALON, esi.email)
    assert browser.get(f"/me/export/{made.pk}/").status_code == 404
    browser.sign_in(BARE, esi.email)
    assert browser.get(f"/me/export/{made.pk}/").status_code == 200
