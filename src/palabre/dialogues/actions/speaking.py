"""Saying something, taking down what somebody says, saying in another language what was said."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Q

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.actions.panel import take_seats
from palabre.dialogues.models import Contribution, Dialogue, Gloss, Mention, Question, Seat, Tally
from palabre.dialogues.queries.naming import named
from palabre.dialogues.receipts import receipt_for, receipt_hash
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import clock
from palabre.kit.text.identify import identify
from palabre.kit.text.markdown import render, says_nothing
from palabre.kit.text.quotes import own_lines, with_languages
from palabre.kit.text.tidy import one_line, tidy
from palabre.moderation import rules as moderating
from palabre.moderation.actions import hold
from palabre.moderation.queries import holds_of
from palabre.places.models import City, Home

LONGEST = 8_000
"""Characters of one contribution: about three printed pages."""
SENTENCES_OF_A_GLOSS = 2
_ENDS = re.compile(r"""[.!?؟۔।]["'”’»)]*\s+(?=[^\sa-zà-ÿ])|[。！？]["'”’」』）]*\s*(?=\S)""")
"""Where a sentence ends and another begins."""
_SHORTENED = re.compile(r"(?:\b(?:\w|[A-ZÀ-Þ][a-zà-ÿ]{1,3})|\.\w+)\.$")
SAID_AGAIN = timedelta(hours=1)


@transaction.atomic
def contribute(
    *,
    dialogue: Dialogue,
    text: str,
    by: Membership,
    question: Question | None = None,
    answers: Contribution | None = None,
    language: str = "",
    page_language: str,
    kind: str = "",
    channel: str = Contribution.Channel.WEB,
    city: City | None = None,
    unproven: bool = False,
) -> Contribution:
    """Say something in an open dialogue. An empty `language` is recognised, else the page's is taken.

    `unproven`: it was sent before signing in, and nothing showed that no machine sent it.

    The same words by the same person in the same place within an hour are one thing said: whoever goes back in their
    browser and sends the form again, with a key the page made anew, gets their first answer.
    Raises `Refusal` where they may not speak, today or at all, or the text is empty or too long.
    """
    if not rules.may_speak(dialogue, by):
        raise Refusal.not_speaking(dialogue, by)
    words = checked(text)
    take_seats(by=by, dialogue=dialogue)
    if said := _said_already(dialogue, words, question, _root(answers), by):
        return said
    tag, known = spoken(dialogue, words, language, page_language)
    contribution = _save(
        dialogue=dialogue,
        question=question or (answers.question if answers else None),
        answers=_root(answers),
        author=by,
        text=words,
        language=tag,
        language_known=known,
        kind=kind,
        channel=channel,
        city=city or _home(by),
    )
    facts = {"dialogue": dialogue.pk, "answers": answers.pk if answers else None}
    record("dialogues.contribution_posted", contribution, by=by, language=tag, channel=channel, **facts)
    mention(contribution, by)
    hold_where_asked(contribution, by, unproven=unproven)
    return contribution


@transaction.atomic
def carry(
    *,
    dialogue: Dialogue,
    said_by: str,
    text: str,
    language: str,
    consent_language: str,
    city: City | None,
    by: Membership,
    question: Question | None = None,
    seat: Seat | None = None,
    sound: str = "",
    page_language: str = "",
) -> Contribution:
    """Take down somebody's words, with their consent recorded in their language.

    An empty `language` is recognised, else the seat's is taken, else `page_language`, else the dialogue's. Consent was
    asked for in it too where `consent_language` is empty.

    `said_by` is the name or pseudonym they chose, `seat` theirs in this dialogue where they have one, `sound` the name
    of a kept recording. The code with which they may take their words back is `receipts.receipt_for`. Raises `Refusal`
    where `by` may not carry here, or the seat is another dialogue's.
    """
    if not rules.may_carry(dialogue, by):
        raise Refusal.not_carrying(dialogue, by)
    if seat is not None and seat.dialogue_id != dialogue.pk:
        raise Refusal.not_yours()
    words = checked(text)
    tag, known = spoken(
        dialogue, words, language, (seat and seat.language) or page_language or dialogue.language
    )
    contribution = _save(
        dialogue=dialogue,
        question=question,
        seat=seat,
        said_by=one_line(said_by)[:200],
        taken_down_by=by,
        consent_at=clock.now(),
        consent_language=consent_language or tag,
        text=words,
        language=tag,
        language_known=known,
        channel=Contribution.Channel.CARRIED,
        city=city,
        sound=sound,
    )
    contribution.receipt_hash = receipt_hash(receipt_for(dialogue.community_id, contribution.pk))
    contribution.save(update_fields=["receipt_hash"])
    record("dialogues.contribution_carried", contribution, by=by, dialogue=dialogue.pk, language=tag)
    return contribution


@transaction.atomic
def gloss(*, contribution: Contribution, text: str, language: str, by: Membership) -> Gloss:
    """Say in another language, in at most two sentences, what a contribution says. Saying it again replaces it.

    On any day: it helps whoever reads an archive, and asks nobody for an answer.
    """
    if not rules.may_host(contribution.dialogue, by):
        raise Refusal.not_yours()
    words = one_line(text)
    if not words:
        raise Refusal.empty()
    if _sentences(words) > SENTENCES_OF_A_GLOSS:
        raise Refusal.gloss_too_long()
    if language == contribution.language:
        raise Refusal.gloss_same_language()
    made, _new = Gloss.objects.update_or_create(
        community_id=contribution.community_id,
        contribution=contribution,
        language=language,
        defaults={"text": words, "by": by, "at": clock.now()},
    )
    record("dialogues.gloss_written", contribution, by=by, dialogue=contribution.dialogue_id, gloss=made.pk)
    return made


def _said_already(
    dialogue: Dialogue, words: str, question: Question | None, answers: Contribution | None, by: Membership
) -> Contribution | None:
    # One after the other, so that the same words from two tabs at once are known to be the same. Nobody else waits.
    Membership.objects.select_for_update(no_key=True).get(pk=by.pk)
    mine = Contribution.objects.filter(
        community_id=dialogue.community_id, author=by, said_at__gt=clock.now() - SAID_AGAIN
    ).exclude(standing=Contribution.Standing.WITHDRAWN)
    place = question or (answers.question if answers else None)
    said: Contribution | None = mine.filter(
        dialogue=dialogue, question=place, answers=answers, text=words
    ).first()
    return said


def spoken(dialogue: Dialogue, words: str, language: str, assumed: str) -> tuple[str, str]:
    """The language of what somebody wrote, and how it is known; `assumed` where it is neither named nor recognised."""
    if language:
        return language, Contribution.LanguageKnown.NAMED
    found = identify(own_lines(words), dialogue.community.languages, assumed)
    return found, Contribution.LanguageKnown.RECOGNISED


def mention(said: Contribution, by: Membership) -> None:
    """Note who is named in it. Whoever was named before stays told, and nobody names themselves."""
    rows = [
        Mention(community_id=said.community_id, contribution=said, membership=member)
        for member in named(said.text, said.dialogue)
        if member.pk != by.pk
    ]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)


