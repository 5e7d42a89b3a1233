"""Writing down what was heard, sending it, and recording what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max

from palabre.chronicle.entries import record
from palabre.communities.models import Membership
from palabre.dialogues import rules
from palabre.dialogues.models import Citation, Contribution, Dialogue, Finding, Outcome, Synthesis
from palabre.dialogues.models.findings import CityNotHeard
from palabre.dialogues.refusals import Refusal
from palabre.kit import clock
from palabre.kit.text.markdown import render, says_nothing
from palabre.kit.text.tidy import one_line, tidy
from palabre.places.models import City


@transaction.atomic
def begin_synthesis(
    *,
    dialogue: Dialogue,
    language: str,
    by: Membership,
    introduction: str = "",
    languages_not_heard: Sequence[str] = (),
    cities_not_heard: Iterable[City] = (),
) -> Synthesis:
    """Begin, or change the frame of, what the hosts heard."""
    _must_host(dialogue, by)
    frame = {
        "introduction": tidy(introduction),
        "introduction_html": render(introduction) if introduction else "",
        "languages_not_heard": list(languages_not_heard),
        "by": by,
    }
    made, _new = Synthesis.objects.update_or_create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        language=language,
        defaults=frame,
        create_defaults={**frame, "begun_at": clock.now()},
    )
    for city in cities_not_heard:
        CityNotHeard.objects.get_or_create(community_id=dialogue.community_id, synthesis=made, city=city)
    record("dialogues.synthesis_begun", made, by=by, dialogue=dialogue.pk)
    return made


@transaction.atomic
def add_finding(*, synthesis: Synthesis, text: str, cites: Sequence[Contribution], by: Membership) -> Finding:
    """Write one finding. It must cite at least one contribution of the same dialogue, else `Refusal`."""
    _must_host(synthesis.dialogue, by)
    words = tidy(text).strip()
    if says_nothing(words):
        raise Refusal.empty()
    cited = [c for c in cites if c.dialogue_id == synthesis.dialogue_id]
    if not cited:
        raise Refusal.nothing_cited()
    last = synthesis.findings.aggregate(last=Max("number"))["last"] or 0
    made: Finding = Finding.objects.create(
        community_id=synthesis.community_id,
        synthesis=synthesis,
        number=last + 1,
        text=words,
        html=render(words),
        language=synthesis.language,
        by=by,
    )
    for contribution in cited:
        Citation.objects.create(community_id=synthesis.community_id, finding=made, contribution=contribution)
    record("dialogues.finding_written", made, by=by, dialogue=synthesis.dialogue_id)
    return made


@transaction.atomic
def publish_synthesis(*, synthesis: Synthesis, by: Membership) -> Synthesis:
    """Publish what was heard and archive the dialogue; only after its last day and with a finding in it."""
    dialogue = synthesis.dialogue
    _must_host(dialogue, by)
    if rules.state(dialogue) in (rules.State.UPCOMING, rules.State.OPEN):
        raise Refusal.still_open()
    if not synthesis.findings.filter(standing="public").exists():
        raise Refusal.no_findings()
    synthesis.published_at = clock.now()
    synthesis.save(update_fields=["published_at"])
    if dialogue.archived_at is None:
        dialogue.archived_at = synthesis.published_at
        dialogue.save(update_fields=["archived_at"])
    record("dialogues.synthesis_published", synthesis, by=by, dialogue=dialogue.pk)
    return synthesis


@transaction.atomic
def send_outcome(
    *,
    dialogue: Dialogue,
    recipient: str,
    language: str,
    sent_on: date,
    by: Membership,
    answer_due: date | None = None,
) -> Outcome:
    """Record to whom what was heard was sent, and by when they promised an answer."""
    _must_host(dialogue, by)
    if not one_line(recipient):
        raise Refusal.empty()
    made: Outcome = Outcome.objects.create(
        community_id=dialogue.community_id,
        dialogue=dialogue,
        recipient=one_line(recipient),
        language=language,
        sent_on=sent_on,
        answer_due=answer_due,
        by=by,
        recorded_at=clock.now(),
    )
    record("dialogues.outcome_sent", made, by=by, dialogue=dialogue.pk)
    return made


@transaction.atomic
def answer_outcome(
    *,
    outcome: Outcome,
    answered_on: date,
    answer: str,
    answer_language: str,
    by: Membership,
    effect: str = "",
) -> Outcome:
    """Record what they answered and what changed."""
    _must_host(outcome.dialogue, by)
    outcome.answered_on = answered_on
    outcome.answer = tidy(answer)
    outcome.answer_language = answer_language
    outcome.effect = tidy(effect)
    outcome.save(update_fields=["answered_on", "answer", "answer_language", "effect"])
    record("dialogues.outcome_answered", outcome, by=by, dialogue=outcome.dialogue_id)
    return outcome


def _must_host(dialogue: Dialogue, membership: Membership) -> None:
    if not rules.may_host(dialogue, membership):
        raise Refusal.not_yours()
