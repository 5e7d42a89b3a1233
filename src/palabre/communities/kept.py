"""Write first, sign in afterwards: what a visitor sent is kept until we know who they are.

A room that takes words from visitors registers, in its `ready()`, who carries them out later:

    kept.register("dialogues.contribution", contribute_kept)   # (payload, by=membership) -> where it then stands

and its view hands over what was sent, in the place of the action:

    if request.membership is None:
        return kept.keep(request, kind="dialogues.contribution", payload={...}, title=dialogue.title, language="fr")

The draft lies on our side, bound to the host and the browser's session, for a week. Once its writer has signed in
(and joined), it is carried out exactly once, with the one-time key of the form it was sent by, so that going back and
sending the form again leads to the same words. What can no longer be done (the handler raises ValueError with a
sentence) is shown to its writer with the text, so that nothing is lost.

Whether the form showed that no machine sent it (`proofs`) is found out when it arrives, since a proof soon runs out,
and lies with the draft, where no browser reaches it: the handler asks `is_unproven(payload)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from palabre.communities import once, proofs
from palabre.communities.models import KeptDraft, Membership
from palabre.communities.requests import CommunityRequest
from palabre.kit import clock
from palabre.people.browser import browser, known_browser

LIFE = timedelta(days=7)
PROVEN = "proven"
"""Written into every payload by `keep`, over whatever stood there."""
Handler = Callable[..., str]
_handlers: dict[str, Handler] = {}


@dataclass(frozen=True)
class SentOff:
    """Where the last draft now stands; `refused` are (draft, sentence) for those that could not be carried out."""

    location: str
    refused: list[tuple[KeptDraft, str]]


def register(kind: str, handler: Handler) -> None:
    """Have `handler(payload, by=membership)` carry out drafts of this kind; it returns the path they then stand at."""
    _handlers[kind] = handler


def keep(
    request: CommunityRequest, *, kind: str, payload: dict[str, Any], title: str, language: str = ""
) -> HttpResponse:
    """Keep what a visitor sent and lead them to sign in, or to join where they are signed in already.

    `payload` must be JSON; `title` says what it answers, in `language`. The same form sent twice is kept once.
    Raises KeyError for a kind that nobody registered.
    """
    _handlers[kind]
    is_proven = _is_proven(request)
    KeptDraft.objects.update_or_create(
        community=request.community,
        browser=browser(request),
        key=once.sending_of(request),
        defaults={
            "kind": kind,
            "title": title,
            "language": language or request.language,
            "payload": {**payload, PROVEN: is_proven},
            "kept_at": clock.now(),
        },
    )
    return redirect(reverse("communities_join" if request.person else "people_sign_in"))


def is_unproven(payload: dict[str, Any]) -> bool:
    """Whether this came from somebody not signed in, and nothing showed that no machine sent it."""
    return not payload.get(PROVEN, True)


def waiting(request: CommunityRequest) -> list[KeptDraft]:
    """What this browser sent and nobody has carried out, the oldest first."""
    here = known_browser(request)
    if here is None:
        return []
    fresh = KeptDraft.objects.filter(community=request.community, kept_at__gt=clock.now() - LIFE)
    return list(fresh.filter(browser=here).order_by("pk"))


def send_off(request: CommunityRequest, *, by: Membership) -> SentOff:
    """Carry out everything that waits, each once; the rows are locked, so a second call at the same time waits."""
    locations, refused = [""], []
    for draft in waiting(request):
        locked = KeptDraft.objects.select_for_update().filter(pk=draft.pk).first()
        if locked is None:
            continue
        try:
            locations.append(_carry_out(locked, by))
        except ValueError as why:
            refused.append((locked, str(why)))
    return SentOff(locations[-1], refused)


def forget(request: CommunityRequest, pk: int) -> None:
    """Throw one of this browser's drafts away."""
    for draft in waiting(request):
        if draft.pk == pk:
            draft.delete()


def purge() -> int:
    """Forget what nobody came back for; returns how many. Called in each community."""
    gone, _ = KeptDraft.objects.filter(kept_at__lte=clock.now() - LIFE).delete()
    return gone


def _is_proven(request: CommunityRequest) -> bool:
    """Whether whoever sends this is signed in, or showed a proof, with this sending of the form or an earlier one."""
    if request.person is not None or proofs.shown(request):
        return True
    # Asked after the proof: of two sendings at once the second has waited there, and finds the first one's draft.
    here, key = known_browser(request), once.sending_of(request)
    earlier = KeptDraft.objects.filter(community=request.community, browser=here or "", key=key).first()
    return earlier is not None and not is_unproven(earlier.payload)


@transaction.atomic
def _carry_out(draft: KeptDraft, by: Membership) -> str:
    with once.only_for([f"person:{by.person_id}"], draft.key) as earlier:
        if not earlier:
            earlier.location = _handlers[draft.kind](draft.payload, by=by)
    draft.delete()
    return earlier.location
