"""Changing one's words, correcting their language, taking them back."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.actions import attending
from palabre.dialogues.actions.panel import ask_anew
from palabre.dialogues.actions.speaking import checked, hold_where_asked, mention, spoken
from palabre.dialogues.furniture import SUBJECTS
from palabre.dialogues.models import Contribution, Gloss, Revision, Tally
from palabre.dialogues.queries import panel
from palabre.dialogues.receipts import receipt_hash
from palabre.dialogues.refusals import Refusal
from palabre.dialogues.subject import ContributionSubject
from palabre.kit import clock
from palabre.kit.text.markdown import render
from palabre.kit.text.quotes import with_languages
from palabre.moderation.actions import close

NOBODY = "—"
"""What stands for the name of somebody who took their carried words back: a row has a speaker, whoever it was."""


@transaction.atomic
def change(*, said: Contribution, text: str, language: str, by: Membership) -> Contribution:
    """Say it otherwise while the dialogue is open; the earlier wording is kept and can be read.

    An empty `language` is recognised in the new words, else it stays what it was.
    Raises `Refusal` where it is not theirs, the dialogue is closed or the text is empty or too long.
    """
    held = _locked(said)
    if not rules.may_change(held, by):
        raise Refusal.not_to_change(held, by)
    words = checked(text)
    if words == held.text:
        corrected = language and language != held.language
        return correct_language(said=held, language=language, by=by) if corrected else held
    Revision.objects.create(
        community_id=held.community_id,
        contribution=held,
        text=held.text,
        html=held.html,
        language=held.language,
        until=clock.now(),
        by=by,
    )
    held.html = with_languages(render(words), held.dialogue.community.languages)
    held.text, held.edited_at = words, clock.now()
    if language != held.language:
        held.language, held.language_known = spoken(held.dialogue, words, language, held.language)
        _take_glosses(held.glosses.filter(language=held.language), by)
    held.save(update_fields=["text", "html", "language", "language_known", "edited_at"])
    mention(held, by)
    record("dialogues.contribution_changed", held, by=by, dialogue=held.dialogue_id)
    if held.standing == Contribution.Standing.PUBLIC:
        hold_where_asked(held, by)
    return held


@transaction.atomic
def correct_language(*, said: Contribution, language: str, by: Membership) -> Contribution:
    """Say in which language it is; its author and the hosts may. Raises `Refusal` for anybody else."""
    held = _locked(said)
    if not rules.may_correct_language(held, by):
        raise Refusal.not_yours()
    held.language, held.language_known = language, Contribution.LanguageKnown.CORRECTED
    held.save(update_fields=["language", "language_known"])
    _take_glosses(held.glosses.filter(language=language), by)
    record("dialogues.language_corrected", held, by=by, dialogue=held.dialogue_id, language=language)
    return held


@transaction.atomic
def withdraw(*, said: Contribution, by: Membership | None = None, receipt: str = "") -> Contribution:
    """Take one's words back, at any time: they are gone, with every earlier wording; their place stays.

    `by` their author or who took them down; or `receipt`, the code that a speaker without an account was given.
    Raises `Refusal` for anybody else; withdrawing twice changes nothing.
    """
    held = _locked(said)
    theirs = rules.may_withdraw(held, by) or (
        bool(held.receipt_hash) and receipt_hash(receipt) == held.receipt_hash
    )
    if not theirs:
        raise Refusal.not_yours()
    return take_out(said=held, by=by)


@transaction.atomic
def take_out(*, said: Contribution, by: Membership | None = None) -> Contribution:
    """Take words out for somebody who has proved elsewhere that they are theirs, such as for an erased account.

    Of carried words the name goes too, and where they were said: nobody here can be asked who it was.
    """
    held = _locked(said)
    if held.standing == Contribution.Standing.WITHDRAWN:
        return held
    if held.standing == Contribution.Standing.PUBLIC:
        Tally.objects.count_in(held, -1)
    asked = panel.seats_put(held)
    held.dialogue.drafts.filter(place=attending.place_of_change(held)).delete()
    _take_glosses(held.glosses.all(), by)
    for around in (held.revisions, held.mentions, held.picks, held.put_to):
        around.all().delete()
    if held.sound:
        transaction.on_commit(partial(held.sound.storage.delete, str(held.sound)))
    held.sound = ""
    held.text = held.html = ""
    if held.is_carried:
        held.said_by, held.city = NOBODY, None
    held.standing, held.withdrawn_at = Contribution.Standing.WITHDRAWN, clock.now()
    held.save(update_fields=["text", "html", "sound", "said_by", "city", "standing", "withdrawn_at"])
    ask_anew(asked)
    close(subject=ContributionSubject(), subject_id=held.pk, community_id=held.community_id, by=by)
    record("dialogues.contribution_withdrawn", held, by=by, dialogue=held.dialogue_id)
    return held


def _take_glosses(glosses: Any, by: Membership | None) -> None:
    for gone in glosses:
        close(subject=SUBJECTS[Gloss], subject_id=gone.pk, community_id=gone.community_id, by=by)
    glosses.delete()


def _locked(said: Contribution) -> Contribution:
    """The row as it is now, held until this change is made: two changes at once would lose a wording."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("dialogue__community")
    held: Contribution = rows.get(pk=said.pk)
    return held
