"""Many requests at once by wrk, where it is installed: it takes less of the machine than anything written in Python."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from palabre.config.cli.bench.load import Load, WentWrong, again, drive, get

CONNECTIONS = 16
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
_LATENCY = re.compile(r"^\s+(50|99)%\s+([\d.]+)(us|ms|s|m)\s*$", re.MULTILINE)
_RATE = re.compile(r"^Requests/sec:\s+([\d.]+)$", re.MULTILINE)
_ANSWERS = re.compile(r"^\s+(\d+) requests in ", re.MULTILINE)
_WRONG = re.compile(r"^\s*(Non-2xx or 3xx responses: .*|Socket errors: .*)$", re.MULTILINE)
# Each of wrk's threads takes the cookies in turn.
_SCRIPT = """
local cookies = {{ {cookies} }}
local turn = 0
request = function()
  turn = turn % #cookies + 1
  wrk.headers["Cookie"] = cookies[turn]
  return wrk.format("GET", nil)
end
"""


def read(port: int, host: str, path: str, seconds: float, folder: Path, cookies: Sequence[str] = ()) -> Load:
    """Ask for one address again and again over sixteen connections; raises `WentWrong`."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return _by_ourselves(port, host, path, seconds, cookies)
    command = [
        wrk,
        "-t2",
        f"-c{CONNECTIONS}",
        f"-d{max(1, round(seconds))}s",
        "--latency",
        "--timeout",
        "10s",
    ]
    command += ["-H", f"Host: {host}", "-H", "Accept-Encoding: gzip"]
    if cookies:
        script = folder / "cookies.lua"
        script.write_text(_SCRIPT.format(cookies=", ".join(json.dumps(one) for one in cookies)), "utf-8")
        command += ["-s", str(script)]
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], capture_output=True, text=True, check=True
    ).stdout
    if wrong := _WRONG.search(said):
        raise WentWrong(f"{path}: {wrong.group(1).strip()}")
    return _told(said)


def _told(said: str) -> Load:
    latency = {share: float(figure) * _MILLISECONDS[unit] for share, figure, unit in _LATENCY.findall(said)}
    rate, answers = _RATE.search(said), _ANSWERS.search(said)
    if rate is None or answers is None or len(latency) != 2:
        raise WentWrong(f"wrk answered what is not understood:\n{said}")
    if int(answers.group(1)) == 0:
        raise WentWrong("no request was answered in time: measure for longer with --seconds")
    return Load(
        rps=float(rate.group(1)), p50_ms=latency["50"], p99_ms=latency["99"], answers=int(answers.group(1))
    )


def _by_ourselves(port: int, host: str, path: str, seconds: float, cookies: Sequence[str]) -> Load:
    asked = [cookies[n % len(cookies)] if cookies else "" for n in range(CONNECTIONS)]
    wanted = [
        again(lambda cookie=cookie: get(path, {"Cookie": cookie} if cookie else {}))  # type: ignore[misc]
        for cookie in asked
    ]
    return drive(port, host, wanted, seconds)
