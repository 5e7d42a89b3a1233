"""A dialogue that is over, with what was heard in it and what came of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from palabre.dialogues.actions import heard, speaking
from palabre.dialogues.models import Dialogue
from palabre.kit import clock
from palabre.kit.testing.cast import Cast
from palabre.portal.tests import filled


def heard_dialogue(cast: Cast, community: Any) -> Dialogue:
    """Inside the community."""
    dev, today = cast.membership("dev", community), clock.today("UTC")
    made = filled.conversation(cast, community, title="What was said last month")
    said = speaking.contribute(
        dialogue=made,
        text="It was the valve.",
        by=cast.membership("esi", community),
        language="en",
        page_language="en",
    )
    Dialogue.objects.filter(pk=made.pk).update(
        opens_on=today - timedelta(days=30), closes_on=today - timedelta(days=16)
    )
    made.refresh_from_db()
    draft = heard.begin_synthesis(dialogue=made, language="en", introduction="We heard.", by=dev)
    heard.add_finding(synthesis=draft, text="Valves break first.", cites=[said], by=dev)
    heard.publish_synthesis(synthesis=draft, by=dev)
    heard.send_outcome(dialogue=made, recipient="The ministry", language="en", sent_on=today, by=dev)
    return made
