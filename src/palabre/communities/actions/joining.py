"""How somebody new comes in: what they are asked, and a manager's answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from palabre.chronicle.entries import record
from palabre.communities import rules
from palabre.communities.addresses import page
from palabre.communities.models import Community, JoinAnswer, JoinQuestion, Membership, Role
from palabre.communities.refusals import Refusal
from palabre.kit import clock
from palabre.mail import actions as mail

MOST_QUESTIONS = 3


@transaction.atomic
def set_joining(*, community: Community, approves: bool, questions: Sequence[str], by: Membership) -> None:
    """Say what newcomers are asked (three questions at most, in the community's language) and who lets them in."""
    if not rules.may_manage(by):
        raise Refusal(_("Only a manager can do that."))
    Community.objects.filter(pk=community.pk).update(approves_joining=approves)
    community.approves_joining = approves
    JoinQuestion.objects.filter(community=community).delete()
    asked = [text.strip() for text in questions if text.strip()][:MOST_QUESTIONS]
    JoinQuestion.objects.bulk_create(
        JoinQuestion(community=community, number=number, text=text, language=community.default_language)
        for number, text in enumerate(asked, start=1)
    )
    record("communities.joining_changed", community, by=by, approves=approves, questions=len(asked))


def keep_answers(membership: Membership, answers: Mapping[JoinQuestion, str]) -> None:
    """Keep what a newcomer answered, each beside its question as it was asked."""
    membership.join_answers.all().delete()
    JoinAnswer.objects.bulk_create(
        JoinAnswer(
            community_id=membership.community_id,
            membership=membership,
            number=question.number,
            question=question.text,
            question_language=question.language,
            text=text,
            language=membership.language,
        )
        for question, text in answers.items()
    )


@transaction.atomic
def answer_newcomer(
    *, membership: Membership, lets_in: bool, sentence: str, language: str, by: Membership
) -> Membership:
    """Let somebody in who waits, or not, and mail them so in their language; raises `Refusal`.

    `sentence` is in `language`. Answering again changes nothing and mails nothing.
    """
    if not rules.may_manage(by):
        raise Refusal(_("Only a manager can do that."))
    held = Membership.objects.select_for_update().get(pk=membership.pk)
    if held.waits_since is None:
        return held
    waited = held.waits_since
    held.waits_since = None
    if lets_in:
        held.roles = [Role.MEMBER.value]
    else:
        held.left_at, held.mail_consent_at = clock.now(), None
        held.join_answers.all().delete()
    held.save(update_fields=["waits_since", "roles", "left_at", "mail_consent_at"])
    record("communities.member_let_in" if lets_in else "communities.member_declined", held, by=by)
    if lets_in:
        record("communities.member_joined", held, by=held)
    mail.send(
        kind="newcomer",
        to=held.person.email,
        language=held.person.language,
        community=held.community,
        person_id=held.person_id,
        once=f"newcomer:{held.pk}:{waited.isoformat()}",
        context={
            "lets_in": lets_in,
            "sentence": sentence.strip(),
            "sentence_language": language,
            "address": page(held.community, "communities_join", held.person.language),
        },
    )
    return held
