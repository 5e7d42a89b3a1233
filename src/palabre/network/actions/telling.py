"""Mails about an assignment: the offer to the correspondent, and back to the editor what becomes of it."""

from __future__ import annotations

from typing import Final

from palabre.communities.addresses import page
from palabre.communities.models import Membership
from palabre.mail.actions import send
from palabre.network.models import Assignment

ACCEPTED: Final = "accepted"
DECLINED: Final = "declined"
FILED: Final = "filed"


def offer_to(assignment: Assignment, to: Membership, by: Membership, token: str) -> None:
    """Ask the correspondent, in their language; the link answers without signing in."""
    community, language = to.community, to.person.language
    send(
        kind="assignment",
        to=to.person.email,
        language=language,
        community=community,
        person_id=to.person_id,
        once=f"assignment:{assignment.pk}",
        context={
            "name": to.name,
            "editor": by.name,
            "assignment": assignment,
            "city": assignment.hub.city.name_in(language) if assignment.hub else "",
            "url": page(community, "network_reply", language, pk=assignment.pk, token=token),
        },
    )


def tell_editor(assignment: Assignment, event: str, story_id: int | None = None) -> None:
    """Tell the editor who offered it, in their language, once for each of ACCEPTED, DECLINED and FILED.

    An editor who has left is told nothing. `story_id` is what was filed: the mail leads to it, else to the desk.
    """
    editor = assignment.offered_by
    if editor is None or editor.left_at is not None:
        return
    community, language = editor.community, editor.person.language
    if story_id is None:
        url = page(community, "newsroom_desk", language)
    else:
        url = page(community, "newsroom_edit", language, pk=story_id)
    send(
        kind="assignment_news",
        to=editor.person.email,
        language=language,
        community=community,
        person_id=editor.person_id,
        once=f"{event}:{assignment.pk}",
        context={
            "name": editor.name,
            "who": assignment.membership.name,
            "event": event,
            "assignment": assignment,
            "city": assignment.hub.city.name_in(language) if assignment.hub else "",
            "url": url,
        },
    )
