"""What a page asks of the database.

Counted is every statement that is sent, savepoints among them, save three kinds that are the frame of each request and
ask nothing: BEGIN and COMMIT, and the `set_config` that says which community the transaction is in (see `kit.tenancy`).
In a test that runs in a transaction itself, a request's own is a savepoint, set right before its `set_config`: that one
stands for BEGIN, and its release for COMMIT.
"""

from __future__ import annotations

import re
from itertools import pairwise

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

ENTERING = re.compile(r"SELECT set_config\('palabre\.community'")
FRAME = re.compile(rf"(BEGIN|COMMIT|ROLLBACK)\b(?! TO)|{ENTERING.pattern}")
SAVEPOINT = re.compile(r'(?:RELEASE )?SAVEPOINT ("\w+")')


def statements(captured: CaptureQueriesContext) -> list[str]:
    """What was sent, without the frame."""
    sent = [str(asked["sql"]).strip() for asked in captured.captured_queries]
    own = {
        found[1]
        for one, following in pairwise(sent)
        if (found := SAVEPOINT.fullmatch(one)) and ENTERING.match(following)
    }
    return [one for one in sent if not FRAME.match(one) and not _is_one_of(one, own)]


def _is_one_of(statement: str, own: set[str]) -> bool:
    found = SAVEPOINT.fullmatch(statement)
    return found is not None and found[1] in own


def asked_by(browser: Client, path: str, status: int = 200) -> list[str]:
    """The statements of one page, which is there."""
    with CaptureQueriesContext(connection) as captured:
        answer = browser.get(path)
    assert answer.status_code == status, (path, answer.status_code)
    return statements(captured)
