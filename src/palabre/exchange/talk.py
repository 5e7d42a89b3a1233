"""What a dialogue's pages are, for machines: schema.org's DiscussionForumPosting with what was said as its comments.

Only what the page shows to everybody. The dialogue's own page is full to its last bytes where much is said: its
description repeats as many answers as fit beside them, and each page of a question or an answer describes all it shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.template import Context
from django.urls import reverse

from palabre.communities import rules
from palabre.communities.addresses import absolute
from palabre.dialogues.queries import budget, head
from palabre.kit.heads import Head
from palabre.kit.text.markdown import excerpt, plain

LONGEST = 300
"""Characters of a text that a description repeats beside what it is of."""
COMMENT = 170
"""Bytes, compressed, of what a description says of an answer beside its text."""
POSTING, COMMENTING = "DiscussionForumPosting", "Comment"


def dialogue(context: Context) -> Head | None:
    """The whole of it, by its hosts."""
    found = context.get("dialogue")
    if found is None:
        return None
    head = passed_on(context)
    if not _is_public(context, found):
        return Head(**head)
    parts = context.get("parts") or []
    threads = [one for part in parts for one in part.threads] or context.get("threads") or []
    text = found.standfirst or plain(found.framing_html) or " ".join(part.question.text for part in parts)
    data = {
        "@type": POSTING,
        "headline": found.title,
        "text": excerpt(text or found.title, LONGEST),
        "url": _address(context, f"/dialogues/{found.slug}/"),
        "inLanguage": found.language,
        "datePublished": found.opens_on.isoformat(),
        "author": _hosts(context),
    }
    told = _fitting(context, threads)
    if told:
        data["comment"] = told
    if parts:
        data["commentCount"] = sum(part.count for part in parts)
    return Head(data=data, **feeds(context, "exchange_feed_dialogue", found.slug), **head)


def question(context: Context) -> Head | None:
    """What is asked, with the answers of the page."""
    asked, found = context.get("question"), context.get("dialogue")
    if not asked or found is None:
        return None
    head = passed_on(context)
    if not _is_public(context, found):
        return Head(**head)
    data = {
        "@type": POSTING,
        "headline": found.title,
        "text": asked.text,
        "url": _address(context, f"/dialogues/{found.slug}/question/{asked.number}/"),
        "inLanguage": asked.language,
        "datePublished": (asked.round.opens_on or found.opens_on).isoformat(),
        "author": _hosts(context),
        "comment": _comments(context, context.get("threads") or []),
    }
    return Head(data=data, **feeds(context, "exchange_feed_dialogue", found.slug), **head)


def heard(context: Context) -> Head | None:
    """What was heard has a feed, its dialogue's."""
    found = context.get("dialogue")
    if found is None:
        return None
    named = feeds(context, "exchange_feed_dialogue", found.slug) if _is_public(context, found) else {}
    return Head(**named, **passed_on(context))


def contribution(context: Context) -> Head | None:
    """What one person said, with the replies to it."""
    thread, found = context.get("thread"), context.get("dialogue")
    if thread is None or found is None:
        return None
    said = thread.said
    head = passed_on(context)
    if said.standing != "public" or not _is_public(context, found):
        return Head(**head) if said.standing == "public" else None
    replies = _comments(context, thread.replies)
    data = {
        **_said(context, thread, POSTING),
        "commentCount": said.replies_shown,
        "comment": replies,
        "isPartOf": {
            "@type": POSTING,
            "headline": found.title,
            "url": _address(context, f"/dialogues/{found.slug}/"),
        },
    }
    return Head(data=data, **feeds(context, "exchange_feed_dialogue", found.slug), **head)


def feeds(context: Context, name: str, *args: Any) -> dict[str, Any]:
    """A feed's two addresses, where feed readers can fetch them: not those of a private community."""
    if not rules.is_open(context["request"].community):
        return {}
    return {"feed": reverse(name, args=args), "json_feed": reverse(f"{name}_json", args=args)}


def passed_on(context: Context) -> dict[str, Any]:
    """The page's own address, to pass on."""
    return {"share": str(context.get("canonical", ""))}


def _comments(context: Context, threads: Iterable[Any]) -> list[dict[str, Any]]:
    """Answers or replies that everybody may read, each with its own."""
    found = []
    for one in threads:
        if one.said.standing == "public":
            told = _said(context, one, COMMENTING)
            replies = _comments(context, one.replies)
            found.append({**told, "comment": replies} if replies else told)
    return found


def _fitting(context: Context, threads: list[Any]) -> list[dict[str, Any]]:
    """As many of them as the page has room for beside what it shows."""
    room, found = budget.WORDS - budget.FOR_MEMBERS - _shown(context, threads), []
    for one in threads:
        room -= sum(COMMENT + budget.weight(each.html) for each in (one, *one.replies))
        if room < 0:
            break
        found.append(one)
    return _comments(context, found)


def _shown(context: Context, threads: Iterable[Any]) -> int:
    """About how many bytes of the page are taken by what is said on it, and before it."""
    taken = head.weight(context["dialogue"], context.get("seats") or [])
    return taken + sum(int(each.weight) for one in threads for each in (one, *one.replies))


def _said(context: Context, thread: Any, kind: str) -> dict[str, Any]:
    said = thread.said
    told = {
        "@type": kind,
        "text": plain(thread.html),
        "url": _address(context, f"/contributions/{said.pk}/"),
        "inLanguage": said.language,
        "datePublished": said.said_at.isoformat("T", "seconds"),
        "author": {"@type": "Person", "name": said.speaker},
    }
    return {**told, "dateModified": said.edited_at.isoformat("T", "seconds")} if said.edited_at else told


def _hosts(context: Context) -> Any:
    """Who asks: the hosts, or the community where the page names none."""
    seats = [seat for seat in context.get("seats") or [] if seat.kind == "host"]
    if seats:
        return [{"@type": "Person", "name": seat.name} for seat in seats]
    community = context["request"].community
    name, _tag = community.name_for(context["request"].language)
    return {"@type": "Organization", "name": name, "url": _address(context, "/")}


def _address(context: Context, path: str) -> str:
    return absolute(context["request"].community, path)


def _is_public(context: Context, found: Any) -> bool:
    """Whether strangers may read the dialogue."""
    return rules.is_open(context["request"].community) and not found.held and found.format != "call"
