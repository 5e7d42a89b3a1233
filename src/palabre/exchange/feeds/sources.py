"""Where a feed's entries come from. Each source gives the newest of its kind behind the cursor; only what is public.

A member reads the same feed as anybody: nothing of their own that waits or was taken down, no private call.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.html import linebreaks

from palabre.dialogues.models import Contribution, Dialogue, Finding, Gloss, Synthesis
from palabre.exchange.feeds.beside import changes, notes, openings, outcomes
from palabre.exchange.feeds.item import Item, Place
from palabre.exchange.feeds.markup import block, paragraph
from palabre.exchange.feeds.wanted import Wanted
from palabre.initiatives.models import Initiative
from palabre.kit import clock, tenancy
from palabre.newsroom.models import Correction, Story, StoryVersion, Theme

THEME, DIALOGUE, HEARD, STORY, INITIATIVE, CONTRIBUTION = range(6)


def contributions(wanted: Wanted, most: int) -> list[Item]:
    """What was said, with what hosts say in other languages that it says."""
    rows = Contribution.objects.visible_to(None).filter(
        wanted.spoken(), wanted.within("dialogue__"), wanted.older("said_at", CONTRIBUTION), standing="public"
    )
    if wanted.person:
        rows = rows.filter(said_under_own_name(wanted))
    glosses = Prefetch("glosses", Gloss.objects.filter(standing="public").select_related("by").order_by("pk"))
    rows = rows.with_speakers().select_related("dialogue", "question").prefetch_related(glosses)
    return [_contribution(said) for said in rows.order_by("-said_at", "-pk")[:most]]


def said_under_own_name(wanted: Wanted) -> Q:
    """Words beside which this person's own name stands: no pseudonym, no seat under another name."""
    person = wanted.person
    assert person is not None
    return Q(Q(seat=None) | Q(seat__name=person.name), author=person, said_by="")


def _contribution(said: Any) -> Item:
    asked = said.question
    about, language = (asked.text, asked.language) if asked else (said.dialogue.title, said.dialogue.language)
    glosses = [block(linebreaks(gloss.text, autoescape=True), gloss.language) for gloss in said.glosses.all()]
    return Item(
        place=Place(said.said_at, CONTRIBUTION, said.pk),
        key=f"contributions/{said.pk}",
        path=f"/contributions/{said.pk}/",
        title=f"{said.speaker}: {about}",
        title_language=language,
        html="".join([block(said.html, said.language), *glosses]),
        language=said.language,
        authors=(said.speaker,),
        updated=said.edited_at or said.said_at,
        taken_down_by=said.taken_down_by.name if said.taken_down_by else "",
    )


def dialogues(wanted: Wanted, most: int) -> list[Item]:
    """Conversations whose day has come, with what they are about."""
    if wanted.person:
        return []
    today = clock.today(wanted.community.time_zone)
    rows = Dialogue.objects.visible_to(None).filter(
        wanted.spoken(),
        wanted.within(),
        wanted.older_days("opens_on", DIALOGUE),
        opens_on__lte=today,
        themes=None,
    )
    shown = list(rows.order_by("-opens_on", "-pk")[:most])
    changed = changes(wanted, [found.pk for found in shown], "dialogues.words_changed")
    return [_dialogue(wanted, found, changed.get(found.pk)) for found in shown]


def _dialogue(wanted: Wanted, found: Dialogue, changed: datetime | None) -> Item:
    at = wanted.midnight(found.opens_on)
    return Item(
        place=Place(at, DIALOGUE, found.pk),
        key=f"dialogues/{found.slug}",
        path=f"/dialogues/{found.slug}/",
        title=found.title,
        title_language=found.language,
        html=block(paragraph(found.standfirst) + found.framing_html, found.language),
        language=found.language,
        authors=(wanted.community.name_for(found.language)[0],),
        updated=max(at, changed or at),
    )


def heard(wanted: Wanted, most: int) -> list[Item]:
    """What was heard, finding by finding."""
    if wanted.person:
        return []
    rows = Synthesis.objects.filter(
        wanted.spoken(),
        wanted.within("dialogue__"),
        wanted.older("published_at", HEARD),
        community_id=tenancy.current_community_id(),
        dialogue__in=Dialogue.objects.visible_to(None),
        published_at__lte=clock.now(),
    )
    findings = Prefetch("findings", Finding.objects.filter(standing="public").order_by("number"))
    rows = rows.select_related("dialogue", "by").prefetch_related(findings)
    return [_heard(found) for found in rows.order_by("-published_at", "-pk")[:most]]


