"""Reading over several rows: whose community it is, who is in it, where somebody is at home."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from palabre.communities.models import Community, Engagement, Funder, JoinQuestion, Membership, Mute, Rules
from palabre.kit import clock, tenancy
from palabre.kit.numbers import row_number
from palabre.kit.search.folding import folded
from palabre.people.models import Person


def funders_of(community: Community) -> list[str]:
    """The names of those whose community it is, in the order they joined; asked inside the community."""
    # As they were fetched for the request.
    known: list[str] | None = getattr(community, "known_funders", None)
    return list(dict.fromkeys(funders_in_order(community.pk) if known is None else known))


def funders_in_order(community: int | OuterRef) -> QuerySet[Funder, str]:
    """The names of a community's funders, or of each that an outer query asks for; one is named for each engagement."""
    rows = Funder.objects.filter(parts__community=community).order_by("parts__id")
    return rows.values_list("name", flat=True)


def open_communities() -> QuerySet[Community]:
    """Those everybody may know of."""
    return Community.objects.filter(visibility=Community.Visibility.OPEN).order_by("founded_at", "pk")


def homes_of(person: Person) -> list[Membership]:
    """What a person is in every community they have not left; a person's own data, asked on the bare host."""
    with tenancy.everywhere(reason="a person's own communities"):
        mine = Membership.objects.filter(person=person, left_at=None).select_related("community")
        return list(mine.order_by("community__name"))


def may_open(person: Person, host: str) -> Community | None:
    """The community on this host if it exists for this person, else None."""
    community = Community.objects.filter(host=host).first()
    if community is None or community.visibility == Community.Visibility.OPEN:
        return community
    return community if any(home.community_id == community.pk for home in homes_of(person)) else None


def community_of(community_id: int) -> Community:
    """The community with this number; raises `Community.DoesNotExist`."""
    return Community.objects.get(pk=community_id)


def engagement_of(community: Community) -> Engagement | None:
    """What was agreed for today in the community's own time zone, else the latest there is; asked inside it."""
    today = clock.today(community.time_zone)
    agreed = Engagement.objects.filter(community=community).order_by("-starts", "-pk")
    return agreed.filter(starts__lte=today, ends__gte=today).first() or agreed.first()


def engagements_of(community: Community) -> list[Engagement]:
    """All that was ever agreed for it, the latest first; asked inside it."""
    return list(Engagement.objects.filter(community=community).order_by("-starts", "-pk"))


def current_rules(community: Community) -> Rules | None:
    """The wording of its own rules that holds, or None where it has none beside the house's; asked inside it."""
    return all_rules(community).first()


def all_rules(community: Community) -> QuerySet[Rules]:
    """Every wording there was, the latest first; asked inside it."""
    return Rules.objects.filter(community=community).select_related("published_by").order_by("-number")


def rules_numbered(community: Community, number: int) -> Rules | None:
    """One wording; asked inside it."""
    return all_rules(community).filter(number=number).first()


def join_questions(community: Community) -> list[JoinQuestion]:
    """What somebody is asked on joining, in order; asked inside it."""
    return list(JoinQuestion.objects.filter(community=community).order_by("number"))


def people_muted_by(membership: Membership) -> QuerySet[Membership]:
    """Those whose words this member does not want to see, while they are here; asked inside the community."""
    mine = Mute.objects.filter(by=membership).values("whom")
    return Membership.objects.shown_to(membership).filter(pk__in=mine).order_by("name", "pk")


def name_of(membership_id: int) -> str:
    """What a member is called here, whoever asks; "" where there is none. Asked inside the community."""
    return Membership.objects.filter(pk=membership_id).values_list("name", flat=True).first() or ""


def muted_by(membership: Membership | None) -> frozenset[int]:
    """Numbers of the memberships whose words this member does not want to see; asked inside the community."""
    if membership is None:
        return frozenset()
    known: list[int] | None = getattr(membership, "muted", None)  # as it was fetched for the request
    if known is not None:
        return frozenset(known)
    return frozenset(Mute.objects.filter(by=membership).values_list("whom_id", flat=True))


def listed() -> QuerySet[Membership]:
    """Members of the community we are in who agreed to be found, whoever asks: see `rules.may_see_people`."""
    here = Membership.objects.filter(community_id=tenancy.current_community_id(), person__is_active=True)
    here = here.filter(profile_standing="public")
    return here.filter(listed_at__isnull=False, left_at=None, waits_since=None, blocked_at=None)


def directory(
    reader: Membership | None,
    *,
    language: str = "",
    place: str = "",
    word: str = "",
    after: str = "",
    telling: Callable[[str], Any] | None = None,
) -> QuerySet[Membership]:
    """Members who agreed to be found, by name; `after` is the number of the last one shown before.

    `telling` is what a room above knows of a word spelt otherwise: a query for the numbers of those who tell of it.
    """
    found = Membership.objects.listed_for(reader).select_related("person")
    if language:
        found = found.filter(Q(person__reads__contains=[language]) | Q(person__writes__contains=[language]))
    if place:
        found = found.filter(place__in=_spelt_like(place))
    for one in word.split()[:5]:
        named = Q(name__icontains=one) | Q(organisation__icontains=one)
        named |= Q(about__icontains=one) | Q(place__icontains=one)
        found = found.filter(named | Q(pk__in=telling(one)) if telling else named)
    number = row_number(after)
    last = None if number is None else Membership.objects.filter(pk=number).first()
    if last is not None:
        found = found.filter(Q(name__gt=last.name) | Q(name=last.name, pk__gt=last.pk))
    return found.order_by("name", "pk")


def _spelt_like(place: str) -> list[str]:
    """The places members name of themselves in which this stands, however it is spelt (Bogotá for "bogota")."""
    wanted = folded(place)
    named = listed().exclude(place="").order_by().values_list("place", flat=True).distinct()
    return [one for one in named if wanted in folded(one)]
