"""Both pages full of things: light, narrow, mirrored, accessible; and the funder's view on two sheets of paper."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from palabre.insights.tests.scene import Scene, signed_in
from palabre.insights.tests.test_funder import fill
from palabre.kit import clock
from palabre.kit.testing import look
from palabre.kit.testing.cast import Cast

pytestmark = pytest.mark.django_db
HOST = "salon.localhost"
TAGS = ("en", "fr", "es", "pt", "ar", "bn", "id")
CITIES = (
    "Lagos",
    "Dhaka",
    "Amman",
    "Cali",
    "Ouagadougou",
    "Nairobi",
    "Jakarta",
    "Thiruvananthapuram",
    "Santa Cruz de la Sierra",
)


def full(scene: Scene) -> None:
    """As much as the pages show at most, with long names."""
    fill(scene)
    amina = scene.cast.membership("amina", scene.community)
    talk = scene.dialogue()
    for n, name in enumerate(CITIES):
        hub = scene.hub(f"{name} {n}", 300 + n, team=amina if n % 3 else None)
        for day in range(n % 4):
            scene.story(hub, days_ago=2 + 9 * day, languages=TAGS[: 1 + n % 3])
        scene.assignment(hub, amina, ("offered", "accepted", "filed")[n % 3], due_in=n - 4)
        for m in range(1 + 3 * (n % 3)):
            scene.say(talk, author=scene.member(f"Member{n}x{m}"), city=hub.city, language=TAGS[m % 7])
    by = scene.cast.membership("bruno", scene.community)
    for n in range(4):
        scene._make(
            "dialogues.Outcome",
            dialogue=talk,
            recipient="The permanent secretary of the Ministry of Water, Sanitation and Rural Development",
            language="en",
            sent_on=clock.today("UTC") - timedelta(days=40),
            answer_due=clock.today("UTC") - timedelta(days=9 + n),
            effect="In three districts the pumps are now repaired within a week; the women's committees keep the keys.",
            by=by,
            recorded_at=clock.now(),
        )


@pytest.fixture
def pages(cast: Cast) -> dict[str, Any]:
    full(Scene(cast.salon, cast))
    desk = signed_in(cast, "dev", HOST)
    paths = ("/funder/", "/coverage/", "/ar/funder/", "/ar/coverage/", "/bn/funder/")
    return {path: desk.get(path) for path in paths}


@pytest.mark.long
def test_a_first_visit_is_light(pages: dict[str, Any]) -> None:
    for path, answer in pages.items():
        assert answer.status_code == 200, path
        assert look.first_visit_bytes(answer) <= look.BUDGET, path


@pytest.mark.browser
@pytest.mark.scale
def test_they_read_on_any_screen_and_print_on_two_pages(pages: dict[str, Any], tmp_path: Path) -> None:
    with look.browser() as chromium:
        for path, answer in pages.items():
            file = tmp_path / f"{path.strip('/').replace('/', '-')}.html"
            file.write_bytes(answer.content)
            for width in (360, 1280):
                with look.visit(chromium, file.as_uri(), width=width) as seen:
                    assert look.axe(seen.page) == [], path
                    assert look.too_wide(seen.page) == 0, (path, width)
            if "funder" in path:
                with look.visit(chromium, file.as_uri()) as seen:
                    sheets = re.findall(rb"/Type\s*/Page\b", seen.page.pdf(format="A4"))
                    assert 1 <= len(sheets) <= 2, path
