"""What was brought in from elsewhere, found again by where it came from. Called inside the community."""

from __future__ import annotations

from palabre.communities.models import Community
from palabre.dialogues.models import Contribution, Dialogue


def by_source(community: Community, source: str) -> Dialogue | None:
    """The dialogue that was imported from this source, or None."""
    return Dialogue.objects.filter(community=community, source=source).select_related("community").first()


def sources_of(dialogue: Dialogue) -> list[str]:
    """The sources of its imported contributions, in the order in which they were said."""
    said = Contribution.objects.filter(
        community_id=dialogue.community_id, dialogue=dialogue, source__isnull=False
    )
    return [source for source in said.said_in_order().values_list("source", flat=True) if source]


def origin(community: Community, beginning: str, language: str) -> Dialogue | None:
    """The first imported dialogue whose source begins so, where it is in another language than `language`.

    A dialogue in `language` is a version of it.
    """
    same = Dialogue.objects.filter(community=community, source__startswith=beginning, version_of=None)
    return same.exclude(language=language).order_by("pk").first()


def contributions_of(dialogue_id: int) -> list[int]:
    """The ids of a dialogue's imported contributions, for whoever reads the news that it was imported."""
    said = Contribution.objects.filter(dialogue_id=dialogue_id, source__isnull=False)
    return list(said.order_by("pk").values_list("pk", flat=True))
