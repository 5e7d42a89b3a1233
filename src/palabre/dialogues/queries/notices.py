"""What letters need to tell people about dialogues. Called inside the community."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from palabre.communities.models import Membership
from palabre.communities.queries import muted_by
from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit.text.beginnings import of_html

EXCERPT = 280


@dataclass(frozen=True)
class Recipient:
    """Somebody who agreed to be written to."""

    person_id: int
    email: str
    name: str
    language: str


@dataclass(frozen=True)
class Answered:
    """A reply, for the one it answers."""

    to: Recipient
    replier: str
    dialogue_title: str
    dialogue_language: str
    own_excerpt: str
    own_language: str
    excerpt: str
    excerpt_language: str
    path: str


@dataclass(frozen=True)
class Mentioned:
    """A contribution, for somebody named in it."""

    to: Recipient
    by: str
    dialogue_title: str
    dialogue_language: str
    excerpt: str
    excerpt_language: str
    path: str


@dataclass(frozen=True)
class Notice:
    """A dialogue, as a notice speaks of it."""

    title: str
    language: str
    format: str
    opens_on: date
    closes_on: date
    path: str


def answered(contribution_id: int) -> Answered | None:
    """Whom a reply answers, unless it is no reply, not public, answers its own author, or they muted who replies."""
    reply = (
        Contribution.objects.filter(pk=contribution_id, standing="public", answers__isnull=False)
        .select_related("author", "seat", "dialogue", "answers__author__person")
        .first()
    )
    if reply is None or reply.answers is None or reply.answers.author is None:
        return None
    earlier = reply.answers
    if earlier.author_id == reply.author_id or earlier.author.left_at is not None:
        return None
    if not _may_read(reply, earlier.author) or _does_not_want(reply, earlier.author):
        return None
    return Answered(
        to=_recipient(earlier.author),
        replier=reply.speaker,
        dialogue_title=reply.dialogue.title,
        dialogue_language=reply.dialogue.language,
        own_excerpt=of_html(earlier.html, EXCERPT),
        own_language=earlier.language,
        excerpt=of_html(reply.html, EXCERPT),
        excerpt_language=reply.language,
        path=f"/contributions/{earlier.pk}/#c{reply.pk}",
    )


def replies_to(contribution_id: int) -> list[tuple[int, datetime]]:
    """The public replies to a contribution, each with when it was said."""
    rows = Contribution.objects.filter(answers=contribution_id, standing="public")
    return list(rows.values_list("pk", "said_at"))


def mentioned(contribution_id: int) -> list[Mentioned]:
    """Who is named in a public contribution, save who muted its author, and whom it answers: they are told already."""
    said = (
        Contribution.objects.filter(pk=contribution_id, standing="public")
        .select_related("author", "seat", "dialogue", "answers")
        .first()
    )
    if said is None:
        return []
    rows = said.mentions.filter(membership__left_at=None).select_related("membership__person")
    answered_id = said.answers.author_id if said.answers else None
    return [
        Mentioned(
            to=_recipient(row.membership),
            by=said.speaker,
            dialogue_title=said.dialogue.title,
            dialogue_language=said.dialogue.language,
            excerpt=of_html(said.html, EXCERPT),
            excerpt_language=said.language,
            path=f"/contributions/{said.answers_id or said.pk}/#c{said.pk}",
        )
        for row in rows.exclude(membership_id=answered_id)
        if _may_read(said, row.membership) and not _does_not_want(said, row.membership)
    ]


def _may_read(said: Contribution, member: Membership) -> bool:
    """A mail tells nobody what its page would not show them, such as words in a conversation that is held."""
    return bool(Contribution.objects.visible_to(member).filter(pk=said.pk).exists())


def _does_not_want(said: Contribution, member: Membership) -> bool:
    """Whoever muted somebody gets no mail about what they say. The hosts' page shows it to a host all the same."""
    return said.author_id in muted_by(member)


def notice(dialogue_id: int) -> Notice | None:
    """The dialogue, unless it is held or private."""
    dialogue = Dialogue.objects.visible_to(None).filter(pk=dialogue_id).first()
    if dialogue is None:
        return None
    return Notice(
        title=dialogue.title,
        language=dialogue.language,
        format=dialogue.format,
        opens_on=dialogue.opens_on,
        closes_on=dialogue.closes_on,
        path=f"/dialogues/{dialogue.slug}/",
    )


def audience(dialogue_id: int) -> list[Recipient]:
    """Members of its community who agreed to mail, and everybody with a seat in it or a word said in it."""
    dialogue = Dialogue.objects.get(pk=dialogue_id)
    members = Membership.objects.filter(community_id=dialogue.community_id, left_at=None).select_related(
        "person"
    )
    agreed = members.filter(mail_consent_at__isnull=False)
    part = members.filter(pk__in=dialogue.seats.exclude(membership=None).values("membership"))
    spoke = members.filter(pk__in=dialogue.contributions.exclude(author=None).values("author"))
    found = {member.pk: member for rows in (agreed, part, spoke) for member in rows}
    return [_recipient(member) for member in found.values()]


def _recipient(member: Membership) -> Recipient:
    return Recipient(member.person_id, member.person.email, member.name, member.person.language)
