"""Opening a city's page; saying where one lives."""

from __future__ import annotations

from django.db import transaction

from palabre.chronicle.entries import record
from palabre.communities.models import Community, Membership
from palabre.kit import clock
from palabre.kit.text.slugs import free_slug
from palabre.places import rules
from palabre.places.models import City, Home, Hub


@transaction.atomic
def open_hub(*, community: Community, city: City, by: Membership) -> Hub:
    """Give a city its page in a community; the one it has, where somebody was faster."""
    if not rules.may_open_hub(by):
        raise PermissionError("Only editors and managers open a city's page.")
    known = Hub.objects.filter(community=community, city=city).first()
    if known is not None:
        return known
    rows = Hub.objects.filter(community=community)
    address = free_slug(
        city.name, lambda base: rows.filter(slug__startswith=base).values_list("slug", flat=True)
    )
    made = Hub.objects.create(
        community=community, city=city, slug=address, opened_on=clock.today(community.time_zone)
    )
    record("places.hub_opened", made, by=by, city=city.pk)
    return made


@transaction.atomic
def live_in(*, city: City | None, by: Membership) -> None:
    """Say in which city one lives, or (None) no longer say it. What one says from then on comes from there."""
    if city is None:
        Home.objects.filter(community_id=by.community_id, membership=by).delete()
    else:
        Home.objects.update_or_create(community_id=by.community_id, membership=by, defaults={"city": city})
    record("places.home_named", by, by=by)
