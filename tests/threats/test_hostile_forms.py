"""Hostile and naughty strings sent through the forms: always an answer, and what is kept is tidy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest
from django.test import Client
from psycopg import sql

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.kit.testing.cast import model
from palabre.kit.text.tidy import one_line, tidy
from tests.support.databases import named
from tests.threats.filling import Form, forms_of
from tests.threats.hostile import ELEMENT, OF_OUR_OWN, columns, naughty
from tests.threats.test_hostile_fields import ROLES, addresses_of, everything

HAZARDS = "[\x01-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]"
STRINGS = [
    *OF_OUR_OWN,
    *naughty(),
    "\0",
    "a\0b",
    "\ud800",
    " ",
    "\u202e\u2067a\u202c",
    "\x1b[31m\x07",
    *("\u0958" * n for n in (100, 120, 200)),
]
every = pytest.mark.parametrize(
    "step", [pytest.param(40, id="sample"), pytest.param(1, id="all", marks=pytest.mark.scale)]
)


def paragraph(text: str) -> str:
    return tidy(text.strip()).strip()


@dataclass(frozen=True)
class Kept:
    """Where a form's words are kept, and how."""

    blueprint: str
    path: str
    label: str
    column: str
    box: str
    as_kept: Callable[[str], str] = one_line
    longest: int = 200


def kept_by(name: str) -> Kept:
    """The main forms, by name; addresses are those of the demo of today."""
    salon, cities = (Community.objects.get(blueprint=one) for one in ("salon", "cities"))
    with tenancy.community(salon):
        opened = model("dialogues.Dialogue").objects.filter(community=salon, noted_state="open").first()
        said = model("dialogues.Contribution").objects.filter(dialogue=opened, standing="public").first()
    with tenancy.community(cities):
        story = model("newsroom.Story").objects.filter(community=cities, state="filed").first()
        story = story or model("newsroom.Story").objects.filter(community=cities).order_by("-pk").first()
    at = f"/dialogues/{opened.slug}"
    contribution = "dialogues.Contribution"
    known = {
        "answer": Kept("salon", f"{at}/speak/", "dialogues.Contribution", "text", "text", paragraph, 10_000),
        "carry": Kept("salon", f"{at}/carry/", "dialogues.Contribution", "said_by", "said_by"),
        "seat": Kept("salon", f"{at}/host/seat/", "dialogues.Seat", "name", "name"),
        "resource": Kept("salon", f"{at}/host/shelf/", "dialogues.Resource", "title", "title"),
        "rules": Kept("salon", "/rules/write/", "communities.Rules", "text", "text", paragraph, 20_000),
        "report": Kept(
            "salon",
            f"/report/dialogues.contribution/{said.pk}/",
            "moderation.Flag",
            "note",
            "note",
            paragraph,
        ),
        "initiative": Kept("cities", "/initiatives/new/", "initiatives.Initiative", "name", "name"),
        "theme": Kept("cities", "/desk/themes/new/", "newsroom.Theme", "title", "title"),
        "offer": Kept(
            "cities", "/assignments/new/", "network.Assignment", "slugline", "slugline", one_line, 100
        ),
    }
    return known[name]


MAIN = ("answer", "carry", "seat", "resource", "rules", "report", "initiative", "theme", "offer")


def browser_of(community: Community) -> Client:
    browser = Client(headers={"host": community.host})
    browser.force_login(everything(community, ROLES["everything"]))
    return browser


@pytest.fixture
def unlimited(demo: str, settings: Any) -> str:
    """A demo of this test's own where nobody is told to wait."""
    settings.LIMITS = {name: {} for name in settings.LIMITS}
    return demo


def send(browser: Client, path: str, form: Form, text: str, **more: str) -> int:
    """Send a form; the answer's status. What breaks raises, as it broke."""
    sent = {name: value.encode("utf-8", "replace") for name, value in (form.filled(text) | more).items()}
    return browser.post(form.action or path, sent).status_code


@every
@pytest.mark.parametrize("name", MAIN)
def test_what_the_main_forms_keep_is_what_tidying_makes_of_it(unlimited: str, name: str, step: int) -> None:
    kept = kept_by(name)
    community = Community.objects.get(blueprint=kept.blueprint)
    browser = browser_of(community)
    form = next(form for form in forms_of(browser.get(kept.path).content.decode()) if kept.box in form.words)
    rows, done = model(kept.label).objects.filter(community=community).order_by("-pk"), 0
    for text in STRINGS[::step]:
        harmless = dict.fromkeys(form.words, "Something else")
        with tenancy.community(community):
            before = set(rows.values_list("pk", flat=True))
        status = send(
            browser, kept.path, form, text, **(harmless | {kept.box: text}), address="https://a.org/"
        )
        expected = kept.as_kept(text)
        with tenancy.community(community):
            new = [getattr(row, kept.column) for row in rows if row.pk not in before or name == "report"]
        if status == 302:
            assert new == [expected], text
            done += 1
        else:
            assert status == 422, text
            assert not expected or "\0" in text or len(text) > kept.longest, text
    assert done > len(STRINGS[::step]) // 3


@every
@pytest.mark.parametrize("blueprint", ["salon", "cities", "circle"])
def test_every_form_answers_and_keeps_no_hazard(
    unlimited: str, cluster: Any, blueprint: str, step: int
) -> None:
    community = Community.objects.get(blueprint=blueprint)
    browser = browser_of(community)
    sent, turn = 0, 0
    for path in addresses_of(community):
        answer = browser.get(path)
        is_page = answer.status_code == 200 and "html" in answer.headers["Content-Type"]
        for form in forms_of(answer.content.decode()) if is_page else []:
            for text in STRINGS[turn % 12 :: 12 * step]:
                assert send(browser, path, form, text) < 500, (path, text)
                sent += 1
            turn += 1
    assert sent > 10
    assert hazards_in(named(cluster.where.superuser_url, unlimited)) == {}


def hazards_in(database_url: str) -> dict[str, list[str]]:
    """Columns that hold what tidying takes away, with some of what they hold."""
    found = {}
    with psycopg.connect(database_url) as connection:
        for column in columns():
            if column.holds in ("text", "html"):
                asked = sql.SQL("SELECT {0} FROM {1} WHERE {0} ~ %s LIMIT 3")
                name, table = sql.Identifier(column.name), sql.Identifier(column.table)
                rows = connection.execute(asked.format(name, table), [HAZARDS]).fetchall()
                if rows:
                    found[f"{column.label}.{column.name}"] = [row[0] for row in rows]
    return found


@every
def test_search_answers_whatever_is_asked(unlimited: str, step: int) -> None:
    browser = Client(headers={"host": Community.objects.get(blueprint="salon").host})
    for text in STRINGS[::step]:
        answer = browser.get("/search/", {"q": text.encode("utf-8", "replace")})
        assert answer.status_code == 200
        assert f"<{ELEMENT}" not in answer.content.decode()
