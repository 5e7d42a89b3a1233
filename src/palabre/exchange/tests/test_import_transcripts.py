"""Transcripts become archived dialogues of a community: once, in order, with all that is left out named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from palabre.chronicle import readers
from palabre.chronicle.models import Entry
from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Dialogue, Round, Seat, Tally
from palabre.dialogues.tasks import note_states
from palabre.exchange.transcripts.importing import Report, import_transcripts
from palabre.kit import clock, tenancy
from palabre.kit.testing.cast import Cast
from palabre.kit.testing.look import BUDGET, first_visit_bytes
from palabre.kit.testing.reference import reference

TALK = """# 2026-03-14 Who sweeps the square?

> Recorded under the old clock.

### Amara Diallo:
Good evening. Who sweeps the square?

> (The list: https://example.org/list)

### Bento Reis:
I do, on Mondays.

### Amara Diallo:
And on Tuesdays?

### Bento Reis:
Nobody.
"""
HEAVIEST = (
    "2015-08-27-001.zh-Hant.md",
    "2025-12-04-047.zh-Hant.md",
    "2026-05-28-054.zh-Hant.md",
    "2026-07-31-056.zh-Hant.md",
)
EXAMPLES = Path(__file__).parents[4] / "examples"


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    path = tmp_path / "2026-03-14-square.en.md"
    path.write_text(TALK, "utf-8")
    return path


def take_in(cast: Cast, *paths: Path) -> Report:
    return import_transcripts(paths, community=cast.salon, format="salon")


def state(cast: Cast) -> list[Any]:
    with tenancy.community(cast.salon):
        return [
            list(model.objects.order_by("pk").values())
            for model in (Dialogue, Contribution, Seat, Round, Tally)
        ] + [Entry.objects.count()]


def words(cast: Cast) -> list[str]:
    with tenancy.community(cast.salon):
        return [c.text for c in Contribution.objects.visible_to(None).said_in_order()]


def test_a_text_becomes_an_archived_dialogue_with_its_turns_in_order(cast: Cast, talk: Path) -> None:
    take_in(cast, talk)
    with tenancy.community(cast.salon):
        dialogue = Dialogue.objects.visible_to(None).get()
        said = list(Contribution.objects.visible_to(None).with_speakers().said_in_order())
        assert (dialogue.title, dialogue.format, dialogue.language) == (
            "Who sweeps the square?",
            "salon",
            "en",
        )
        assert str(dialogue.opens_on) == str(dialogue.closes_on) == "2026-03-14"
        assert dialogue.archived_at is not None
        assert "old clock" in dialogue.framing_html
        assert [c.speaker for c in said] == ["Amara Diallo", "Bento Reis", "Amara Diallo", "Bento Reis"]
        assert {(c.channel, c.author_id, c.language) for c in said} == {("import", None, "en")}
        assert {c.said_at.date() for c in said} == {dialogue.opens_on}
        assert [c.round.title if c.round else "" for c in said] == [
            "",
            *["The list: https://example.org/list"] * 3,
        ]
        assert sum(Tally.objects.values_list("delta", flat=True)) == 4


def test_speakers_have_seats_and_never_appear_as_members(cast: Cast, talk: Path) -> None:
    with tenancy.community(cast.salon):
        before = Membership.objects.count()
    take_in(cast, talk)
    with tenancy.community(cast.salon):
        assert Membership.objects.count() == before
        seats = Seat.objects.order_by("place_in_row")
        assert [(seat.name, seat.kind, seat.membership, seat.email) for seat in seats] == [
            ("Amara Diallo", "speaker", None, ""),
            ("Bento Reis", "speaker", None, ""),
        ]


def test_one_entry_tells_of_a_dialogue_and_the_clock_adds_none(cast: Cast, talk: Path) -> None:
    take_in(cast, talk)
    note_states()
    verbs = Entry.objects.filter(verb__startswith="dialogues.").values_list("verb", flat=True)
    with tenancy.community(cast.salon):
        assert list(verbs) == ["dialogues.dialogue_imported"]


def test_a_second_import_changes_nothing_at_all(cast: Cast, talk: Path) -> None:
    take_in(cast, talk)
    before = state(cast)
    report = take_in(cast, talk)
    assert [one.added for one in report.files] == [0]
    assert state(cast) == before


def test_new_turns_of_a_changed_file_stand_where_the_file_has_them(cast: Cast, talk: Path) -> None:
    take_in(cast, talk)
    talk.write_text(
        TALK.replace("### Bento Reis:\nI do", "### Chidi Obi:\nI swept it once.\n\n### Bento Reis:\nI do")
        + "\n### Chidi Obi:\nThen I will.\n",
        "utf-8",
    )
    report = take_in(cast, talk)
    assert report.files[0].added == 2
    assert words(cast) == [
        "Good evening. Who sweeps the square?",
        "I swept it once.",
        "I do, on Mondays.",
        "And on Tuesdays?",
        "Nobody.",
        "Then I will.",
    ]
    with tenancy.community(cast.salon):
        assert Round.objects.count() == 1
        assert Seat.objects.filter(name="Chidi Obi").count() == 1
        assert sum(Tally.objects.values_list("delta", flat=True)) == 6


def test_a_reworded_turn_keeps_its_first_words_and_is_named_by_line(cast: Cast, talk: Path) -> None:
    take_in(cast, talk)
    before = words(cast)
    talk.write_text(TALK.replace("Nobody.", "Nobody, I am afraid."), "utf-8")
    for _again in range(2):
        (report,) = take_in(cast, talk).files
        assert report.added == 0
        assert [skipped.line for skipped in report.skipped] == [16]
        assert "reworded" in report.skipped[0].reason
    assert words(cast) == before


def test_a_turn_gone_from_the_file_stays_and_is_counted(cast: Cast, talk: Path) -> None:
    take_in(cast, talk)
    talk.write_text(TALK.removesuffix("\n### Bento Reis:\nNobody.\n"), "utf-8")
    (report,) = take_in(cast, talk).files
    assert report.notes == (
        "2026-03-14-square.en.md: 1 turns imported earlier are no longer in the file. They stay.",
    )
    assert len(words(cast)) == 4


def test_a_broken_file_is_refused_by_line_and_the_rest_goes_in(cast: Cast, talk: Path) -> None:
    broken = talk.with_name("2026-03-15-broken.md")
    broken.write_text("# 2026-03-15 Nobody speaks\n\nJust words.\n", "utf-8")
    half = talk.with_name("2026-03-16-half.md")
    half.write_bytes(
        b"# 2026-03-16 Half\n\n### Ada:\n\xff\xfe bad\n\n### Bo:\nFine weather for the time of the year.\n"
    )
    refused, halfway, whole = take_in(cast, broken, half, talk).files
    assert (refused.refused, [s.line for s in refused.skipped]) == (True, [3])
    assert (halfway.turns, halfway.added, [s.line for s in halfway.skipped]) == (2, 1, [4])
    assert whole.added == 4
    with tenancy.community(cast.salon):
        assert Dialogue.objects.count() == 2


def test_a_missing_file_is_named_and_the_rest_goes_in(cast: Cast, talk: Path) -> None:
    missing, whole = take_in(cast, talk.with_name("nowhere.md"), talk).files
    assert missing.refused
    assert "cannot be opened" in missing.skipped[0].reason
    assert whole.added == 4


def test_a_text_of_today_is_archived_all_the_same(cast: Cast, talk: Path, client: Any) -> None:
    today = clock.today(cast.salon.time_zone)
    import_transcripts([talk], community=cast.salon, format="salon", date=today)
    with tenancy.community(cast.salon):
        assert Dialogue.objects.get(source__isnull=False).opens_on == today
    page = client.get("/dialogues/who-sweeps-the-square/", headers={"host": "salon.localhost"})
    assert page.context["state"] == "archived"
    index = client.get("/dialogues/", headers={"host": "salon.localhost"})
    assert [d.slug for d in index.context["shelf"].past] == ["who-sweeps-the-square"]
    assert not index.context["shelf"].open


def in_its_language(dialogue: Dialogue) -> str:
    """Where it is read as it was said; elsewhere one is sent on to the reader's own version."""
    return f"/{dialogue.language}/dialogues/{dialogue.slug}/"


def test_languages_of_one_text_are_linked_in_both_directions(cast: Cast, client: Any) -> None:
    report = take_in(cast, EXAMPLES)
    assert [(one.language, one.speakers, one.turns, one.added) for one in report.files] == [
        ("en", 5, 16, 16),
        ("fr", 5, 16, 16),
    ]
    with tenancy.community(cast.salon):
        english, french = Dialogue.objects.order_by("pk")
        assert french.version_of == english
        rounds = {
            d: list(d.rounds.order_by("number").values_list("title", flat=True)) for d in (english, french)
        }
        assert rounds[english][-2:] == ["Under the holes", "What eight thousand can do"]
        assert rounds[french][-2:] == ["Sous les trous", "Ce qu'on peut faire avec huit mille"]
        assert not Contribution.objects.filter(text__contains="> (Under the holes)").exists()
        in_second = Contribution.objects.filter(round__title="What eight thousand can do")
        assert in_second.order_by("said_at")[0].text.startswith("May I? I mend sails.")
    for here, there in ((english, french), (french, english)):
        page = client.get(in_its_language(here), headers={"host": "salon.localhost"}).content.decode()
        assert f'href="{in_its_language(there)}"' in unquote(page)


def test_a_language_the_community_does_not_have_goes_in_and_is_named(
    cast: Cast, talk: Path, client: Any
) -> None:
    chinese = talk.with_name("2026-03-14-square.zh-Hant.md")
    chinese.write_text("# 2026-03-14 誰打掃廣場？\n\n### 王小明:\n晚安。請問誰打掃這個廣場？\n", "utf-8")
    report = take_in(cast, chinese)
    assert "zh-Hant" in report.notes[0]
    page = client.get("/dialogues/誰打掃廣場/", headers={"host": "salon.localhost"}).content.decode()
    assert 'lang="zh-Hant"' in page
    assert "請問誰打掃這個廣場" in page


def test_what_the_bracketed_note_shows_stands_under_its_heading(cast: Cast, talk: Path, client: Any) -> None:
    talk.write_text(
        TALK.replace("> (The list: https://example.org/list)", "> (The list)\n> https://example.org/list")
    )
    take_in(cast, talk)
    page = client.get(
        "/dialogues/who-sweeps-the-square/", headers={"host": "salon.localhost"}
    ).content.decode()
    page = page[page.index("<main") :]
    assert page.index("Who sweeps the square?</p>") < page.index(">The list</h2>") < page.index("on Mondays")
    assert 'href="https://example.org/list"' in page


def test_search_finds_an_imported_conversation_and_what_was_said_in_it(
    cast: Cast, talk: Path, client: Any
) -> None:
    take_in(cast, talk)
    readers.pull()
    for asked, found in (("sweeps", "/dialogues/who-sweeps-the-square/"), ("Mondays", "/contributions/")):
        page = client.get("/search/", {"q": asked}, headers={"host": "salon.localhost"})
        assert f'href="{found}' in page.content.decode()


@pytest.fixture(scope="module")
def index() -> list[dict[str, Any]]:
    lines = (reference("dialogues") / "index.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def turns_on_all_pages(client: Any, path: str) -> Iterator[tuple[int, list[str]]]:
    """Each page's weight and the turns' ids on it, following "Go on reading" to the end."""
    query = ""
    while True:
        page = client.get(path + query, headers={"host": "circle.localhost"})
        yield first_visit_bytes(page), [thread.said.source for thread in page.context["threads"]]
        following = page.context["following"]
        if following is None:
            return
        query = f"?after={str(following).replace('+', '%2B')}"


@pytest.mark.scale
def test_the_87_real_texts_go_in_once_and_can_be_read_to_the_last_turn(
    cast: Cast, index: list[dict[str, Any]], client: Any
) -> None:
    told: list[str] = []

    def all_in() -> Report:
        folder = [reference("dialogues")]
        return import_transcripts(folder, community=cast.circle, format="hosted", progress=told.append)

    report = all_in()
    ours = [(one.file, one.speakers, one.turns, one.language) for one in report.files]
    assert ours == [(row["file"], row["speakers"], row["turns"], row["lang"]) for row in index]
    assert len(told) == 87
    differing = {one.file: one.added - one.turns for one in report.files if one.added != one.turns}
    assert differing == {
        "2015-10-05-002.zh-Hant.md": -1,  # one real turn is empty, and named
        "2026-05-28-054.en.md": 16,  # a talk is cut where its sixteen sections begin
        "2026-05-28-054.zh-Hant.md": 16,
    }
    with tenancy.community(cast.circle):
        assert Dialogue.objects.count() == 87
        pairs = Dialogue.objects.exclude(version_of=None).select_related("version_of")
        assert len(pairs) == 31
        assert {(p.version_of.language, p.language) for p in pairs if p.version_of} == {("en", "zh-Hant")}
        assert Membership.objects.count() == 1
        shown = Contribution.objects.visible_to(None).count()
        longest = Dialogue.objects.get(source__isnull=False, title="課發會第九次會議紀錄")
        order = list(longest.contributions.order_by("said_at").values_list("source", flat=True))
    read = [turn for _weight, turns in turns_on_all_pages(client, in_its_language(longest)) for turn in turns]
    assert read == order
    assert len(read) == 128
    assert [one.added for one in all_in().files] == [0] * 87
    with tenancy.community(cast.circle):
        assert Contribution.objects.visible_to(None).count() == shown


def too_heavy(cast: Cast, client: Any, *paths: Path) -> dict[str, int]:
    """Dialogues made of these files that have a page over the budget, with the weight of their heaviest."""
    import_transcripts(paths, community=cast.circle, format="hosted")
    with tenancy.community(cast.circle):
        paths_in = [in_its_language(dialogue) for dialogue in Dialogue.objects.all()]
    heaviest = {path: max(weight for weight, _turns in turns_on_all_pages(client, path)) for path in paths_in}
    return {path: weight for path, weight in heaviest.items() if weight > BUDGET}


@pytest.mark.scale
def test_no_page_of_the_heaviest_real_texts_weighs_too_much(cast: Cast, client: Any) -> None:
    """Whole lectures in Chinese, and thirty speakers."""
    folder = reference("dialogues")
    assert too_heavy(cast, client, *(folder / name for name in HEAVIEST)) == {}


@pytest.mark.scale
def test_no_page_of_any_real_text_weighs_too_much(cast: Cast, client: Any) -> None:
    assert too_heavy(cast, client, reference("dialogues")) == {}
