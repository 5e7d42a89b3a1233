"""Cities and who is at home in them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import get_language

from palabre.communities.models import CommunityRow, Membership
from palabre.kit.fencing import FencedKey
from palabre.kit.fields import LanguageField, Words
from palabre.kit.languages import interface_for
from palabre.places.gazetteer import CityRow

COPIED = ("name", "country", "names", "latitude", "longitude", "time_zone", "population")


class CityManager(models.Manager["City"]):
    """Cities that somebody has named."""

    def of(self, row: CityRow) -> City:
        """The city of a line of the gazetteer: a row from the moment on which it is first named."""
        facts = {name: getattr(row, name) for name in COPIED}
        return self.get_or_create(geonames_id=row.geonames_id, defaults=facts)[0]


class City(models.Model):
    """A place from GeoNames (CC BY 4.0), one for the whole installation."""

    geonames_id = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=200)
    country = models.CharField(max_length=2, help_text="ISO 3166-1 alpha-2")
    names = models.JSONField(default=dict, help_text="language tag → name")
    latitude = models.FloatField()
    longitude = models.FloatField()
    time_zone = models.CharField(max_length=60)
    population = models.PositiveIntegerField(default=0)

    objects = CityManager()

    class Meta:
        verbose_name_plural = "cities"
        indexes = [models.Index(fields=["country", "name"], name="places_city_by_country")]

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The city's name in a language, or the name GeoNames gives it."""
        return str(self.names.get(language, self.name))

    def name_here(self) -> str:
        """Its name where no element may stand that says its language (an option, a title): in the page's own."""
        return self.name_in(get_language() or "en")

    def foreign_in(self, language: str) -> str:
        """The language of `name_in(language)` where the interface shown to its readers is in another one, else ""."""
        return language if language in self.names and interface_for(language) != language else ""


class Hub(CommunityRow):
    """A city that a community covers, with its page."""

    city = models.ForeignKey(City, models.PROTECT, related_name="hubs")
    slug = models.CharField(max_length=80)
    opened_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "slug"], name="places_hub_slug"),
            models.UniqueConstraint(fields=["community", "city"], name="places_hub_city"),
        ]

    def __str__(self) -> str:
        return self.slug


class TeamMember(CommunityRow):
    """Somebody in a city's team, now or once."""

    hub = FencedKey(Hub, models.CASCADE, related_name="team")
    membership = FencedKey(Membership, models.CASCADE, related_name="teams")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "hub", "membership", "since"], name="places_teammember_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.membership_id} in {self.hub_id}"


class Home(CommunityRow):
    """The city a member says they live in."""

    membership = FencedKey(Membership, models.CASCADE, related_name="homes")
    city = models.ForeignKey(City, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "membership"], name="places_home_once")]

    def __str__(self) -> str:
        return f"{self.membership_id} lives in {self.city_id}"


class Organisation(CommunityRow):
    """Who is behind an initiative, a seat, a person."""

    class Kind(models.TextChoices):
        ASSOCIATION = "association"
        COOPERATIVE = "cooperative"
        COMPANY = "company"
        PUBLIC = "public"
        UNIVERSITY = "university"
        FOUNDATION = "foundation"

    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    city = models.ForeignKey(City, models.PROTECT, related_name="+", null=True, blank=True)
    address = models.URLField(blank=True)
    about = Words(blank=True)
    language = LanguageField(default="en")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="places_organisation_slug")]

    def __str__(self) -> str:
        return self.name
