"""The front page of a community: what is open now is the page; then what comes; then what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from palabre.communities.models import Community, Membership
from palabre.dialogues.queries import lists
from palabre.dialogues.queries.front import Dialogue, Front, front
from palabre.newsroom.queries.gathering import Theme, ThisWeek, earlier_themes, this_week

COMING = 3
EARLIER = 3


@dataclass
class Home:
    """A community's front page. Of `week` and `front` the first that is there is the page itself."""

    week: ThisWeek | None = None
    front: Front | None = None
    also_open: list[Dialogue] = field(default_factory=list)
    coming: list[Dialogue] = field(default_factory=list)
    sent: list[lists.Sent] = field(default_factory=list)
    earlier: list[Dialogue] = field(default_factory=list)
    themes: list[Theme] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is here yet."""
        return not (self.week or self.front or self.coming or self.earlier or self.sent)

    @property
    def beside(self) -> list[Dialogue]:
        """The earlier conversations as they stand beside the page; none where they are the page itself."""
        return self.earlier if self.week or self.front else []


def home(community: Community, membership: Membership | None, language: str = "") -> Home:
    """Gather it: a cities community is led by its theme, the others by the conversation opened last.

    What has a version in the reader's language is shown in it.
    """
    is_cities = community.blueprint == Community.Blueprint.CITIES
    week = this_week(community, membership) if is_cities else None
    shelf = lists.shelf(community, membership, language=language)
    opened = [dialogue for dialogue in shelf.open if not dialogue.held]
    leading = opened[0] if opened and week is None else None
    return Home(
        week=week,
        front=front(leading, membership) if leading else None,
        also_open=opened[1:] if leading else opened,
        coming=[dialogue for dialogue in shelf.upcoming if not dialogue.held][:COMING],
        sent=lists.outcomes(community, membership)[:EARLIER],
        earlier=shelf.closed[:EARLIER],
        themes=earlier_themes(community, EARLIER) if week else [],
    )
