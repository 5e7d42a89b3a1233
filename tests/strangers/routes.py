"""Every address of the house from its URL map, with what stands for an identifier in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
MISSING_NUMBER, MISSING_WORD = "987654321", "no-such-thing"

# What an identifier of a route identifies: the model and the field. Routes are found in the URL map; one whose
# identifier is not named here fails `test_every_identifier_is_known`.
IDENTIFIED: dict[str, dict[str, tuple[str, str]]] = {
    "moderation_flag": {"subject_id": ("dialogues.Contribution", "pk")},
    "moderation_decide": {"pk": ("moderation.Standing", "pk")},
    "moderation_verdict": {"pk": ("moderation.Decision", "pk")},
    "dialogues_answer": {"pk": ("dialogues.Outcome", "pk")},
    "dialogues_contribution": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_gloss": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_share_contribution": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_change": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_language": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_withdraw": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_wordings": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_receipt": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_sound": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_channel": {"slug": ("dialogues.Channel", "slug")},
    "dialogues_judge_resource": {"pk": ("dialogues.Resource", "pk")},
    "dialogues_file": {"pk": ("dialogues.Resource", "pk")},
    "dialogues_pick": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_welcome": {"pk": ("dialogues.Contribution", "pk")},
    "dialogues_round": {"pk": ("dialogues.Round", "pk")},
    "dialogues_release": {"pk": ("dialogues.Round", "pk")},
    "dialogues_words_of_seat": {"pk": ("dialogues.Seat", "pk")},
    "dialogues_own_seat": {"pk": ("dialogues.Seat", "pk")},
    "dialogues_change_seat": {"pk": ("dialogues.Seat", "pk")},
    "dialogues_remind": {"pk": ("dialogues.Seat", "pk")},
    "dialogues_*": {"slug": ("dialogues.Dialogue", "slug")},
    "network_*": {"pk": ("network.Assignment", "pk")},
    "newsroom_theme": {"code": ("newsroom.Theme", "code")},
    "newsroom_shared": {"code": ("newsroom.Theme", "code")},
    "newsroom_story": {"slug": ("newsroom.Story", "slug")},
    "newsroom_share_theme": {"code": ("newsroom.Theme", "code")},
    "newsroom_share_story": {"slug": ("newsroom.Story", "slug")},
    "newsroom_file": {"pk": ("network.Assignment", "pk")},
    "newsroom_file_by_mail": {"pk": ("network.Assignment", "pk")},
    "newsroom_photograph_by_mail": {"pk": ("network.Assignment", "pk")},
    "newsroom_*": {"pk": ("newsroom.Story", "pk")},
    "initiatives_*": {"slug": ("initiatives.Initiative", "slug")},
    "portal_city": {"slug": ("places.Hub", "slug")},
    "communities_member": {"pk": ("communities.Membership", "pk")},
    "communities_newcomer": {"pk": ("communities.Membership", "pk")},
    "communities_block": {"pk": ("communities.Membership", "pk")},
    "communities_mute": {"pk": ("communities.Membership", "pk")},
    "portal_person": {"pk": ("communities.Membership", "pk")},
    "communities_withdraw": {"pk": ("communities.Invitation", "pk")},
    "communities_forget_draft": {"pk": ("communities.KeptDraft", "pk")},
    **{
        f"exchange_feed_{what}{form}": {name: identified}
        for form in ("", "_json")
        for what, name, identified in (
            ("dialogue", "slug", ("dialogues.Dialogue", "slug")),
            ("channel", "slug", ("dialogues.Channel", "slug")),
            ("person", "pk", ("communities.Membership", "pk")),
        )
    },
    "exchange_*": {"pk": ("mail.Message", "pk")},
}
# Parts of an address that identify nothing of a community's: secrets (tried with a wrong one), files, fixed lists.
FREE = {"token", "secret", "path", "kind", "number", "host", "proof", "key"}
PERSONAL = {"communities_end_session", "people_end_session", "mfa_remove_webauthn", "mfa_edit_webauthn"}


@dataclass(frozen=True)
class Route:
    """One address of the map: its template (`dialogues/{slug}/`), name and the names of its variable parts."""

    template: str
    name: str
    variables: tuple[str, ...]

    def identifiers(self) -> dict[str, tuple[str, str]]:
        """Variable part → what it identifies."""
        room = f"{self.name.partition('_')[0]}_*"
        known = IDENTIFIED.get(self.name) or IDENTIFIED.get(room, {})
        return {name: known[name] for name in self.variables if name in known}

    def address(self, **values: str) -> str:
        """The path with these values; whatever is not given is something harmless."""
        fillings = {name: values.get(name, HARMLESS.get(name, MISSING_WORD)) for name in self.variables}
        return "/" + self.template.format(**fillings)


HARMLESS = {
    "number": "1",
    "kind": "dialogues.contribution",
    "pk": MISSING_NUMBER,
    "subject_id": MISSING_NUMBER,
}


def routes(urlconf: str) -> list[Route]:
    """All routes of a URL map."""
    return [route for route, _view in mapped(urlconf)]


def mapped(urlconf: str) -> list[tuple[Route, Callable[..., Any]]]:
    """All routes of a URL map, each with its view."""
    patterns = _walk(get_resolver(urlconf).url_patterns, "")
    return [(_route(template, pattern), pattern.callback) for template, pattern in patterns]


def _walk(patterns: list[Any], prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, here)
        else:
            yield here, pattern


def _route(template: str, pattern: URLPattern) -> Route:
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", r"{\1}", template.strip("^$"))
    plain = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", plain)
    return Route(plain, pattern.name or plain, tuple(re.findall(r"{(\w+)}", plain)))


def values_of(label: str, field: str, community_id: int, most: int = 3, but: int = 0) -> list[str]:
    """Some identifiers of a community's own rows, newest first; none that community `but` has too, as of a city."""
    model = apps.get_model(label)
    column = model._meta.pk.name if field == "pk" else field
    rows = model._default_manager.filter(community_id=community_id).order_by("-pk")
    taken = (
        set(model._default_manager.filter(community_id=but).values_list(column, flat=True)) if but else set()
    )
    return [str(value) for value in rows.values_list(column, flat=True) if value not in taken][:most]


def missing_like(value: str, label: str = "") -> str:
    """An identifier of the same shape that identifies nothing, as long as `value` where there is one.

    Called where every row of the model `label` is seen.
    """
    if re.fullmatch(r"c\d{6}", value):
        return "c010101"
    if value.isdecimal():
        taken = set(apps.get_model(label)._default_manager.values_list("pk", flat=True)) if label else set()
        same = range(10 ** len(value) - 1, 10 ** (len(value) - 1) - 1, -1)
        # No row has the number 0, should all the others be taken.
        return str(next((number for number in same if number not in taken), "0" * len(value)))
    return (MISSING_WORD * 10)[: len(value)].rstrip("-").ljust(len(value), "x")
