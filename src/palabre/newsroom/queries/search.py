"""What search may know of themes and stories."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from palabre.kit import clock, tenancy
from palabre.kit.search.findable import Searchable, Source
from palabre.kit.text.markdown import plain
from palabre.newsroom.models import Story, Theme
from palabre.newsroom.reach import SHOWN


def story(subject_id: int) -> list[Searchable]:
    """A published story in each of its languages; its embargo may still hold."""
    found = _stories().select_related("hub").prefetch_related("versions").filter(pk=subject_id).first()
    if found is None:
        return []
    return [
        Searchable(
            kind="story",
            subject_id=found.pk,
            title=version.headline,
            language=version.language,
            text="\n".join(part for part in (version.standfirst, plain(version.html)) if part),
            path=f"/stories/{found.slug}/",
            at=found.published_at or version.updated_at,
            city_id=found.hub.city_id,
        )
        for version in found.versions.all()
    ]


def theme(subject_id: int) -> list[Searchable]:
    """A theme with what its cities share; its Monday may still be to come."""
    found = _themes().filter(pk=subject_id).first()
    if found is None:
        return []
    text = "\n".join(part for part in (plain(found.introduction_html), plain(found.shared_html)) if part)
    at = datetime.combine(found.opens_on, time(), ZoneInfo(found.community.time_zone))
    return [Searchable("theme", found.pk, found.title, found.language, text, f"/{found.code}/", at)]


def _stories() -> Any:
    return Story.objects.filter(community_id=tenancy.current_community_id(), state__in=SHOWN)


def _themes() -> Any:
    return Theme.objects.filter(community_id=tenancy.current_community_id()).select_related("community")


def _stories_seen(numbers: Sequence[int]) -> set[int]:
    return set(Story.objects.shown().filter(pk__in=numbers).values_list("pk", flat=True))


def _themes_seen(numbers: Sequence[int]) -> set[int]:
    rows = _themes().filter(pk__in=numbers)
    return {row.pk for row in rows if row.opens_on <= clock.today(row.community.time_zone)}


def _all(rows: Any) -> Iterable[int]:
    numbers: Iterable[int] = rows.values_list("pk", flat=True)
    return numbers


SOURCES = (
    Source("theme", theme, lambda: _all(_themes()), _themes_seen),
    Source("story", story, lambda: _all(_stories()), _stories_seen),
)
