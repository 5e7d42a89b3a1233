"""Names of things said in a dialogue, in the reader's language."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.core.files.images import get_image_dimensions
from django.core.files.storage import default_storage
from django.template import Context
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from palabre.communities import proofs
from palabre.dialogues import rules
from palabre.dialogues.models import Dialogue
from palabre.dialogues.queries import heard
from palabre.kit import clock, pictures
from palabre.kit.languages import direction, name_of
from palabre.kit.templatetags.palabre import all_of
from palabre.moderation.queries import holds_of

register = template.Library()

SEATS = {
    "host": _("Host"),
    "panelist": _("Panelist"),
    "local_voice": _("Local voice"),
    "speaker": _("Speaker"),
}
GROUPS = {
    "host": _("Hosts"),
    "panelist": _("The panel"),
    "local_voice": _("Voices from the ground"),
    "speaker": _("Who spoke"),
}
FORMATS = {
    "salon": _("Salon"),
    "e-debate": _("Debate"),
    "hosted": _("Hosted discussion"),
    "call": _("Call for ideas"),
}
KINDS = {
    "idea": _("Idea"),
    "approach": _("Way of doing it"),
    "solution": _("Solution"),
    "resource": _("To read or use"),
    "experience": _("Experience"),
    "answer": "",
}
STATES = {
    "upcoming": _("Opens soon"),
    "open": pgettext_lazy("state of a conversation", "Open"),
    "in_synthesis": _("Closed; the hosts are writing down what they heard"),
    "archived": _("Archived"),
}
SAVED = {
    "days": _("The new days are saved."),
    "waiting": _(
        "The new days are saved. Questions that would come after the last day wait here until you show them."
    ),
    "saying": _("What it says is saved."),
    "draft": _("Kept. Only you see it, here, until you send it."),
    "answer": _("Your answer is saved."),
    "words": _("Their words are saved."),
    "gloss": _("What you wrote in another language is saved."),
    "dialogue": _("The conversation is announced."),
    "questions": _("The questions are saved."),
    "seat": _("The seat is saved."),
    "channel": _("The channel is there. Open its first discussion."),
    "sent": _("It is sent. The hosts look at it, then it stands on the shelf."),
    "away": _("It is taken away."),
    "pick": _("Your pick is saved."),
    "released": _("The questions are shown now."),
    "welcome": _("What you say to newcomers is saved."),
    "reminder": _("The reminder is sent."),
    "note": _("The day's note is saved."),
    "shelf": _("It is on the shelf now."),
    "finding": _("The finding is saved."),
    "heard": _("What was heard is published."),
    "outcome": _("It is recorded where it was sent."),
    "reply": _("Their answer is recorded."),
}
NAMES: dict[str, dict[str, Any]] = {
    "seat": SEATS,
    "group": GROUPS,
    "format": FORMATS,
    "kind": KINDS,
    "state": STATES,
}


@register.filter
def named(value: str, table: str) -> Any:
    """`{{ seat.kind|named:"seat" }}`: what readers call it."""
    return NAMES[table].get(value, "")


@register.filter
def state_of(dialogue: Dialogue) -> str:
    """Where the clock puts it: see `rules.state`."""
    return rules.state(dialogue)


@register.simple_tag(takes_context=True)
def nobody_answered(context: Context) -> str:
    """Under a question without an answer; whoever can give one is invited to: `may_answer`, `is_open`, `state`.

    There may be answers in other languages than those that the reader has `chosen`.
    """
    if context.get("chosen"):
        return gettext("Nothing here is in the languages you chose.")
    if context.get("may_answer"):
        return gettext("Nobody has answered this yet. Be the first.")
    if context.get("is_open") or context.get("state") == rules.State.UPCOMING:
        return gettext("Nobody has answered this yet.")
    return gettext("Nobody answered this.")


@register.simple_tag
def saved_note(saved: str, number: int | str = "") -> SafeString | str:
    """The sentence that says so, where `saved` (see `communities.saved`) speaks of what bears this number."""
    what, _hyphen, of = saved.partition("-")
    if what not in SAVED or of != str(number):
        return ""
    return format_html('<p class="note" role="status" tabindex="-1" autofocus>{}</p>', SAVED[what])


@register.simple_tag(takes_context=True)
def keeps_words(context: Context) -> SafeString:
    """The script that keeps what is being written in the browser, should the line break; the page does without it."""
    context["request"].script_sources = "'self'"
    return format_html(
        '<script src="{}" data-mark="{}" data-other="{}" data-show="{}" defer></script>',
        reverse("dialogues_keeping_script"),
        _mark(context),
        _("You also wrote other words here, on this device. They are kept."),
        _("Show them"),
    )


def _mark(context: Context) -> str:
    """Whose words a browser keeps: on a shared phone the next person never sees the last one's. "" for visitors."""
    request, seat = context["request"], context.get("invited")
    if request.membership is not None:
        whose = f"member:{request.membership.pk}"
    elif request.person is not None:
        whose = f"person:{request.person.pk}"
    elif seat is not None:
        whose = f"seat:{seat.pk}"
    else:
        return ""
    return salted_hmac("palabre.dialogues.keeping", f"{request.community.pk}:{whose}").hexdigest()[:16]


@register.simple_tag(takes_context=True)
def shows_no_machine(context: Context) -> SafeString | str:
    """The script by which a stranger's browser shows that no machine sends the form, where that is asked for here."""
    request = context["request"]
    if request.person is not None or not holds_of(request.community.pk).unproven:
        return ""
    request.script_sources = "'self'"
    return format_html(
        '<script src="{}" data-challenge="{}" data-field="{}" data-moment="{}" defer></script>',
        reverse("communities_proof_script"),
        reverse("communities_proof"),
        proofs.FIELD,
        _("One moment: your browser shows that no machine is sending this. Then it goes out."),
    )


@register.filter
def hours_waiting(contribution: Any) -> int:
    """Whole hours since it was said."""
    return int((clock.now() - contribution.said_at).total_seconds() // 3600)


@register.simple_tag
def behind(finding: Any) -> dict[str, int]:
    """How many people, cities and languages stand behind a finding."""
    people, cities, languages = heard.behind(finding)
    return {"people": people, "cities": cities, "languages": languages}


@register.simple_tag
def not_heard(synthesis: Any) -> list[str]:
    """The languages and the cities that were not heard, each in one line of the reader's language."""
    reader = get_language() or "en"
    languages = [name_of(tag, reader) for tag in synthesis.languages_not_heard]
    cities = [city.name_in(reader) for city in synthesis.cities_not_heard.all()]
    return [all_of(names) for names in (languages, cities) if names]


@register.simple_tag
def picture(dialogue: Dialogue, sizes: str = "(min-width: 62rem) 38rem, 100vw") -> SafeString | str:
    """A dialogue's picture in the size that fits; nothing where its file is lost."""
    stored = str(dialogue.picture)
    width, height = _measured(stored)
    if not width:
        return ""
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" lang="{}" dir="{}"'
        ' loading="lazy" decoding="async">',
        pictures.small(stored, width),
        pictures.srcset(stored, width),
        sizes,
        width,
        height,
        dialogue.picture_alt,
        dialogue.language,
        direction(dialogue.language),
    )


@lru_cache(maxsize=1024)
def _measured(stored: str) -> tuple[int, int]:
    """Width and height in pixels. A stored picture's name holds its hash, so what was once measured stays true."""
    try:
        with default_storage.open(stored) as kept:
            width, height = get_image_dimensions(kept)
    except OSError:
        return 0, 0
    return width or 0, height or 0
