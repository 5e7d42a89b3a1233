"""What a page is, for machines (schema.org) and for passing it on. Only what its readers see on it, and is public."""

from __future__ import annotations

from django.conf import settings
from django.template import Context

from palabre.communities import rules
from palabre.communities.addresses import absolute
from palabre.exchange import talk
from palabre.exchange.feeds.gathering import has_one_of_their_own
from palabre.exchange.talk import LONGEST, feeds, passed_on
from palabre.kit import heads
from palabre.kit.heads import Head


def register() -> None:
    """Tell the frame of every page."""
    for name, teller in {
        "portal_home": _home,
        "portal_about": _about,
        "dialogues_page": talk.dialogue,
        "dialogues_question": talk.question,
        "dialogues_heard": talk.heard,
        "dialogues_contribution": talk.contribution,
        "dialogues_channel": _channel,
        "portal_person": _person,
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
    return Head(**feeds(context, "exchange_feed")) if "home" in context else None


def _about(context: Context) -> Head | None:
    """The community, whose it is, who runs it."""
    community = context.get("community")
    if community is None or not rules.is_open(community):
        return None
    data = {
        "@type": "WebSite",
        "name": community.name_for(context["request"].language)[0],
        "url": absolute(community, "/"),
        "inLanguage": list(community.languages),
        "publisher": _network(),
        "funder": [{"@type": "Organization", "name": name} for name in context.get("funders") or []],
    }
    return Head(data=data)


def _story(context: Context) -> Head | None:
    told = context.get("told")
    if told is None or told.story.state not in ("published", "corrected"):
        return None
    story, version = told.story, context["shown"][0]
    head = passed_on(context)
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
    return Head(data=data, **feeds(context, "exchange_feed"), **head)


def _channel(context: Context) -> Head | None:
    found = context.get("channel")
    return Head(**feeds(context, "exchange_feed_channel", found.slug)) if found else None


def _person(context: Context) -> Head | None:
    """Members alone read the page; the feed is everybody's, of one who has said something in public."""
    found, community = context.get("whose"), context["request"].community
    if found is None or not rules.is_open(community) or not has_one_of_their_own(found, community):
        return None
    return Head(**feeds(context, "exchange_feed_person", found.pk))


def _theme(context: Context) -> Head | None:
    found = context.get("theme")
    return Head(**feeds(context, "exchange_feed"), **passed_on(context)) if found else None


def _initiative(context: Context) -> Head | None:
    shown = context.get("shown")
    return Head(**feeds(context, "exchange_feed"), **passed_on(context)) if shown else None


def _network() -> dict[str, str]:
    return {"@type": "Organization", "name": settings.NETWORK_NAME, "url": absolute(None, "/")}
