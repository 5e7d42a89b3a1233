"""`palabre import transcript`: one JSON object, every file and every line left out named in it."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from palabre.config.cli.command import DONE, REFUSED, Console, Outcome, Refusal
from palabre.config.cli.imports.transcript import command
from palabre.config.cli.program import build_parser
from palabre.dialogues.models import Dialogue
from palabre.kit import tenancy
from palabre.kit.testing.cast import Cast

WHOLE = "# 2026-03-14 Who sweeps?\n\n### Ada:\nI do, every day of the week.\n"
BROKEN = "# 2026-03-15 Nobody speaks\n\nJust words.\n"


@pytest.fixture
def folder(db: None, tmp_path: Path) -> Path:
    Cast()
    (tmp_path / "2026-03-14-sweeping.en.md").write_text(WHOLE, "utf-8")
    (tmp_path / "2026-03-15-nobody.en.md").write_text(BROKEN, "utf-8")
    (tmp_path / "README.md").write_text("About this folder.", "utf-8")
    return tmp_path


def run(*arguments: str) -> Outcome:
    options: Namespace = build_parser().parse_args(["import", "transcript", *arguments, "--json"])
    assert options.command is command
    outcome: Outcome = command.run(options, Console(as_json=True))
    return outcome


def test_a_folder_goes_in_with_its_broken_file_named_by_line_and_exits_0(folder: Path) -> None:
    outcome = run(str(folder), "--community", "salon.localhost", "--format", "salon")
    assert outcome.code == DONE
    assert json.loads(json.dumps(outcome.facts)) == {
        "files": [
            {
                "file": "2026-03-14-sweeping.en.md",
                "speakers": 1,
                "turns": 1,
                "sections": 0,
                "language": "en",
                "added": 1,
                "skipped": [],
            },
            {
                "file": "2026-03-15-nobody.en.md",
                "speakers": 0,
                "turns": 0,
                "sections": 0,
                "language": "",
                "added": 0,
                "skipped": [
                    {
                        "line": 3,
                        "reason": "No line says who speaks. Such a line looks like this: ### Amina Bello:",
                    }
                ],
            },
        ]
    }


def test_progress_goes_to_standard_error_alone(folder: Path, capsys: Any) -> None:
    run(str(folder), "--community", "salon.localhost", "--format", "salon")
    told = capsys.readouterr()
    assert told.out == ""
    assert "1 of 2: 2026-03-14-sweeping.en.md" in told.err


def test_an_unknown_host_is_refused_with_the_hosts_there_are(folder: Path) -> None:
    with pytest.raises(Refusal, match=r"no community on nowhere\.localhost.*salon\.localhost"):
        run(str(folder), "--community", "nowhere.localhost", "--format", "salon")


def test_it_exits_1_where_no_file_at_all_could_be_read(folder: Path) -> None:
    broken = str(folder / "2026-03-15-nobody.en.md")
    outcome = run(broken, "--community", "salon.localhost", "--format", "hosted")
    assert outcome.code == REFUSED
    assert "line 3" in outcome.sentences[0]


def dialogues() -> list[tuple[str, str, str]]:
    with tenancy.everywhere(reason="test"):
        return [(d.title, str(d.opens_on), d.language) for d in Dialogue.objects.filter(source__isnull=False)]


def test_a_file_of_no_day_is_refused_whole_until_its_day_is_said(folder: Path) -> None:
    undated = folder / "sweeping.en.md"
    undated.write_text(WHOLE.replace("2026-03-14 ", ""), "utf-8")
    into = (str(undated), "--community", "salon.localhost", "--format", "salon")
    outcome = run(*into)
    assert outcome.code == REFUSED
    assert "--date YYYY-MM-DD" in outcome.sentences[0]
    assert outcome.facts["files"][0]["added"] == 0
    assert dialogues() == []
    assert run(*into, "--date", "2025-05-06").code == DONE
    assert dialogues() == [("Who sweeps?", "2025-05-06", "en")]


def test_a_file_of_no_language_is_refused_whole_until_its_language_is_said(folder: Path) -> None:
    untold = folder / "2026-03-16-ok.md"
    untold.write_text("# 2026-03-16 Ok\n\n### Ada:\nok\n", "utf-8")
    into = (str(untold), "--community", "salon.localhost", "--format", "salon")
    assert "--language fr" in run(*into).sentences[0]
    assert dialogues() == []
    assert run(*into, "--language", "pt-BR").code == DONE
    assert dialogues() == [("Ok", "2026-03-16", "pt")]


def test_one_day_is_not_said_of_several_files(folder: Path) -> None:
    with pytest.raises(Refusal, match="--date is for one file, and these are 2"):
        run(str(folder), "--community", "salon.localhost", "--format", "salon", "--date", "2025-05-06")


@pytest.mark.parametrize(("tag", "sentence"), [("zh", "zh-Hant or zh-Hans"), ("tlh", "no language")])
def test_a_language_that_is_none_of_ours_is_refused_with_what_to_write(
    folder: Path, tag: str, sentence: str
) -> None:
    with pytest.raises(Refusal, match=sentence):
        run(str(folder), "--community", "salon.localhost", "--format", "salon", "--language", tag)


def test_an_empty_folder_is_refused_with_a_sentence(db: None, tmp_path: Path) -> None:
    Cast()
    with pytest.raises(Refusal, match="no texts in that folder"):
        run(str(tmp_path), "--community", "salon.localhost", "--format", "salon")
