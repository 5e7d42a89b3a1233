"""Somebody posts without end: what `palabre bench writers` starts several times.

In a process of its own: `python -m palabre.config.cli.bench.posting SECONDS CONNECTIONS`, told on standard input, as
JSON, the community, the members and the dialogues; answers how often it posted. Each connection has its own thread.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from palabre.config.cli.command import Ground
from palabre.config.cli.ground import set_up

PATIENCE = 60.0
"""Seconds in which all connections must be there."""


def main() -> int:
    """Post until the time is over."""
    seconds, connections = float(sys.argv[1]), int(sys.argv[2])
    facts: dict[str, Any] = json.loads(sys.stdin.read())
    set_up(Ground.APP)
    together = threading.Barrier(connections)
    with ThreadPoolExecutor(connections) as pool:
        posting = [pool.submit(_post, facts, number, seconds, together) for number in range(connections)]
        print(json.dumps(sum(one.result() for one in posting)), flush=True)
    return 0


def _post(facts: dict[str, Any], number: int, seconds: float, together: threading.Barrier) -> int:
    """What a view does after the form is read: one transaction in the community, one contribution, one entry."""
    from django.db import connection

    from palabre.communities.models import Membership
    from palabre.dialogues.actions import speaking
    from palabre.dialogues.models import Dialogue
    from palabre.kit import tenancy

    with tenancy.community(facts["community"]):
        by = Membership.objects.select_related("person", "community").get(pk=facts["members"][number])
        dialogue = Dialogue.objects.select_related("community").get(pk=facts["dialogues"][number])
        question = dialogue.questions.earliest("number")
    together.wait(PATIENCE)
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until:
        with tenancy.community(facts["community"]):
            speaking.contribute(
                dialogue=dialogue,
                question=question,
                text=f"We carry the water ourselves, every morning before the sun is up, {time.time_ns()} of us.",
                by=by,
                language="en",
                page_language="en",
            )
        done += 1
    connection.close()
    return done


if __name__ == "__main__":
    sys.exit(main())