def _heard(found: Any) -> Item:
    listed = [block(finding.html, finding.language) for finding in found.findings.all()]
    findings = "".join(f"<li>{html}</li>" for html in listed)
    return Item(
        place=Place(found.published_at, HEARD, found.pk),
        key=f"heard/{found.pk}",
        path=f"/dialogues/{found.dialogue.slug}/heard/",
        title=found.dialogue.title,
        title_language=found.dialogue.language,
        html=block(found.introduction_html, found.language) + (f"<ol>{findings}</ol>" if findings else ""),
        language=found.language,
        authors=(found.by.name,),
        updated=found.published_at,
    )


def stories(wanted: Wanted, most: int) -> list[Item]:
    """Published stories, an entry for each language a story is told in."""
    if wanted.dialogue or wanted.channel:
        return []
    by = {"story__author": wanted.person} if wanted.person else {}
    rows = StoryVersion.objects.filter(
        wanted.spoken(),
        wanted.older("story__published_at", STORY),
        community_id=tenancy.current_community_id(),
        story__in=Story.objects.shown(),
        story__published_at__isnull=False,
        **by,
    )
    corrections = Prefetch("corrections", Correction.objects.order_by("at"))
    rows = rows.select_related("story__author", "translated_by").prefetch_related(corrections)
    return [_story(version) for version in rows.order_by("-story__published_at", "-pk")[:most]]


def _story(version: Any) -> Item:
    story, changes = version.story, list(version.corrections.all())
    dateline = f"{version.dateline_place}, {version.dateline_on.isoformat()}"
    corrected = "".join(block(paragraph(change.note), change.language) for change in changes)
    names = [story.author.name, *([version.translated_by.name] if version.translated_by else [])]
    return Item(
        place=Place(story.published_at, STORY, version.pk),
        key=f"stories/{story.slug}/{version.language}",
        path=f"/stories/{story.slug}/",
        title=version.headline,
        title_language=version.language,
        html=block(paragraph(version.standfirst) + paragraph(dateline) + version.html, version.language)
        + corrected,
        language=version.language,
        authors=tuple(dict.fromkeys(names)),
        updated=max([story.published_at, version.updated_at, *(change.at for change in changes)]),
    )


def themes(wanted: Wanted, most: int) -> list[Item]:
    """The questions of the weeks that have begun, with what the cities share."""
    if wanted.is_narrow:
        return []
    seen = Theme.objects.visible_to(None, clock.today(wanted.community.time_zone))
    rows = seen.filter(wanted.spoken(), wanted.older_days("opens_on", THEME)).select_related("editor")
    return [_theme(wanted, found) for found in rows.order_by("-opens_on", "-pk")[:most]]


def _theme(wanted: Wanted, found: Any) -> Item:
    at = wanted.midnight(found.opens_on)
    return Item(
        place=Place(at, THEME, found.pk),
        key=f"themes/{found.code}",
        path=f"/{found.code}/",
        title=found.title,
        title_language=found.language,
        html=block(found.introduction_html + found.shared_html, found.language),
        language=found.language,
        authors=(found.editor.name,),
        updated=at,
    )


def initiatives(wanted: Wanted, most: int) -> list[Item]:
    """What people have undertaken, in its own words."""
    if wanted.is_narrow:
        return []
    rows = Initiative.objects.visible_to(None).filter(wanted.spoken(), wanted.older("added_at", INITIATIVE))
    rows = rows.select_related("organisation")
    return [_initiative(wanted, found) for found in rows.order_by("-added_at", "-pk")[:most]]


def _initiative(wanted: Wanted, found: Any) -> Item:
    organisation = (
        found.organisation.name if found.organisation else wanted.community.name_for(found.language)[0]
    )
    told = "".join(
        linebreaks(text, autoescape=True) for text in (found.summary, found.who, found.for_whom) if text
    )
    evidence = (
        block(linebreaks(found.evidence, autoescape=True), found.evidence_language) if found.evidence else ""
    )
    return Item(
        place=Place(found.added_at, INITIATIVE, found.pk),
        key=f"initiatives/{found.slug}",
        path=f"/initiatives/{found.slug}/",
        title=found.name,
        title_language=found.language,
        html=block(told, found.language) + evidence,
        language=found.language,
        authors=(organisation,),
        updated=found.added_at,
    )


SOURCES: tuple[Callable[[Wanted, int], list[Item]], ...] = (
    themes,
    dialogues,
    heard,
    stories,
    initiatives,
    contributions,
    openings,
    notes,
    outcomes,
)
