"""What a page is, for machines (schema.org) and for passing it on. Only what its readers see on it, and is public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.template import Context
from django.urls import reverse

from palabre.communities import rules
from palabre.communities.addresses import absolute
from palabre.kit import heads
from palabre.kit.heads import Head
from palabre.kit.text.markdown import plain

LONGEST = 300
"""Characters of a text that a description repeats."""


def register() -> None:
    """Tell the frame of every page."""
    for name, teller in {
        "portal_home": _home,
        "portal_about": _about,
        "dialogues_page": _dialogue,
        "dialogues_question": _question,
        "dialogues_heard": _heard,
        "dialogues_contribution": _contribution,
        "newsroom_story": _story,
        "newsroom_theme": _theme,
        "initiatives_page": _initiative,
    }.items():
        heads.register(name, teller)


def _home(context: Context) -> Head | None:
    community = context["request"].community
    if community is None:
        # What stands at an unknown host's address is no home of anybody's.
        if "doors" not in context:
            return None
        data = {"@type": "Organization", "name": settings.NETWORK_NAME, "url": absolute(None, "/")}
        return Head(data=data)
    return Head(**_feeds(context, "exchange_feed")) if "home" in context else None


def _about(context: Context) -> Head | None:
    """The community, whose it is, who runs it."""
    community = context.get("community")
    if community is None or not rules.is_open(community):
        return None
    data = {
        "@type": "WebSite",
        "name": community.name,
        "url": absolute(community, "/"),
        "inLanguage": list(community.languages),
        "publisher": _network(),
        "funder": [{"@type": "Organization", "name": name} for name in context.get("funders") or []],
    }
    return Head(data=data)


def _dialogue(context: Context) -> Head | None:
    found = context.get("dialogue")
    if found is None:
        return None
    head = _passed_on(context)
    if not _is_public(context, found):
        return Head(**head)
    data = {
        "@type": "DiscussionForumPosting",
        "headline": found.title,
        "inLanguage": found.language,
        "datePublished": found.opens_on.isoformat(),
        "author": {"@type": "Organization", "name": context["request"].community.name},
    }
    return Head(data=data, **_feeds(context, "exchange_feed_dialogue", found.slug), **head)


def _question(context: Context) -> Head | None:
    asked = context.get("question")
    return Head(**_passed_on(context)) if asked else None


def _heard(context: Context) -> Head | None:
    found = context.get("dialogue")
    if found is None:
        return None
    feeds = _feeds(context, "exchange_feed_dialogue", found.slug) if _is_public(context, found) else {}
    return Head(**feeds, **_passed_on(context))


def _contribution(context: Context) -> Head | None:
    thread, dialogue = context.get("thread"), context.get("dialogue")
    if thread is None or dialogue is None:
        return None
    said = thread.said
    head = _passed_on(context)
    if said.standing != "public" or not _is_public(context, dialogue):
        return Head(**head) if said.standing == "public" else None
    data = {
        "@type": "DiscussionForumPosting",
        "text": plain(said.html)[:LONGEST],
        "url": absolute(context["request"].community, f"/contributions/{said.pk}/"),
        "inLanguage": said.language,
        "datePublished": said.said_at.isoformat("T", "seconds"),
        "author": {"@type": "Person", "name": said.speaker},
        "commentCount": len(thread.replies),
    }
    return Head(data=data, **_feeds(context, "exchange_feed_dialogue", dialogue.slug), **head)


def _story(context: Context) -> Head | None:
    told = context.get("told")
    if told is None or told.story.state not in ("published", "corrected"):
        return None
    story, version = told.story, context["shown"][0]
    head = _passed_on(context)
    if not rules.is_open(context["request"].community):
        return Head(**head)
    data = {
        "@type": "NewsArticle",
        "headline": version.headline,
        "description": version.standfirst[:LONGEST],
        "inLanguage": version.language,
        "datePublished": story.published_at.isoformat("T", "seconds"),
        "dateModified": max(story.published_at, version.updated_at).isoformat("T", "seconds"),
        "author": {"@type": "Person", "name": story.author.name},
        "publisher": _network(),
        "contentLocation": {"@type": "City", "name": story.hub.city.name},
    }
    return Head(data=data, **_feeds(context, "exchange_feed"), **head)


def _theme(context: Context) -> Head | None:
    found = context.get("theme")
    return Head(**_feeds(context, "exchange_feed"), **_passed_on(context)) if found else None


def _initiative(context: Context) -> Head | None:
    shown = context.get("shown")
    return Head(**_feeds(context, "exchange_feed"), **_passed_on(context)) if shown else None


def _is_public(context: Context, dialogue: Any) -> bool:
    """Whether strangers may read the dialogue."""
    return rules.is_open(context["request"].community) and not dialogue.held and dialogue.format != "call"


def _passed_on(context: Context) -> dict[str, Any]:
    return {"share": str(context.get("canonical", ""))}


def _feeds(context: Context, name: str, *args: Any) -> dict[str, Any]:
    """A feed's two addresses, where feed readers can fetch them: not those of a private community."""
    if not rules.is_open(context["request"].community):
        return {}
    return {"feed": reverse(name, args=args), "json_feed": reverse(f"{name}_json", args=args)}


def _network() -> dict[str, str]:
    return {"@type": "Organization", "name": settings.NETWORK_NAME, "url": absolute(None, "/")}
