"""Hostile and naughty strings sent through the forms: always an answer, and what is kept is tidy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.test import Client
from psycopg import sql

from palabre.communities.models import Community
from palabre.exchange.transcripts.importing import import_transcripts
from palabre.kit import tenancy
from palabre.kit.testing.cast import model
from palabre.kit.text.markdown import clean
from palabre.kit.text.tidy import one_line, tidy
from tests.support.databases import named
from tests.threats.filling import Form, forms_of
from tests.threats.hostile import ELEMENT, OF_OUR_OWN, columns, naughty
from tests.threats.test_hostile_fields import ROLES, addresses_of, everything

pytestmark = pytest.mark.threat

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
    *("\u0958" * n for n in (60, 100, 120, 200)),
    "a" * 100_001,
]
every = pytest.mark.parametrize(
    "step", [pytest.param(60, id="sample"), pytest.param(1, id="all", marks=pytest.mark.sweep)]
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
    salon = Community.objects.get(blueprint="salon")
    with tenancy.community(salon):
        opened = model("dialogues.Dialogue").objects.filter(community=salon, noted_state="open").first()
        said = (
            model("dialogues.Contribution")
            .objects.filter(dialogue=opened, standing="public")
            .order_by("-pk")
            .first()
        )
    at = f"/dialogues/{opened.slug}"
    known = {
        "answer": Kept("salon", f"{at}/speak/", "dialogues.Contribution", "text", "text", paragraph, 10_000),
        "carry": Kept("salon", f"{at}/carry/", "dialogues.Contribution", "said_by", "said_by"),
        "name": Kept("salon", "/me/", "communities.Membership", "name", "name"),
        "about": Kept("salon", "/me/", "communities.Membership", "about", "about", paragraph, 2_000),
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
        "offer": Kept(
            "cities", "/assignments/new/", "network.Assignment", "slugline", "slugline", one_line, 100
        ),
    }
    return known[name]


# A report is first: a moderator may not report what they have said themselves.
MAIN = ("report", "answer", "carry", "name", "about", "seat", "resource", "rules", "initiative", "offer")


def browser_of(community: Community) -> Client:
    browser = Client(headers={"host": community.host})
    browser.force_login(everything(community, ROLES["everything"]))
    return browser


@pytest.fixture
def unlimited(demo: str, settings: Any) -> str:
    """A demo of this test's own where nobody is told to wait."""
    settings.LIMITS = {name: {} for name in settings.LIMITS}
    return demo


def send(browser: Client, path: str, form: Form, text: str, more: dict[str, str] | None = None) -> int:
    """Send a form; the answer's status. What breaks raises, as it broke."""
    sent = {name: _as_a_browser_sends(value) for name, value in (form.filled(text) | (more or {})).items()}
    status = browser.post(form.action or path, sent).status_code
    assert status not in (400, 429), (path, text)
    return status


def _as_a_browser_sends(text: str) -> str:
    """Half a character is not sent."""
    return text.encode("utf-8", "replace").decode()


def faults_of(name: str, strings: list[str]) -> list[tuple[str, str, str]]:
    """Strings that a form answered otherwise than it should, or kept otherwise."""
    kept = kept_by(name)
    community = Community.objects.get(blueprint=kept.blueprint)
    browser = browser_of(community)
    form = next(form for form in forms_of(browser.get(kept.path).content.decode()) if kept.box in form.words)
    rows = model(kept.label).objects.filter(community=community)
    wrong: list[tuple[str, str, str]] = []
    done = 0
    for number, text in enumerate(map(_as_a_browser_sends, strings)):
        boxes = dict.fromkeys(form.words, "Something else") | {kept.box: text}
        # Nobody is seated twice.
        good = {
            "email": f"n{number}@example.org",
            "address": "https://a.org/",
            "currency": "BDT",
            "city_named": "",
        }
        status = send(browser, kept.path, form, "", boxes | good)
        expected = kept.as_kept(text)
        with tenancy.community(community):
            is_kept = rows.filter(**{kept.column: expected.replace("\0", "")}).exists()
        may_be_refused = not expected or "\0" in text or len(expected) > kept.longest
        if (status == 302 and not is_kept) or (status != 302 and not (status == 422 and may_be_refused)):
            wrong.append((text, expected, f"{name}: {status}"))
        done += status == 302
    assert done > len(strings) // 3, name
    return wrong


