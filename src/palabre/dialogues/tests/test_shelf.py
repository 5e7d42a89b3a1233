"""Something to read: two origins, sent in and accepted, files by what they are, links that answer."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palabre.communities import once
from palabre.dialogues import tasks
from palabre.dialogues.actions import shelving
from palabre.dialogues.models import Dialogue, Resource
from palabre.dialogues.tests.conftest import HOST
from palabre.kit import clock, outside, papers, tenancy
from palabre.kit.testing.cast import Cast

PDF = b"%PDF-1.4\nnothing\n%%EOF"


def archive(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, text in files.items():
            packed.writestr(name.replace("__", "/"), text)
    return made.getvalue()


def docx(**more: str) -> bytes:
    return archive(**{"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>", **more})


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (PDF, "pdf"),
        (docx(), "docx"),
        (docx(**{"word/vbaProject.bin": "x"}), None),
        (archive(**{"[Content_Types].xml": "", "xl/workbook.xml": ""}), "xlsx"),
        (archive(**{"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "pptx"),
        (archive(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": ""}), "odt"),
        (archive(mimetype="application/vnd.oasis.opendocument.spreadsheet"), None),
        (archive(**{"evil.exe": "MZ"}), None),
        (b"city,pumps\nLagos,3\nAccra,4\n", "csv"),
        ("\ufeffville;pompes\nDakar;2\n".encode(), "csv"),
        (b"<html>,\n<script>,\n", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"MZ\x90\x00", None),
        (b"one line, and no more", None),
        (b"\x89PNG\r\n\x1a\nbroken", None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, ending: str | None) -> None:
    assert papers.ending_of(data) == ending


def send(browser: Client, path: str, **fields: Any) -> Any:
    sent = {"title": "The plan", "language": "en", "note": "Pumps.", "once": once.new_key()}
    return browser.post(path, {**sent, **fields})


def a_file(data: bytes = PDF, name: str = "plan.html") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


@pytest.fixture
def sent_in(salon: Dialogue, as_: Any, cast: Cast) -> Resource:
    """A file Esi sent in under a wrong name."""
    assert send(as_("esi"), f"/dialogues/{salon.slug}/shelf/", file=a_file()).status_code == 302
    with tenancy.community(cast.salon):
        return Resource.objects.get(title="The plan")


def test_what_a_member_sends_in_waits_for_the_host(salon: Dialogue, sent_in: Resource, as_: Any) -> None:
    page, dev = f"/dialogues/{salon.slug}/", as_("dev")
    assert sent_in.waits and sent_in.origin == "field" and sent_in.size == len(PDF)
    assert "The plan" not in Client(headers=HOST).get(page).content.decode()
    assert "The plan" in dev.get(f"{page}host/").content.decode()
    judge = f"/resources/{sent_in.pk}/"
    assert as_("esi").post(judge, {"do": "accept", "once": once.new_key()}).status_code == 404
    assert dev.post(judge, {"do": "accept", "once": once.new_key()}).status_code == 302
    html = Client(headers=HOST).get(page).content.decode()
    assert "The plan" in html and "from the field" in html and f"{judge}file/" in html


def test_a_file_is_saved_and_never_shown_as_a_page(sent_in: Resource, as_: Any, cast: Cast) -> None:
    page = f"/resources/{sent_in.pk}/file/"
    assert Client(headers=HOST).get(page).status_code == 404
    assert as_("farid").get(page).status_code == 404
    answer = as_("esi").get(page)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == 'attachment; filename="The_plan.pdf"'
    assert Client(headers={"host": "circle.localhost"}).get(page).status_code == 404
    assert Client(headers=HOST).get(f"/media/{sent_in.file}").status_code == 404
    with tenancy.community(cast.salon):
        Resource.objects.filter(pk=sent_in.pk).update(waits=False)
    assert Client(headers=HOST).get(page).status_code == 200


def test_what_is_taken_away_is_gone(sent_in: Resource, as_: Any, cast: Cast) -> None:
    as_("dev").post(f"/resources/{sent_in.pk}/", {"do": "away", "once": once.new_key()})
    with tenancy.community(cast.salon):
        assert not Resource.objects.filter(pk=sent_in.pk).exists()


def test_a_form_that_does_not_say_what_to_do_does_nothing(sent_in: Resource, as_: Any, cast: Cast) -> None:
    for said in ({}, {"do": "burn"}):
        answer = as_("dev").post(f"/resources/{sent_in.pk}/", {"once": once.new_key(), **said})
        assert answer.status_code == 400
    with tenancy.community(cast.salon):
        assert Resource.objects.get(pk=sent_in.pk).waits


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"address": "ftp://example.org/plan"}, "Give an address that everybody can open"),
        ({"address": "https://me:secret@example.org/"}, "Give an address that everybody can open"),
        ({"address": "https://example.org/\u202egpj.exe"}, "Give an address that everybody can open"),
        ({"address": "http://127.0.0.1:8000/x"}, "Give an address that everybody can open"),
        ({"address": "http://[::1]/"}, "Give an address that everybody can open"),
        ({"address": "http://localhost/x"}, "address"),
        ({"file": a_file(b"MZ\x90\x00", "plan.pdf")}, "We take PDF"),
        ({}, "Give an address or a file"),
        ({"file": a_file(), "address": "https://example.org/"}, "Give an address or a file"),
    ],
)
def test_what_is_not_taken_is_said(salon: Dialogue, as_: Any, fields: dict[str, Any], sentence: str) -> None:
    answer = send(as_("dev"), f"/dialogues/{salon.slug}/host/shelf/", origin="institution", **fields)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_file_that_is_too_large_is_not_kept(monkeypatch: Any) -> None:
    monkeypatch.setattr(papers, "MOST_BYTES", 20)
    with pytest.raises(papers.PaperRefused):
        papers.store(io.BytesIO(PDF), folder="shelf")


def test_a_visitor_sends_nothing_in(salon: Dialogue, client: Client) -> None:
    assert client.get(f"/dialogues/{salon.slug}/shelf/", headers=HOST).status_code == 404


def test_links_are_tried_once_a_week_and_hosts_see_which_are_broken(
    salon: Dialogue, cast: Cast, as_: Any, monkeypatch: Any, settings: Any
) -> None:
    asked: list[str] = []
    settings.DEMO = False

    def trouble_of(address: str) -> str:
        asked.append(address)
        return "gone"

    monkeypatch.setattr(outside, "trouble_of", trouble_of)
    with tenancy.community(cast.salon):
        shelving.shelve(
            dialogue=salon,
            origin="institution",
            title="The law",
            address="https://example.org/law",
            language="en",
            by=cast.membership("dev", cast.salon),
        )
    tasks.check_links()
    tasks.check_links()
    assert asked == ["https://example.org/law"]
    html = as_("dev").get(f"/dialogues/{salon.slug}/host/").content.decode()
    assert "The law" in html and "Nothing is at this address any more." in html
    assert "The law" in Client(headers=HOST).get(f"/dialogues/{salon.slug}/").content.decode()
    with clock.moved(timedelta(days=8)):
        tasks.check_links()
    assert len(asked) == 2
