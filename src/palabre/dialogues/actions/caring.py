"""What hosts do for those who read and those who arrive: pick, release, welcome."""

from __future__ import annotations

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.dialogues import rules
from palabre.dialogues.actions.hosting import check_care, coming, show_from
from palabre.dialogues.models import Contribution, Pick, Round, Welcome
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock
from palabre.kit.text.tidy import tidy


@transaction.atomic
def pick(*, contribution: Contribution, pinned: bool, by: Membership) -> Pick:
    """Mark it as worth reading; pinned, it stands first under its question, where one stands first.

    Raises `Refusal`, also once its dialogue is archived.
    """
    if contribution.standing != "public":
        raise Refusal.not_yours()
    check_care(contribution.dialogue, by)
    if pinned:
        others = Pick.objects.filter(
            contribution__dialogue=contribution.dialogue, contribution__question=contribution.question_id
        )
        others.exclude(contribution=contribution).update(pinned=False)
    made, _new = Pick.objects.update_or_create(
        community_id=contribution.community_id,
        contribution=contribution,
        defaults={"pinned": pinned, "by": by, "at": clock.now()},
    )
    record("dialogues.contribution_picked", contribution, by=by, pinned=pinned)
    return made


@transaction.atomic
def unpick(*, contribution: Contribution, by: Membership) -> None:
    """Neither picked nor pinned any more; raises `Refusal`, as `pick` does."""
    check_care(contribution.dialogue, by)
    gone, _rows = Pick.objects.filter(contribution=contribution).delete()
    if gone:
        record("dialogues.contribution_unpicked", contribution, by=by)


@transaction.atomic
def release(*, round: Round, by: Membership) -> None:  # noqa: A002 (the trade's word)
    """Show from today on a round that waited for a host or for its day; released already, nothing changes.

    Raises `Refusal`.
    """
    held = coming(round, by)
    if rules.is_released(held, held.dialogue):
        return
    show_from(held, rules.today_of(held.dialogue))
    record("dialogues.round_released", held, by=by, dialogue=held.dialogue_id)


@transaction.atomic
def keep_welcome(*, community: Community, language: str, text: str, by: Membership) -> None:
    """What hosts say to newcomers in one language; empty, the text that comes with the house is back."""
    if not rules.may_welcome(by):
        raise Refusal.not_yours()
    words = tidy(text).strip()
    if not words:
        Welcome.objects.filter(community=community, language=language).delete()
    else:
        Welcome.objects.update_or_create(
            community=community,
            language=language,
            defaults={"text": words, "by": by, "changed_at": clock.now()},
        )
    record("dialogues.welcome_kept", community, by=by, language=language)