@every
def test_what_the_main_forms_keep_is_what_tidying_makes_of_it(unlimited: str, step: int) -> None:
    wrong = [
        fault for start, name in enumerate(MAIN) for fault in faults_of(name, STRINGS[start % step :: step])
    ]
    assert wrong == []


@pytest.mark.sweep
@pytest.mark.parametrize("blueprint", ["salon", "cities", "circle"])
def test_every_form_answers_and_keeps_no_hazard(unlimited: str, cluster: Any, blueprint: str) -> None:
    community = Community.objects.get(blueprint=blueprint)
    browser = browser_of(community)
    taken, turn = 0, 0
    for path in addresses_of(community):
        answer = browser.get(path)
        is_page = answer.status_code == 200 and "html" in answer.headers["Content-Type"]
        for form in forms_of(answer.content.decode()) if is_page else []:
            for text in STRINGS[turn % 24 :: 24]:
                status = send(browser, path, form, text)
                assert status < 500, (path, text)
                taken += status == 302
            turn += 1
    assert taken > 10
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


@every
def test_what_newcomers_answer_is_kept_tidy(unlimited: str, step: int) -> None:
    circle = Community.objects.get(blueprint="circle")
    with tenancy.community(circle):
        model("communities.JoinQuestion").objects.create(
            community=circle, number=1, text="Why?", language="en"
        )
    for number, text in enumerate(map(_as_a_browser_sends, STRINGS[::step])):
        person = model("people.Person").objects.create_user(f"newcomer{number}@example.org", name="Somebody")
        browser = Client(headers={"host": circle.host})
        browser.force_login(person)
        form = next(
            form for form in forms_of(browser.get("/join/").content.decode()) if "answer_1" in form.words
        )
        status = send(browser, "/join/", form, "Somebody", {"answer_1": text, "accepts_rules": "on"})
        with tenancy.community(circle):
            kept = list(model("communities.JoinAnswer").objects.filter(membership__person=person))
        if status == 302:
            assert [answer.text for answer in kept] == [paragraph(text)], text
        else:
            assert not paragraph(text) or "\0" in text or len(text) > 2_000, text


TALK = "# 2026-03-14 {title}\n\n> {note}\n\n### {name}:\n{text}\n\n### Bento Reis:\nGood evening.\n"


def test_a_hostile_transcript_is_imported_as_words(unlimited: str, cluster: Any, tmp_path: Path) -> None:
    """A file whose title, notes, names and turns all mean harm: its dialogue holds words, and nothing else."""
    salon = Community.objects.get(blueprint="salon")
    lines = [text for text in OF_OUR_OWN if "\n" not in text][::3]
    files = []
    for number, text in enumerate(lines):
        path = tmp_path / f"2026-03-14-{number}<img src=x onerror=hit()>.en.md"
        path.write_text(TALK.format(title=text, note=text, name=text, text=text), "utf-8")
        files.append(path)
    report = import_transcripts(files, community=salon, format="salon")
    taken = [file for file in report.files if not file.refused]
    assert len(taken) > len(lines) // 2
    with tenancy.community(salon):
        dialogues = list(
            model("dialogues.Dialogue").objects.filter(community=salon, source__startswith="transcript:")
        )
        held = [one.framing_html for one in dialogues] + list(
            model("dialogues.Contribution")
            .objects.filter(dialogue__in=dialogues)
            .values_list("html", flat=True)
        )
    assert [html for html in held if clean(html) != html] == []
    assert sum(f"&lt;{ELEMENT}" in html for html in held) > len(taken)
    assert hazards_in(named(cluster.where.superuser_url, unlimited)) == {}
    browser = Client(headers={"host": salon.host})
    for dialogue in dialogues:
        page = browser.get(f"/dialogues/{dialogue.slug}/")
        assert page.status_code == 200
        assert f"<{ELEMENT}" not in page.content.decode()