def hold_where_asked(said: Contribution, by: Membership, *, unproven: bool = False) -> None:
    """Keep it back until a moderator has read it, where the community wants that of such a text."""
    if moderating.is_trusted(by):
        return  # nothing needs to be counted
    now = clock.now()
    mine = Contribution.objects.filter(community_id=said.community_id, author=by).exclude(pk=said.pk)
    sent = mine.aggregate(
        earlier=Count("pk", filter=Q(standing=Contribution.Standing.PUBLIC)),
        lately=Count("pk", filter=Q(said_at__gt=now - moderating.FLOOD_WINDOW)),
    )
    holds = holds_of(said.community_id)
    why = moderating.why_hold(holds, by, said.text, now=now, unproven=unproven, **sent)
    if why and not said.dialogue.seats.filter(membership=by).exists():
        hold(community=said.dialogue.community, subject=ContributionSubject(), subject_id=said.pk, reason=why)
        said.standing = Contribution.Standing.PENDING


def checked(text: str) -> str:
    """The words as they are kept. Raises `Refusal` where there are none, or too many."""
    words = tidy(text).strip()
    if len(words) > LONGEST:
        raise Refusal.too_long(len(words), LONGEST)
    if says_nothing(words):
        raise Refusal.empty()
    return words


def _save(*, dialogue: Dialogue, question: Question | None, text: str, **fields: object) -> Contribution:
    made: Contribution = Contribution.objects.create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        round_id=question.round_id if question else None,
        question=question,
        text=text,
        html=with_languages(render(text), dialogue.community.languages),
        said_at=clock.now(),
        **fields,
    )
    # A row added, never the dialogue's row changed: nobody who speaks waits for somebody else.
    Tally.objects.count_in(made, 1)
    return made


def _root(answered: Contribution | None) -> Contribution | None:
    """Replies stand one level deep: an answer to a reply joins the reply's thread."""
    return answered.answers if answered is not None and answered.answers_id else answered


def _home(membership: Membership) -> City | None:
    home = Home.objects.select_related("city").filter(membership=membership).first()
    return home.city if home else None


def _sentences(text: str) -> int:
    """How many sentences, where in doubt the fewer: after "Dr." or "U.N." none ends."""
    return 1 + sum(not _SHORTENED.search(text[: end.start() + 1]) for end in _ENDS.finditer(text))
