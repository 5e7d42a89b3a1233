"""What the pages of signing in and of members weigh, and whether everybody can use them."""

from __future__ import annotations

import pytest

from palabre.communities.tests.hosts import BARE, SALON, Browser, link_in, mails
from palabre.communities.tests.test_invitations import NEW, invite
from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db


def pages(language: str) -> dict[str, bytes]:
    """Each page by name, as its reader gets it."""
    cast = Cast()
    visitor, esi, dev = Browser(), Browser(), Browser()
    said = {}
    said["sign_in"] = visitor.at(SALON).get(f"/{language}/sign-in/")
    said["no_address"] = visitor.send(f"/{language}/sign-in/", email="nobody")
    visitor.send(f"/{language}/sign-in/", email=NEW)
    said["code"] = visitor.get(f"/{language}/sign-in/code/")
    said["wrong_code"] = visitor.send(f"/{language}/sign-in/code/", code="12")
    visitor.send(f"/{language}/sign-in/code/", code=link_in(mails(NEW, "code")[-1])[-6:])
    said["join"] = visitor.get(f"/{language}/join/")
    said["gone"] = Browser().at(SALON).get(f"/{language}/sign-in/code/?code=123456")
    said["language"] = Browser().at(SALON).get(f"/{language}/language/")
    esi.at(SALON).force_login(cast.esi)
    said["me"] = esi.get(f"/{language}/me/")
    said["leave"] = esi.get(f"/{language}/me/leave/")
    esi.sign_in(BARE, "esi@example.org")
    said["account"] = esi.at(BARE).get(f"/{language}/me/")
    said["security"] = esi.get(f"/{language}/me/security/")
    said["app"] = esi.get(f"/{language}/me/security/totp/activate/")
    said["open"] = esi.get(f"/{language}/me/open/{SALON}/")
    said["password"] = Browser().at(BARE).get(f"/{language}/sign-in/password/")
    said["invitation"] = Browser().at(SALON).get(invite(cast, email="other@example.org", language=language))
    dev.at(SALON).force_login(cast.dev)
    said["members"] = dev.get(f"/{language}/members/manage/")
    said["invite"] = dev.get(f"/{language}/members/manage/invite/")
    assert {name: page.status_code for name, page in said.items() if page.status_code not in (200, 422)} == {}
    return {name: page.content for name, page in said.items()}


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "ar", "bn"])
def test_a_first_visit_fits_in_one_round_trip(language: str) -> None:
    import gzip

    weights = {name: len(gzip.compress(body, 6)) for name, body in pages(language).items()}
    assert {name: weight for name, weight in weights.items() if weight > look.BUDGET} == {}


@pytest.mark.browser
@pytest.mark.scale
@pytest.mark.parametrize("language", ["en", "ar", "bn"])
def test_everybody_can_use_them(language: str) -> None:
    bodies = pages(language)
    with look.browser() as chromium, look.visit(chromium, "about:blank", width=360, lang=language) as seen:
        for name, body in bodies.items():
            seen.page.set_content(body.decode())
            assert look.axe(seen.page) == [], name
            assert look.too_wide(seen.page) == 0, name
