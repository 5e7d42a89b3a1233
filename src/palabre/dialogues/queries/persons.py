"""What one member said in a community."""

from __future__ import annotations

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution

MOST = 10


def said_by(
    whose: Membership, reader: Membership | None, before: int | None = None
) -> tuple[list[Contribution], int | None]:
    """What a reader may see of somebody's words, the latest first, and where the next ones begin."""
    said = Contribution.objects.visible_to(reader).filter(author=whose)
    if reader is None or reader.pk != whose.pk:
        said = said.filter(standing="public")
    if before is not None:
        said = said.filter(pk__lt=before)
    rows = list(said.select_related("dialogue").order_by("-pk")[: MOST + 1])
    return rows[:MOST], rows[MOST - 1].pk if len(rows) > MOST else None
