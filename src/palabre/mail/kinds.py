"""The kinds of mail there are: what a reader calls them, and whether the reader asked for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of mail. `title` is what its reader sees when stopping it; what is `asked_for` cannot be."""

    name: str
    title: Any
    asked_for: bool = False


_kinds: dict[str, Kind] = {}


def register(name: str, *, title: Any, asked_for: bool = False) -> None:
    """Say what a kind of mail is, from the `ready()` of the room that sends it."""
    _kinds[name] = Kind(name, title, asked_for)


def kind_of(name: str) -> Kind:
    """The kind of this name; one that no room described can be stopped like any notice."""
    return _kinds.get(name) or Kind(name, _("Mails of this kind"))


register("code", title=_("Codes to sign in"), asked_for=True)
register("invitation", title=_("Invitations"), asked_for=True)
register("newcomer", title=_("When a manager answers your wish to take part"), asked_for=True)
register("export_ready", title=_("When your data is ready to fetch"), asked_for=True)
