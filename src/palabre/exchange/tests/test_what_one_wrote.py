"""What one wrote without a key that says so is in one's export, and in nobody else's: the chronicle knows."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.dialogues.actions import channels, heard, hosting, shelving, speaking, wording
from palabre.dialogues.models import Contribution, Dialogue
from palabre.dialogues.tests.conftest import open_salon
from palabre.exchange.models import PersonalExport
from palabre.exchange.own import exports, telling
from palabre.kit import clock, tenancy
from palabre.kit.papers import Stored
from palabre.kit.testing.cast import Cast
from palabre.newsroom.actions import filing
from palabre.newsroom.tests.on_its_way import OnItsWay, picture
from palabre.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settings: Any, tmp_path: Any) -> Cast:
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "media"
    return Cast()


@pytest.fixture
def salon(cast: Cast) -> Dialogue:
    return open_salon(cast)


def exported(person: Person) -> zipfile.ZipFile:
    with tenancy.everywhere(reason="the test looks at what is told"):
        telling.archive_of(person, into := io.BytesIO())
    return zipfile.ZipFile(into)


def told(person: Person, label: str, column: str = "text") -> list[str]:
    with exported(person) as held:
        rows = json.loads(held.read("data.json")).get(label, [])
        text = "".join(held.read(name).decode() for name in held.namelist() if name.endswith(".md"))
    said = [row[column] for row in rows]
    assert all(words in text for words in said), "what is told is there to be read as well"
    return said


def bruno_hosts(cast: Cast, salon: Dialogue) -> Membership:
    bruno: Membership = cast.membership("bruno", cast.salon)
    hosting.seat(dialogue=salon, kind="host", name="Bruno", language="en", membership=bruno, by=bruno)
    return bruno


def test_a_finding_is_told_to_the_host_who_wrote_it_and_not_to_the_one_who_began(
    cast: Cast, salon: Dialogue
) -> None:
    with tenancy.community(cast.salon):
        dev, bruno = cast.membership("dev", cast.salon), bruno_hosts(cast, salon)
        begun = heard.begin_synthesis(dialogue=salon, language="en", introduction="What we heard.", by=dev)
        cites = list(Contribution.objects.all())
        heard.add_finding(synthesis=begun, text="Pumps break first.", cites=cites, by=bruno)
    assert told(cast.bruno, "dialogues.Finding") == ["Pumps break first."]
    assert told(cast.dev, "dialogues.Finding") == []
    assert told(cast.dev, "dialogues.Synthesis", "introduction") == ["What we heard."]
    assert told(cast.esi, "dialogues.Finding") == []


def test_a_question_is_told_to_whoever_put_it_as_it_stands(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        dev, bruno = cast.membership("dev", cast.salon), bruno_hosts(cast, salon)
        asked = [("Who pays?", "en"), ("Who is paid?", "en")]
        later = hosting.ask(dialogue=salon, questions=asked, opens_on=None, by=dev, title="Money")
        first, second = later.questions.order_by("number")
        texts = {first.pk: "Who pays for it?", second.pk: second.text}
        wording.ask_otherwise(round=later, texts=texts, opens_on=None, by=bruno)
    assert told(cast.bruno, "dialogues.Question") == ["Who pays for it?"]
    assert told(cast.dev, "dialogues.Question") == ["What broke first?", "Who repaired it?", "Who is paid?"]
    assert told(cast.dev, "dialogues.Round", "title") == ["", "Money"]
    assert told(cast.bruno, "dialogues.Round", "title") == []


def test_of_a_dialogue_each_is_told_what_they_said_of_it_last(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        dev, bruno = cast.membership("dev", cast.salon), bruno_hosts(cast, salon)
        both: dict[str, Any] = {"dialogue": salon, "title": salon.title, "language": "en"}
        wording.say_otherwise(**both, standfirst="Two weeks.", framing="Wells run dry.", by=dev)
        wording.say_otherwise(**both, standfirst="Two weeks.", framing="Wells fall dry.", by=bruno)
    (row,) = json.loads(exported(cast.dev).read("data.json"))["dialogues.Dialogue"]
    assert (row["title"], row["standfirst"]) == (salon.title, "Two weeks.")
    assert "framing" not in row
    assert told(cast.bruno, "dialogues.Dialogue", "framing") == ["Wells fall dry."]
    (row,) = json.loads(exported(cast.bruno).read("data.json"))["dialogues.Dialogue"]
    assert "standfirst" not in row


def test_a_channel_is_told_to_whoever_began_it(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        dev = cast.membership("dev", cast.salon)
        channels.open_channel(community=cast.salon, name="At noon", note="Short ones.", language="en", by=dev)
    assert told(cast.dev, "dialogues.Channel", "note") == ["Short ones."]
    assert told(cast.bruno, "dialogues.Channel", "note") == []


@pytest.mark.long
def test_a_photograph_is_told_with_its_caption_and_lies_in_the_archive(cast: Cast) -> None:
    way = OnItsWay(cast)
    story = way.filed()
    with tenancy.community(way.community):
        amina = story.author
        words = {"en": "A ferry at dusk"}
        kept = filing.add_photograph(story=story, upload=picture(), credit="Amina", captions=words, by=amina)
    assert told(amina.person, "newsroom.Caption", "alt") == ["A ferry at dusk"]
    with exported(amina.person) as held, default_storage.open(kept.file) as file:
        assert held.read(f"media/{kept.file}") == file.read()
    brief = told(way.editor.person, "network.Assignment.brief", "brief")
    assert brief == [way.assignment.brief]
    assert told(way.editor.person, "newsroom.Caption", "alt") == []


def given(name: str, what: str) -> str:
    return default_storage.save(name, ContentFile(what.encode()))


def test_every_file_one_gave_lies_in_the_archive_under_its_name(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        amina = cast.membership("amina", cast.salon)
        seat = hosting.seat(
            dialogue=salon, kind="panelist", name="A", language="en", membership=amina, by=None
        )
        amina.portrait = given("c1/portraits/a.webp", "her face")
        amina.save(update_fields=["portrait"])
        seat.portrait = given("c1/portraits/s.webp", "on her seat")
        seat.save(update_fields=["portrait"])
        paper = Stored(given("shelf/p.pdf", "her paper"), "application/pdf", 9)
        shelving.shelve(dialogue=salon, origin="field", title="P", language="en", by=amina, paper=paper)
        carried(salon, given("sounds/a.ogg", "a voice"), by=amina)
        carried(salon, given("sounds/b.ogg", "another's"), by=cast.membership("bruno", cast.salon))
    with exported(cast.amina) as held:
        data = json.loads(held.read("data.json"))
        files = {name: held.read(name).decode() for name in held.namelist() if name.startswith("media/")}
    assert files == {
        "media/c1/portraits/a.webp": "her face",
        "media/c1/portraits/s.webp": "on her seat",
        "media/shelf/p.pdf": "her paper",
        "media/sounds/a.ogg": "a voice",
    }
    assert [row["sound"] for row in data["dialogues.Contribution.sound"]] == ["sounds/a.ogg"]
    assert "Halima" not in json.dumps(data), "whose words they took down is for nobody's export"


def carried(salon: Dialogue, sound: str, by: Membership) -> None:
    speaking.carry(
        dialogue=salon,
        city=None,
        text="We dig by hand.",
        language="en",
        said_by="Halima",
        sound=sound,
        consent_language="en",
        by=by,
    )


def test_a_file_that_is_gone_is_named_and_the_rest_is_there(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon):
        farid = cast.membership("farid", cast.salon)
        farid.portrait = "c1/portraits/gone.webp"
        farid.save(update_fields=["portrait"])
        salon.seats.filter(membership=farid).update(portrait=given("c1/portraits/s.webp", "on his seat"))
    with exported(cast.farid) as held:
        assert "c1/portraits/gone.webp" in held.read("media/missing.txt").decode().splitlines()
        assert "media/c1/portraits/gone.webp" not in held.namelist()
        assert held.read("media/c1/portraits/s.webp") == b"on his seat"


def test_a_large_file_is_copied_a_piece_at_a_time(
    cast: Cast, salon: Dialogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenancy.community(cast.salon):
        farid = cast.membership("farid", cast.salon)
        farid.portrait = given("c1/portraits/large.webp", "x" * 3 * telling.AT_ONCE)
        farid.save(update_fields=["portrait"])
    read: list[int] = []

    class Watched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            read.append(-1 if size is None else size)
            return super().read(size)

    kept = default_storage.open(farid.portrait.name).read()
    monkeypatch.setattr(default_storage, "open", lambda _name: Watched(kept))
    with exported(cast.farid) as held:
        assert held.getinfo("media/c1/portraits/large.webp").file_size == 3 * telling.AT_ONCE
    assert set(read) == {telling.AT_ONCE}


def test_half_an_archive_is_left_nowhere(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(person: Person, into: Any) -> None:
        into.write(b"PK")
        raise OSError("no space left")

    monkeypatch.setattr(exports, "archive_of", breaks)
    asked = exports.ask(by=cast.esi)
    with pytest.raises(OSError, match="no space left"):
        exports.make(export_id=asked.pk)
    assert list(exports.folder().iterdir()) == []
    assert not PersonalExport.objects.get(pk=asked.pk).ready_at


def test_what_was_noted_before_questions_had_names_is_told_by_its_round(cast: Cast, salon: Dialogue) -> None:
    with tenancy.community(cast.salon), clock.moved(timedelta(minutes=1)):
        bruno = bruno_hosts(cast, salon)
        later = hosting.ask(dialogue=salon, questions=[("Who pays?", "en")], opens_on=None, by=bruno)
        record("dialogues.questions_put_otherwise", salon, by=bruno, round=later.pk)
    assert told(cast.bruno, "dialogues.Question") == ["Who pays?"]
