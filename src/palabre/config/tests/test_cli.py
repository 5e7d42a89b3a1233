"""The program `palabre`: how it is called, what it answers, where it stands."""

import json
import os
import socket
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from palabre.config.cli import main, program
from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal
from palabre.config.cli.ground import read_environment, write_environment
from palabre.config.cli.program import chosen_data, found_in
from palabre.config.embedded import EmbeddedServer

COMMANDS = found_in("palabre.config.cli.commands")
KINDS = found_in("palabre.config.cli.imports")
EXAMPLE = Path(__file__).parents[4] / "examples" / "2026-05-14-the-roof-of-the-market.en.md"


def bare() -> dict[str, str]:
    """Our environment without any address of ours."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "PALABRE_"))
    }


def palabre(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as its own process, with no address of a database but those given."""
    return subprocess.run(
        [sys.executable, "-m", "palabre", *arguments],
        env={**bare(), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def data(shared_reachable: Path) -> Iterator[Path]:
    """A data folder on which an embedded server runs."""
    with EmbeddedServer(shared_reachable / "data", settings={"fsync": "off"}) as server:
        yield server.folder.data


def test_the_commands_of_the_brief_are_there() -> None:
    wanted = {"serve", "worker", "import", "doctor", "backup", "restore", "migrate", "demo"}
    assert wanted <= {command.name for command in COMMANDS}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_helps_with_an_example(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command.name, "--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert command.example in shown
    assert command.example.startswith("palabre ")
    assert "--json" in shown
    assert "--data" in shown


@pytest.mark.parametrize("arguments", [[], ["fly"], ["serve", "--port", "many"]])
def test_wrong_usage_is_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("usage: palabre")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_wrong_usage_in_json_says_what_is_wrong_and_what_to_do_next(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", command.name, "--no-such-option"]) == 2
    told = capsys.readouterr()
    error = json.loads(told.out)["error"]
    assert error["what"]
    assert error["next"].startswith(f"See: palabre {command.name}") or error["next"] == "See: palabre --help"
    assert error["next"].endswith("--help")
    assert error["what"] in told.err


def calls(folder: Path, port: int) -> dict[str, list[str]]:
    """How each command is called in the test below, in this order."""
    backup = str(folder / "backup.tar")
    return {
        "migrate": [],
        "found": [
            *("--funder", "Halden Fund", "--blueprint", "salon", "--host", "water.localhost"),
            *("--name", "Open Water", "--languages", "en", "--manager", "dev@example.org"),
            *("--starts", "2026-01-01", "--ends", "2027-06-30"),
        ],
        "import": ["transcript", str(EXAMPLE), "--community", "water.localhost", "--format", "salon"],
        "reindex": ["--host", "water.localhost"],
        "counters": ["--check"],
        "doctor": [],
        "worker": ["--once"],
        "backup": [backup],
        "restore": [backup],  # refused, the folder being in use
        "demo": ["--port", str(port)],  # refused for the same reason
        "serve": ["--port", str(port)],  # stopped when it is there
        "bench": ["reads", "--seconds", "0"],  # refused: nothing is measured in no time
    }


@pytest.mark.drill
def test_every_command_answers_with_one_json_document(shared_reachable: Path) -> None:
    folder, port = shared_reachable / "every", free_port()
    planned = calls(shared_reachable, port)
    assert set(planned) == {command.name for command in COMMANDS}
    with EmbeddedServer(folder, settings={"fsync": "off"}):
        for name, arguments in planned.items():
            called = ["--data", str(folder), "--json", name, *arguments]
            done = stopped_once_there(port, *called) if name == "serve" else palabre(*called)
            assert isinstance(json.loads(done.stdout), dict), (name, done.stderr)
            assert done.returncode == {"restore": 1, "demo": 1, "bench": 1, "doctor": done.returncode}.get(
                name, 0
            ), name


def free_port() -> int:
    with socket.socket() as attempt:
        attempt.bind(("127.0.0.1", 0))
        return int(attempt.getsockname()[1])


def stopped_once_there(port: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that stays until it is stopped, and stop it as soon as it listens."""
    running = subprocess.Popen(
        [sys.executable, "-m", "palabre", *arguments],
        env=bare(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for _attempt in range(300):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    running.terminate()
    said, told = running.communicate(timeout=60)
    return subprocess.CompletedProcess(arguments, running.returncode, said, told)


def test_a_refusal_is_1_and_one_sentence(tmp_path: Path) -> None:
    done = palabre("restore", str(tmp_path / "nowhere.tar"), "--data", str(tmp_path / "data"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"There is no file {tmp_path / 'nowhere.tar'}.\n"


def test_a_refusal_in_json_is_alone_on_standard_output(tmp_path: Path) -> None:
    done = palabre("--json", "restore", str(tmp_path / "nowhere.tar"), "--data", str(tmp_path / "data"))
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"refused": f"There is no file {tmp_path / 'nowhere.tar'}."}


@pytest.mark.installation
def test_migrate_attaches_to_the_running_server_and_answers_json_alone(data: Path) -> None:
    first = palabre("--data", str(data), "migrate", "--json")
    assert first.returncode == 0, first.stderr
    assert "kit.0001_initial" in json.loads(first.stdout)["applied"]
    assert first.stderr.startswith("Preparing the database")
    second = palabre("--data", str(data), "migrate", "--json")
    assert json.loads(second.stdout) == {"applied": []}


def test_the_owner_is_asked_for_by_name(tmp_path: Path) -> None:
    done = palabre(
        "migrate", "--data", str(tmp_path), DATABASE_URL="postgresql://palabre_app@localhost/palabre"
    )
    assert done.returncode == 1
    assert "DATABASE_OWNER_URL" in done.stderr


@pytest.mark.long
def test_a_taken_port_is_refused(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = palabre("serve", "--port", str(port), "--data", str(data))
    assert done.returncode == 1
    assert f"Port {port} on 127.0.0.1 cannot be used" in done.stderr


def test_data_is_named_or_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PALABRE_DATA", "/srv/palabre")
    assert chosen_data(None) == Path("/srv/palabre")
    assert chosen_data(tmp_path) == tmp_path
    monkeypatch.delenv("PALABRE_DATA")
    assert chosen_data(None).name == "palabre"


def test_the_environment_file_is_private_and_keeps_what_others_wrote(tmp_path: Path) -> None:
    (tmp_path / "environment").write_text("# ours\nPALABRE_SMTP_HOST = mail.example.org\nnonsense\n")
    write_environment(tmp_path, {"PALABRE_PORT": "8000"})
    assert read_environment(tmp_path) == {"PALABRE_SMTP_HOST": "mail.example.org", "PALABRE_PORT": "8000"}
    assert (tmp_path / "environment").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_of_import_helps_with_an_example(
    kind: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["import", kind.name, "--help"])
    assert kind.example in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--json"], []])
@pytest.mark.parametrize("code", [0, 1])
def test_a_reader_who_has_gone_makes_no_failure_of_what_was_done(
    arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(options: Namespace, console: Console) -> Outcome:
        if code:
            raise Refusal("No.")
        return Outcome(["Done."], {"done": True})

    told = Command(
        name="tell",
        summary="tell",
        example="palabre tell",
        run=run,
        arguments=lambda _: None,
        ground=Ground.NOTHING,
    )
    monkeypatch.setattr(program, "found_in", lambda package: [told])
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as gone:
        monkeypatch.setattr(sys, "stdout", gone)
        assert main([*arguments, "tell"]) == code
        monkeypatch.undo()
