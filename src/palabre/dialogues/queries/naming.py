"""Who is named in a text: "@Amina", for those who take part in the dialogue."""

from __future__ import annotations

from palabre.communities.models import Membership
from palabre.dialogues.models import Dialogue

MOST = 10
"""More names than that is a mailing list, and none of them is told."""


def named(text: str, dialogue: Dialogue) -> list[Membership]:
    """Members with a seat or a word in the dialogue whose name stands in the text behind an @, small letters or not.

    Of two names that begin alike the longer is meant. The text of one who names more than `MOST` names nobody.
    """
    rest = text.casefold()
    if "@" not in rest:
        return []
    here = Membership.objects.filter(community_id=dialogue.community_id, left_at=None)
    seated = here.filter(pk__in=dialogue.seats.exclude(membership=None).values("membership"))
    spoke = here.filter(pk__in=dialogue.contributions.exclude(author=None).values("author"))
    found: dict[int, Membership] = {}
    for member in sorted({*seated, *spoke}, key=lambda one: (-len(one.name), one.pk)):
        marked = f"@{member.name.casefold()}"
        if member.name and marked in rest:
            found[member.pk] = member
            rest = rest.replace(marked, " ")
    return list(found.values()) if len(found) <= MOST else []
