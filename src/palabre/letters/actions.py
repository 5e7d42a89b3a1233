"""Telling people what happened. Each notice once, whatever the clock and the worker do: its `once` key sees to it.

Called by the reader of the chronicle, inside a community. Texts are fetched now, not when the thing happened: what
has been hidden or removed in between is not found, and nobody is written to about it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from palabre.communities.addresses import absolute, page
from palabre.communities.queries import community_of
from palabre.dialogues.queries import notices
from palabre.dialogues.queries.notices import EXCERPT, Notice, Recipient
from palabre.kit import clock, moments, tenancy
from palabre.kit.languages import direction, interface_for
from palabre.kit.text.markdown import excerpt
from palabre.kit.text.quotes import own_lines
from palabre.letters import rules
from palabre.mail.actions import send, take_back, withdraw
from palabre.mail.rendering import quoted
from palabre.moderation import queries as verdicts


def tell_answered(*, contribution_id: int, at: datetime) -> None:
    """*You were answered*, to the author of what was answered, unless they answered themselves."""
    if not rules.answer_is_news(at, clock.now()):
        return
    found = notices.answered(contribution_id)
    if found is None:
        return
    community = community_of(tenancy.current_community_id())
    _send(
        "answered",
        found.to,
        community,
        once=_about(contribution_id),
        context={
            "found": found,
            "excerpt_dir": direction(found.excerpt_language),
            "own_dir": direction(found.own_language),
            "title_dir": direction(found.dialogue_language),
            "excerpt_quoted": quoted(found.excerpt),
            "own_quoted": quoted(found.own_excerpt),
            "url": absolute(community, found.path, found.to.language),
        },
    )


def tell_mentioned(*, contribution_id: int, at: datetime) -> None:
    """*You were named*, once to each who is named in what was said."""
    if not rules.answer_is_news(at, clock.now()):
        return
    community = community_of(tenancy.current_community_id())
    for found in notices.mentioned(contribution_id):
        context = {
            "found": found,
            "excerpt_dir": direction(found.excerpt_language),
            "title_dir": direction(found.dialogue_language),
            "excerpt_quoted": quoted(found.excerpt),
            "url": absolute(community, found.path, found.to.language),
        }
        _send("mentioned", found.to, community, once=_about(contribution_id), context=context)


def say_nothing_of(*, contribution_id: int) -> None:
    """Take back the mails about words that are no longer shown, where they have not left yet."""
    community_id = tenancy.current_community_id()
    for kind in ("answered", "mentioned"):
        withdraw(kind=kind, once=_about(contribution_id), community_id=community_id)


def quote_no_more(*, contribution_id: int) -> None:
    """Beside `say_nothing_of`, for words that were taken back: no mail to their own author quotes them either.

    What was decided about them is no news any more; that they were answered is, and is said without them.
    """
    community_id = tenancy.current_community_id()
    say_nothing_of(contribution_id=contribution_id)
    for decision_id in verdicts.decisions_about("dialogues.contribution", contribution_id):
        withdraw(kind="decided", once=_decision(decision_id), community_id=community_id)
    for reply_id, at in notices.replies_to(contribution_id):
        if take_back(kind="answered", once=_about(reply_id), community_id=community_id):
            tell_answered(contribution_id=reply_id, at=at)


def tell_decided(*, decision_id: int, was: str) -> None:
    """*What a moderator decided about your words*, and why, in the author's language, with the way to ask again."""
    found = verdicts.verdict(decision_id)
    if found is None or found.author.left_at is not None:
        return
    decision, author = found.decision, found.author
    if not rules.decision_is_news(was, decision.state, found.answers_appeal):
        return
    community = community_of(tenancy.current_community_id())
    to = Recipient(author.person_id, author.person.email, author.name, author.person.language)
    if decision.state == "public":
        url = absolute(community, found.excerpt.path, to.language)
    else:
        url = page(community, "moderation_verdict", to.language, pk=decision.pk)
    words = excerpt(own_lines(found.excerpt.text), EXCERPT)
    context = {
        "state": decision.state,
        "answers_appeal": found.answers_appeal,
        "ground": decision.ground,
        "reason": decision.reason,
        "reason_language": decision.language,
        "reason_dir": direction(decision.language),
        "reason_quoted": quoted(decision.reason),
        "words": words,
        "words_language": found.excerpt.language,
        "words_dir": direction(found.excerpt.language),
        "words_quoted": quoted(words),
        "url": url,
    }
    _send("decided", to, community, once=_decision(decision_id), context=context)


def tell_opening(*, dialogue_id: int) -> None:
    """*It opens*, to those who agreed to mail and those with a seat."""
    _tell_all(
        "dialogue_opens", dialogue_id, lambda n, today: rules.opening_is_news(n.opens_on, n.closes_on, today)
    )


def tell_last_day(*, dialogue_id: int) -> None:
    """*Its last day*."""
    _tell_all(
        "dialogue_last_day",
        dialogue_id,
        lambda n, today: rules.last_day_is_news(n.opens_on, n.closes_on, today),
    )


def tell_archived(*, dialogue_id: int) -> None:
    """*It is archived*: over, and kept to be read."""
    _tell_all("dialogue_archived", dialogue_id, lambda n, today: rules.archiving_is_news(n.closes_on, today))


def _tell_all(kind: str, dialogue_id: int, is_news: Callable[[Notice, date], bool]) -> None:
    community = community_of(tenancy.current_community_id())
    notice = notices.notice(dialogue_id)
    if notice is None or not is_news(notice, clock.today(community.time_zone)):
        return
    for recipient in notices.audience(dialogue_id):
        spoken = interface_for(recipient.language)
        context = {
            "notice": notice,
            "title_dir": direction(notice.language),
            "last_day": moments.day(notice.closes_on, spoken),
            "url": absolute(community, notice.path, recipient.language),
        }
        _send(kind, recipient, community, once=f"dialogue:{dialogue_id}", context=context)


def _send(kind: str, to: Recipient, community: Any, *, once: str, context: dict[str, Any]) -> None:
    send(
        kind=kind,
        to=to.email,
        language=to.language,
        context={**context, "to": to},
        once=once,
        community=community,
        person_id=to.person_id,
    )


def _about(contribution_id: int) -> str:
    return f"contribution:{contribution_id}"


def _decision(decision_id: int) -> str:
    return f"decision:{decision_id}"
