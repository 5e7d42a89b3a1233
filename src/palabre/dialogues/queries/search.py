"""What search may know of dialogues, their questions, what is said in them and what was heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from palabre.dialogues.models import Contribution, Dialogue, Question, Synthesis
from palabre.kit import clock, tenancy
from palabre.kit.search.findable import Searchable, Source
from palabre.kit.text.markdown import plain
from palabre.kit.text.quotes import own_words_first


def dialogue(subject_id: int) -> list[Searchable]:
    """A dialogue's title, standfirst and framing; nothing of a private call."""
    found = _dialogues().filter(pk=subject_id).first()
    if found is None:
        return []
    return [
        Searchable(
            kind="dialogue",
            subject_id=found.pk,
            title=found.title,
            language=found.language,
            text=_joined(found.standfirst, plain(found.framing_html)),
            path=f"/dialogues/{found.slug}/",
            at=_opening(found),
        )
    ]


def question(subject_id: int) -> list[Searchable]:
    """A question; its round may still be to come."""
    found = _questions().filter(pk=subject_id).first()
    if found is None:
        return []
    path = f"/dialogues/{found.dialogue.slug}/question/{found.number}/"
    at = _opening(found.dialogue)
    return [Searchable("question", found.pk, found.text, found.language, "", path, at)]


def contribution(subject_id: int) -> list[Searchable]:
    """What was said, under the name of who said it; nothing while it waits or is hidden."""
    found = _contributions().with_speakers().filter(pk=subject_id).first()
    if found is None:
        return []
    path = f"/contributions/{found.answers_id or found.pk}/#c{found.pk}"
    city = found.city_id or (found.seat.city_id if found.seat else None)
    text = own_words_first(found.html)
    return [
        Searchable("contribution", found.pk, found.speaker, found.language, text, path, found.said_at, city)
    ]


def heard(subject_id: int) -> list[Searchable]:
    """A published synthesis with its findings."""
    found = _syntheses().select_related("dialogue").filter(pk=subject_id).first()
    if found is None or found.published_at is None:
        return []
    shown = found.findings.filter(standing="public").order_by("number")
    findings = [plain(finding.html) for finding in shown]
    return [
        Searchable(
            kind="heard",
            subject_id=found.pk,
            title=found.dialogue.title,
            language=found.language,
            text=_joined(plain(found.introduction_html), *findings),
            path=f"/dialogues/{found.dialogue.slug}/heard/",
            at=found.published_at,
        )
    ]


def heard_with(finding_id: int) -> list[int]:
    """The number of the synthesis that a finding is found with."""
    return list(Synthesis.objects.filter(findings=finding_id).values_list("pk", flat=True))


def questions_of(round_id: int) -> list[int]:
    """The numbers of a round's questions."""
    return list(_questions().filter(round=round_id).values_list("pk", flat=True))


def questions_in(dialogue_id: int) -> list[int]:
    """The numbers of a dialogue's questions: they are found under its days."""
    return list(_questions().filter(dialogue=dialogue_id).order_by("pk").values_list("pk", flat=True))


def said_under_name_of(membership_id: int) -> Any:
    """The numbers of what stands under a member's own name, for a query: no seat's, none under a name for one text."""
    said = Contribution.objects.filter(author=membership_id, seat=None, said_by="")
    return said.filter(community_id=tenancy.current_community_id()).values("pk")


def conversations_of(numbers: Sequence[int]) -> dict[int, tuple[str, str]]:
    """The title, with its language, of the dialogue in which each contribution was said."""
    rows = Contribution.objects.filter(community_id=tenancy.current_community_id(), pk__in=numbers)
    told = rows.values_list("pk", "dialogue__title", "dialogue__language")
    return {pk: (title, language) for pk, title, language in told}


def said_from(seat_id: int | None) -> list[int]:
    """The numbers of what was said from a seat: its name and its city are found with it."""
    return list(Contribution.objects.filter(seat=seat_id).order_by("pk").values_list("pk", flat=True))


def _dialogues() -> Any:
    here = Dialogue.objects.filter(community_id=tenancy.current_community_id()).select_related("community")
    return here.exclude(format=Dialogue.Format.CALL)


def _questions() -> Any:
    here = Question.objects.filter(community_id=tenancy.current_community_id(), dialogue__in=_dialogues())
    return here.select_related("dialogue__community")


def _contributions() -> Any:
    here = Contribution.objects.filter(community_id=tenancy.current_community_id(), standing="public")
    return here.exclude(dialogue__format=Dialogue.Format.CALL)


def _syntheses() -> Any:
    here = Synthesis.objects.filter(community_id=tenancy.current_community_id(), dialogue__in=_dialogues())
    return here.filter(published_at__isnull=False)


def _seen(numbers: Sequence[int]) -> set[int]:
    return _pks(Dialogue.objects.visible_to(None).filter(pk__in=numbers))


def _questions_seen(numbers: Sequence[int]) -> set[int]:
    shown = _questions().filter(pk__in=numbers, dialogue__in=Dialogue.objects.visible_to(None))
    rows = shown.select_related("round")
    today = {row.pk: clock.today(row.dialogue.community.time_zone) for row in rows}
    return {row.pk for row in rows if row.round.opens_on and row.round.opens_on <= today[row.pk]}


def _contributions_seen(numbers: Sequence[int]) -> set[int]:
    return _pks(Contribution.objects.visible_to(None).filter(pk__in=numbers))


def _heard_seen(numbers: Sequence[int]) -> set[int]:
    return _pks(_syntheses().filter(pk__in=numbers, dialogue__in=Dialogue.objects.visible_to(None)))


def _pks(rows: Any) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def _opening(found: Dialogue) -> datetime:
    return datetime.combine(found.opens_on, time(), ZoneInfo(found.community.time_zone))


def _joined(*parts: str) -> str:
    return "\n".join(part for part in parts if part)


def _all(rows: Any) -> Iterable[int]:
    numbers: Iterable[int] = rows.values_list("pk", flat=True)
    return numbers


SOURCES = (
    Source("dialogue", dialogue, lambda: _all(_dialogues()), _seen),
    Source("question", question, lambda: _all(_questions()), _questions_seen),
    Source("contribution", contribution, lambda: _all(_contributions()), _contributions_seen),
    Source("heard", heard, lambda: _all(_syntheses()), _heard_seen),
)
