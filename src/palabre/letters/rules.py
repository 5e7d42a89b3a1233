"""Whether a piece of news is still news: a worker that was away must not send yesterday's invitations."""

from __future__ import annotations

from datetime import date, datetime, timedelta

ANSWER_KEEPS = timedelta(days=7)
OPENING_KEEPS = timedelta(days=2)
# A synthesis may take weeks after the closing day; a conversation archived from long ago (an import) is no news.
ARCHIVING_KEEPS = timedelta(days=60)


def answer_is_news(said_at: datetime, now: datetime) -> bool:
    """Whether one still wants to hear that one was answered."""
    return now - said_at <= ANSWER_KEEPS


def decision_is_news(was: str, is_now: str, answers_appeal: bool) -> bool:
    """Whether an author is told: where their words moved, or where they had asked. Left in place is no news."""
    return was != is_now or answers_appeal


def opening_is_news(opens_on: date, closes_on: date, today: date) -> bool:
    """Open, not on its last day (which has its own mail unless it is the first), and for two days at most."""
    is_one_day = opens_on == closes_on
    return opens_on <= today <= opens_on + OPENING_KEEPS and (today < closes_on or is_one_day)


def last_day_is_news(opens_on: date, closes_on: date, today: date) -> bool:
    """On that very day; a conversation of one day has already been announced."""
    return today == closes_on and opens_on < closes_on


def archiving_is_news(closes_on: date, today: date) -> bool:
    """Closed, and not so long ago that those who took part have forgotten it."""
    return closes_on < today <= closes_on + ARCHIVING_KEEPS
