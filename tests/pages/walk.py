"""The pages of the walk, from the demo's content: where they are and who sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from palabre.communities.models import Community
from palabre.kit import tenancy
from palabre.kit.testing.cast import model


@dataclass(frozen=True)
class Place:
    """One page: a name for the test, host, path, and as whom (an e-mail address, "" for a visitor)."""

    name: str
    host: str
    path: str
    person: str = ""

    def in_language(self, tag: str) -> str:
        """Its path with the language in front."""
        return f"/{tag}{self.path}"


def _one(label: str, community: Community, **wanted: Any) -> Any:
    with tenancy.community(community):
        found = model(label).objects.filter(community=community, **wanted).order_by("pk").first()
    assert found is not None, f"the demo has no {label} with {wanted}"
    return found


def _somebody(community: Community, role: str) -> str:
    with tenancy.community(community):
        members = model("communities.Membership").objects.filter(community=community).select_related("person")
        return str(next(m.person.email for m in members.order_by("pk") if role in m.roles))


def public_pages() -> list[Place]:
    """What every visitor can open."""
    salon, cities, circle = (Community.objects.get(blueprint=b) for b in ("salon", "cities", "circle"))
    heard = _one("dialogues.Synthesis", salon, published_at__isnull=False)
    archived = _one("dialogues.Dialogue", salon, pk=heard.dialogue_id)
    opened = _one("dialogues.Dialogue", salon, noted_state="open")
    contribution = _one("dialogues.Contribution", salon, dialogue=opened, answers=None, standing="public")
    theme = _one("newsroom.Theme", cities, opens_on__isnull=False)
    story = _one("newsroom.Story", cities, state="published", theme__isnull=False)
    hub = _one("places.Hub", cities, pk=story.hub_id)
    initiative = _one("initiatives.Initiative", cities)
    hosted = _one("dialogues.Dialogue", circle)
    every = [
        ("about", "/about/"),
        ("rules", "/rules/"),
        ("sign-in", "/sign-in/"),
        ("search", "/search/?q=water"),
        ("missing", "/no-such-page/"),
    ]
    places = [
        ("salon home", salon, "/"),
        ("dialogues", salon, "/dialogues/"),
        ("dialogue", salon, f"/dialogues/{opened.slug}/"),
        ("question", salon, f"/dialogues/{opened.slug}/question/1/"),
        ("contribution", salon, f"/contributions/{contribution.pk}/"),
        ("answering", salon, f"/dialogues/{opened.slug}/speak/?answers={contribution.pk}"),
        ("archived dialogue", salon, f"/dialogues/{archived.slug}/"),
        ("heard", salon, f"/dialogues/{archived.slug}/heard/"),
        ("outcomes", salon, "/outcomes/"),
        ("cities home", cities, "/"),
        ("theme", cities, f"/{theme.code}/"),
        ("themes", cities, "/themes/"),
        ("story", cities, f"/stories/{story.slug}/"),
        ("cities", cities, "/cities/"),
        ("city hub", cities, f"/cities/{hub.slug}/"),
        ("initiatives", cities, "/initiatives/"),
        ("initiative", cities, f"/initiatives/{initiative.slug}/"),
        ("circle home", circle, "/"),
        ("hosted discussion", circle, f"/dialogues/{hosted.slug}/"),
        *[(name, salon, path) for name, path in every],
    ]
    return [Place(name, community.host, path) for name, community, path in places] + [
        Place("network home", "localhost", "/")
    ]


def desk_pages() -> list[Place]:
    """What those who work here open."""
    salon, cities = (Community.objects.get(blueprint=b) for b in ("salon", "cities"))
    opened = _one("dialogues.Dialogue", salon, noted_state="open")
    editor, funder, correspondent = (
        _somebody(cities, role) for role in ("editor", "funder", "correspondent")
    )
    speaker = _one("dialogues.Contribution", salon, author__roles=["member"], standing="public")
    moderator, manager = _somebody(salon, "moderator"), _somebody(salon, "manager")
    return [
        Place("editor's desk", cities.host, "/desk/", editor),
        Place("offer", cities.host, "/assignments/new/", editor),
        Place("coverage", cities.host, "/coverage/", editor),
        Place("funder's view", cities.host, "/funder/", funder),
        Place("asked of me", cities.host, "/assignments/mine/", correspondent),
        Place("moderation", salon.host, "/moderation/", moderator),
        Place("hosting", salon.host, f"/dialogues/{opened.slug}/host/", manager),
        Place("new dialogue", salon.host, "/dialogues/new/", manager),
        Place("carry", salon.host, f"/dialogues/{opened.slug}/carry/", manager),
        Place("members", salon.host, "/members/manage/", manager),
        Place("me", salon.host, "/me/", manager),
        Place("how newcomers come in", salon.host, "/members/manage/joining/", manager),
        Place("writing rules", salon.host, "/rules/write/", manager),
        Place("people", salon.host, "/people/", manager),
        Place("somebody", salon.host, f"/members/{speaker.author_id}/", manager),
        Place("blocking", salon.host, f"/members/manage/{speaker.author_id}/block/", manager),
        Place("member's dialogue", salon.host, f"/dialogues/{opened.slug}/", manager),
    ]
