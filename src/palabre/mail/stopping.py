"""The link that stops a kind of mail: signed, and bound to host, community, person and kind."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

from palabre.mail.senders import Sender

PATH = "mail/stop/"


@dataclass(frozen=True, slots=True)
class Stop:
    """Which mail is to stop: this kind, from this community (None: the network), to this address."""

    community_id: int | None
    person_id: int | None
    kind: str
    address: str


def link(sender: Sender, stop: Stop, language: str) -> str:
    """The full address of the page that stops it. The same one serves RFC 8058, which sends a POST there."""
    return sender.absolute(f"/{PATH}{token(stop, sender.host)}/", language)


def token(stop: Stop, host: str) -> str:
    """A token good on this host only. It does not expire: an old letter may be stopped too."""
    return signing.dumps(
        [stop.community_id, stop.person_id, stop.kind, stop.address], salt=_salt(host), compress=True
    )


def read(text: str, *, host: str, community_id: int | None) -> Stop | None:
    """What a token stops, or None where it is not ours or belongs to another host or community."""
    try:
        found = Stop(*signing.loads(text, salt=_salt(host)))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return found if found.community_id == community_id else None


def _salt(host: str) -> str:
    return f"palabre.mail.stop:{host}"
