"""How one thing of each kind reads in a list: its own words in their language, who, where, when, and its address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from palabre.insights.queries.figures import Figure
from palabre.insights.queries.promises import Part
from palabre.kit import clock, moments
from palabre.kit.languages import name_of
from palabre.kit.text.beginnings import of_html

EXCERPT = 140


@dataclass(frozen=True)
class Line:
    """One line, standing for `many` of what is counted where that is said. `lang` is "" for words of the interface;
    `hours` and `waits` are for first voices alone."""

    title: str
    lang: str
    url: str = ""
    who: str = ""
    place: str = ""
    day: date | None = None
    language: str = ""
    hours: int | None = None
    waits: bool = False
    many: int | None = None
    figures: tuple[tuple[str, Figure], ...] = ()


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _place(city: Any, reader: str) -> str:
    return city.name_in(reader) if city else ""


def promise(part: Part, reader: str) -> Line:
    """One line of what was promised: a conversation, a month's stories, the cities, a language."""
    if part.language:
        return Line(title=name_of(part.language, reader), lang="")
    if part.number:
        number = moments.number(part.number, reader)
        return Line(title=_("Conversation %(n)s") % {"n": number}, lang="", day=part.day)
    title = _("Stories of the month") if part.what == "stories" else _("Cities, over the whole agreement")
    return Line(title=title, lang="", day=part.day, many=part.many)


def what_they_said(said: Figure, _reader: str) -> Line:
    """What people said for themselves, in place of a list of people."""
    return Line(title=_("What they said"), lang="", figures=((_("Voices"), said),))


def voice(said: Any, reader: str) -> Line:
    """A contribution."""
    return Line(
        title=of_html(said.html, EXCERPT),
        lang=said.language,
        url=reverse("dialogues_contribution", args=[said.pk]),
        who=said.speaker,
        place=_place(said.city, reader),
        day=_day(said.said_at),
        language=said.language,
    )


def first_voice(said: Any, reader: str) -> Line:
    """A first contribution with the whole hours until it was answered, or that it waits."""
    until = said.answered_at or clock.now()
    hours = max(int((until - said.said_at).total_seconds() // 3600), 0)
    line = voice(said, reader)
    return Line(**{**line.__dict__, "hours": hours, "waits": said.answered_at is None})


def story(row: Any, reader: str) -> Line:
    """A story under its headline in the reader's language, else in its own."""
    versions = {version.language: version for version in row.versions.all()}
    shown = versions.get(reader) or versions.get(row.original_language) or next(iter(versions.values()), None)
    return Line(
        title=shown.headline if shown else row.slug,
        lang=shown.language if shown else "",
        url=reverse("newsroom_story", args=[row.slug]),
        who=row.author.name,
        place=_place(row.hub.city, reader),
        day=_day(row.published_at),
        language=row.original_language,
    )


def conversation(dialogue: Any, _reader: str) -> Line:
    """A conversation and the day it opened."""
    return Line(
        dialogue.title,
        dialogue.language,
        reverse("dialogues_page", args=[dialogue.slug]),
        day=dialogue.opens_on,
        language=dialogue.language,
    )


def synthesis(dialogue: Any, _reader: str) -> Line:
    """What was heard in a conversation."""
    url = reverse("dialogues_heard", args=[dialogue.slug])
    return Line(dialogue.title, dialogue.language, url, day=dialogue.closes_on)


def outcome(sent: Any, _reader: str) -> Line:
    """To whom it was sent, when."""
    return Line(
        title=sent.recipient,
        lang=sent.language,
        url=reverse("dialogues_heard", args=[sent.dialogue.slug]),
        day=sent.sent_on,
    )


def initiative(row: Any, reader: str) -> Line:
    """An initiative and its city."""
    return Line(
        title=row.name,
        lang=row.language,
        url=reverse("initiatives_page", args=[row.slug]),
        place=_place(row.city, reader),
        day=_day(row.added_at),
    )


def replication(row: Any, reader: str) -> Line:
    """Who took an initiative up, where."""
    return Line(
        title=row.initiative.name,
        lang=row.initiative.language,
        url=reverse("initiatives_page", args=[row.initiative.slug]),
        who=row.by,
        place=_place(row.city, reader),
    )


def city(reached: Any, reader: str) -> Line:
    """A city with its stories and voices."""
    figures = ((_("Stories"), reached.stories), (_("Voices"), reached.voices))
    return Line(title=reached.key.name_in(reader), lang="", figures=figures)


def language(reached: Any, reader: str) -> Line:
    """A language with its stories and voices."""
    figures = ((_("Stories"), reached.stories), (_("Voices"), reached.voices))
    return Line(title=name_of(reached.key, reader), lang="", figures=figures)
