"""Whatever is typed or written in an address, search answers; what is shown of it is harmless."""

from __future__ import annotations

import json
from copy import deepcopy
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palabre.kit import tenancy
from palabre.kit.languages import LANGUAGES
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.reference import reference
from palabre.portal import index
from palabre.portal.narrowing import FIELDS, narrowed
from palabre.portal.queries.search import Place, search
from palabre.portal.tests import filled

pytestmark = pytest.mark.django_db
SIGNS = "'\"\\:*&|!()<>~=%_@-; \0abاكিঋ水\u0301\u200d\U0001f642"
ANYTHING = st.one_of(st.text(max_size=60), st.text(st.sampled_from(SIGNS), max_size=20))


@pytest.fixture(scope="module")
def talked(for_the_file: Any) -> Any:
    """The salon with something to find in four languages."""

    def talk() -> Any:
        cast = Cast()
        with tenancy.community(cast.salon):
            filled.speak_in(cast, filled.conversation(cast, cast.salon))
        index.rebuild(cast.salon)
        return cast.salon

    return for_the_file(talk)


@pytest.fixture
def salon(talked: Any, settings: Any) -> Any:
    """The same; nobody is told to wait."""
    settings.LIMITS = settings.LIMITS | {"search": {}}
    return deepcopy(talked)


# The community is the same for every example, and none of them changes it.
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    ANYTHING,
    st.sampled_from([*LANGUAGES, "xx", ""]),
    st.dictionaries(st.sampled_from(FIELDS), ANYTHING),
    ANYTHING,
)
def test_any_words_in_any_language_narrowed_by_anything_are_answered(
    salon: Any, asked: str, language: str, fields: dict[str, str], after: str
) -> None:
    wanted = narrowed(fields, kinds=["contribution"], languages=["fr"], cities=[1])
    # A NUL never comes so far: the page takes it out.
    with tenancy.community(salon):
        found = search(salon, asked.replace("\0", " "), language, wanted, Place.parse(after))
    assert found.total >= len(found.found)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", *FIELDS, "after"]), ANYTHING))
def test_any_address_has_a_page(salon: Any, fields: dict[str, str]) -> None:
    answer = Client().get("/search/", fields, headers={"host": salon.host})
    assert answer.status_code == 200


@pytest.mark.threat
def test_the_payloads_of_others_are_questions_like_any_other(salon: Any) -> None:
    said = json.loads((reference("unicode") / "blns.json").read_text("utf-8"))
    payloads = json.loads((reference("sanitize") / "dompurify-expect.json").read_text("utf-8"))
    bleached = (reference("sanitize") / "bleach.jsonl").read_text("utf-8").splitlines()
    strings = [
        *said,
        *(one["payload"] for one in payloads),
        *(json.loads(line)["input"] for line in bleached),
    ]
    assert len(strings) > 600
    with tenancy.community(salon):
        for text in strings:
            search(salon, text.replace("\0", " "), "en")


class Elements(HTMLParser):
    """The elements of a page, each with the names of its attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: set[tuple[str, ...]] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add((tag, *sorted(name for name, _value in attrs)))


@pytest.mark.long
@pytest.mark.parametrize(
    ("field", "step"),
    [
        *((field, 24) for field in ("q", "kind", "in", "city", "since", "until", "after")),
        pytest.param("q", 1, marks=pytest.mark.scale),
    ],
)
def test_payloads_in_an_address_add_no_element_and_no_attribute_to_the_page(
    salon: Any, field: str, step: int
) -> None:
    def elements(**asked: str) -> set[tuple[str, ...]]:
        answer = Client().get("/search/", {"q": "pompe", **asked}, headers={"host": salon.host})
        assert answer.status_code == 200
        return Elements(answer.content.decode()).found

    # Pages with all that a search can show: answers, other kinds, guessed, found in part, not found, narrowed.
    shown = [elements(q=asked) for asked in ("pompe", "ribbon", "pompz", "pompe elephant", "0")]
    ours = set().union(*shown, elements(q="0", since="2026-01-01"))
    payloads = json.loads((reference("sanitize") / "dompurify-expect.json").read_text("utf-8"))
    for one in payloads[::step]:
        assert elements(**{field: one["payload"]}) <= ours, one


@pytest.mark.parametrize(
    "raw", ["q=%00", "q=%ff%fe", "q=%ed%a0%80", "q=a&q=b", "q[]=a", "q=" + "%F0%9F%99%82" * 3000]
)
def test_an_address_no_browser_writes_has_a_page(salon: Any, raw: str) -> None:
    answer = Client().get(f"/search/?{raw}", headers={"host": salon.host})
    assert answer.status_code == 200
