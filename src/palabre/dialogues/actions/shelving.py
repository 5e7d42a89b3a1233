"""The shelf: what the institution puts there, what comes from the field and a host accepts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.furniture import SUBJECTS
from palabre.dialogues.models import Dialogue, Resource
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock
from palabre.kit.papers import Stored
from palabre.kit.text.tidy import one_line
from palabre.moderation import rules as moderating
from palabre.moderation.actions import close, hold
from palabre.moderation.queries import holds_of
from palabre.places.models import City


@transaction.atomic
def shelve(
    *,
    dialogue: Dialogue,
    origin: str,
    title: str,
    language: str,
    by: Membership | None,
    address: str = "",
    paper: Stored | None = None,
    note: str = "",
    city: City | None = None,
    waits: bool = False,
) -> Resource:
    """Put something to read on the shelf, by its address or as a kept file; the same address again changes its words.

    What `waits` is shown to the hosts alone until one of them accepts it.
    """
    words: dict[str, Any] = {
        "origin": origin,
        "title": one_line(title),
        "note": one_line(note),
        "language": language,
        "sent_by": by,
        "city": city,
        "added_at": clock.now(),
        "waits": waits,
    }
    here: dict[str, Any] = {"community_id": dialogue.community_id, "dialogue": dialogue}
    if paper is not None:
        made = Resource.objects.create(
            **here, **words, file=paper.name, media_type=paper.media_type, size=paper.size
        )
    else:
        made, _new = Resource.objects.update_or_create(**here, address=address, defaults=words)
    record("dialogues.resource_shelved", made, by=by, dialogue=dialogue.pk, waits=waits)
    return made


@transaction.atomic
def send_in(
    *,
    dialogue: Dialogue,
    title: str,
    language: str,
    by: Membership,
    address: str = "",
    paper: Stored | None = None,
    note: str = "",
) -> None:
    """Something a member knows from the field; the hosts decide. Known already, nothing changes."""
    if not rules.may_speak(dialogue, by):
        raise Refusal.not_speaking(dialogue, by)
    if paper is None and dialogue.resources.filter(address=address).exists():
        return
    made = shelve(
        dialogue=dialogue,
        origin=Resource.Origin.FIELD,
        title=title,
        note=note,
        language=language,
        address=address,
        paper=paper,
        by=by,
        waits=True,
    )
    _hold_where_asked(made, by)


@transaction.atomic
def accept(*, resource: Resource, by: Membership) -> None:
    """Show what was sent in."""
    if not rules.may_host(resource.dialogue, by):
        raise Refusal.not_yours()
    Resource.objects.filter(pk=resource.pk).update(waits=False)
    record("dialogues.resource_accepted", resource, by=by, dialogue=resource.dialogue_id)


@transaction.atomic
def take_away(*, resource: Resource, by: Membership) -> None:
    """Off the shelf, with its file."""
    if not rules.may_host(resource.dialogue, by):
        raise Refusal.not_yours()
    record("dialogues.resource_taken_away", resource, by=by, dialogue=resource.dialogue_id)
    close(subject=SUBJECTS[Resource], subject_id=resource.pk, community_id=resource.community_id, by=by)
    name = str(resource.file)
    resource.delete()
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))


def _hold_where_asked(sent: Resource, by: Membership) -> None:
    """Keep it from the hosts too until a moderator has read it, where the community wants that of such a text.

    A host opens its address before anybody else does: only further links, in its words, are a reason.
    """
    mine = Resource.objects.filter(community_id=sent.community_id, sent_by=by).exclude(pk=sent.pk)
    why = moderating.why_hold(
        holds_of(sent.community_id),
        by,
        f"{sent.title}\n\n{sent.note}",
        earlier=mine.filter(standing="public", waits=False).count(),
        lately=mine.filter(added_at__gt=sent.added_at - moderating.FLOOD_WINDOW).count(),
        now=sent.added_at,
    )
    if why:
        community = sent.dialogue.community
        hold(community=community, subject=SUBJECTS[Resource], subject_id=sent.pk, reason=why)


def note_trouble(*, resource_id: int, trouble: str, at: datetime) -> None:
    """What trying its address found; "" where it answers."""
    Resource.objects.filter(pk=resource_id).update(checked_at=at, trouble=trouble)
