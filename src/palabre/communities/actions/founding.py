"""A funder, an engagement and a community, in one act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from zoneinfo import available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from palabre.chronicle.entries import record
from palabre.communities.actions.invitations import invite
from palabre.communities.blueprints import BLUEPRINTS
from palabre.communities.models import (
    Community,
    Engagement,
    EngagementFunder,
    Funder,
    Invitation,
    Membership,
    Role,
)
from palabre.communities.refusals import Refusal
from palabre.kit import tenancy
from palabre.kit.contrast import check_brand
from palabre.kit.languages import is_known, spellings
from palabre.kit.text.markdown import render
from palabre.kit.text.slugs import slug
from palabre.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What a community starts from. `salons`, `stories_per_month` and `cities` are what is promised."""

    funders: list[str]
    blueprint: str
    host: str
    name: str
    languages: list[str]
    starts: date
    ends: date
    default_language: str = ""
    country: str = ""
    visibility: str = Community.Visibility.OPEN.value
    time_zone: str = "UTC"
    names: dict[str, str] = field(default_factory=dict)
    cause: str = ""
    causes: dict[str, str] = field(default_factory=dict)
    about: str = ""
    brand: dict[str, str] = field(default_factory=dict)
    title: str = ""
    salons: int = 0
    stories_per_month: int = 0
    cities: int = 0
    managers: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Founded:
    """What was made; managers with an account are in, the others are invited."""

    community: Community
    engagement: Engagement
    funders: list[Funder]
    managers: list[Membership]
    invitations: list[Invitation]


@transaction.atomic
def found(*, plan: Founding, by: Person | None) -> Founded:
    """Make a community from a plan, all of it or nothing.

    Raises `Refusal` with every reason, one a line. `by` is the network's operator, or None for the command line.
    """
    if reasons := _reasons(plan):
        raise Refusal("\n".join(reasons))
    funders = [_funder(name, plan.country) for name in plan.funders]
    community = _community(plan)
    with tenancy.community(community):
        record("communities.community_founded", community, by=by, blueprint=plan.blueprint)
        engagement = _engagement(plan, community, funders)
        people = {person.email: person for person in Person.objects.filter(email__in=_managers(plan))}
        managers = [_manager(community, person) for person in people.values()]
        invitations = [
            invite(
                community=community,
                email=email,
                roles=[Role.MANAGER.value],
                language=community.default_language,
                by=None,
            )
            for email in _managers(plan)
            if email not in people
        ]
    return Founded(community, engagement, funders, managers, invitations)


def _reasons(plan: Founding) -> list[str]:
    """Every reason why not, in sentences."""
    found = [
        (not plan.funders or not all(name.strip() for name in plan.funders), _("Name at least one funder.")),
        (not plan.name.strip(), _("Give the community a name.")),
        (
            plan.blueprint not in BLUEPRINTS,
            _("There is no blueprint “%(name)s”. Choose one of: %(all)s.")
            % {"name": plan.blueprint, "all": ", ".join(BLUEPRINTS)},
        ),
        (
            plan.visibility not in Community.Visibility.values,
            _("A community is open, private or preview, not “%(name)s”.") % {"name": plan.visibility},
        ),
        (plan.ends < plan.starts, _("The last day lies before the first.")),
        (not plan.languages, _("Name at least one language.")),
        (
            bool(plan.default_language) and plan.default_language not in plan.languages,
            _("The default language “%(tag)s” is not among the languages.") % {"tag": plan.default_language},
        ),
        (
            min(plan.salons, plan.stories_per_month, plan.cities) < 0,
            _("A promise cannot be less than nothing."),
        ),
    ]
    return [sentence for wrong, sentence in found if wrong] + _told_reasons(plan) + _field_reasons(plan)


def _told_reasons(plan: Founding) -> list[str]:
    """What is wrong with its name and cause in further languages."""
    default = plan.default_language or next(iter(plan.languages), "")
    told = ((plan.name, plan.names), (plan.cause, plan.causes))
    reasons = [
        _("A name or a cause is given in “%(tag)s”, which is not among the languages.") % {"tag": tag}
        for tag in dict.fromkeys((*plan.names, *plan.causes))
        if tag not in plan.languages
    ]
    if any(others.get(default, text).strip() != text.strip() for text, others in told):
        reasons.append(
            _("In the default language “%(tag)s” there are two different names or causes.") % {"tag": default}
        )
    most = Community._meta.get_field("name").max_length or 0
    if any(len(name.strip()) > most for name in (plan.name, *plan.names.values())):
        reasons.append(_("A community's name has at most %(most)s characters.") % {"most": most})
    return reasons


def _not_known(tag: str) -> str:
    """Why a tag is refused, and what to write instead where it is near one that we know."""
    if instead := spellings(tag):
        return _("The language “%(tag)s” is written here as: %(instead)s.") % {
            "tag": tag,
            "instead": ", ".join(instead),
        }
    return _("We do not know the language “%(tag)s”.") % {"tag": tag}


def _field_reasons(plan: Founding) -> list[str]:
    reasons = [_not_known(tag) for tag in plan.languages if not is_known(tag)]
    if plan.blueprint in BLUEPRINTS:
        reasons += _colour_reasons(_brand(plan))
    for email in _managers(plan):
        try:
            validate_email(email)
        except ValidationError:
            reasons.append(_("“%(email)s” is not an e-mail address.") % {"email": email})
    try:
        Community(host=plan.host, time_zone=plan.time_zone).clean_fields(
            exclude=[f.name for f in Community._meta.fields if f.name != "host"]
        )
    except ValidationError:
        reasons.append(_("“%(host)s” is not a host name like water.example.org.") % {"host": plan.host})
    if Community.objects.filter(host=plan.host).exists():
        reasons.append(_("There is a community on %(host)s already.") % {"host": plan.host})
    return reasons + _place_reasons(plan)


def _place_reasons(plan: Founding) -> list[str]:
    reasons = []
    if plan.host == settings.BASE_HOST:
        reasons.append(_("%(host)s is the network's own host.") % {"host": plan.host})
    if plan.time_zone not in available_timezones():
        reasons.append(_("There is no time zone “%(name)s”.") % {"name": plan.time_zone})
    return reasons


def _colour_reasons(brand: dict[str, str]) -> list[str]:
    return check_brand({name.replace("_", "-"): colour for name, colour in brand.items()})


def _brand(plan: Founding) -> dict[str, str]:
    return {**BLUEPRINTS[plan.blueprint].brand, **plan.brand}


def _managers(plan: Founding) -> list[str]:
    return list(dict.fromkeys(email.strip().lower() for email in plan.managers))


def _funder(name: str, country: str) -> Funder:
    """The funder of this name or short name, known already or new."""
    name, short = name.strip(), slug(name)
    known = Funder.objects.filter(Q(name__iexact=name) | Q(slug=short)).order_by("pk").first()
    return known or Funder.objects.create(slug=short, name=name, country=country)


def _community(plan: Founding) -> Community:
    return Community.objects.create(
        host=plan.host,
        name=plan.name.strip(),
        blueprint=plan.blueprint,
        visibility=plan.visibility,
        names=_stripped(plan.names),
        cause=plan.cause.strip(),
        causes=_stripped(plan.causes),
        about=plan.about,
        about_html=render(plan.about) if plan.about else "",
        languages=list(dict.fromkeys(plan.languages)),
        default_language=plan.default_language or plan.languages[0],
        time_zone=plan.time_zone,
        brand=_brand(plan),
    )


def _stripped(texts: dict[str, str]) -> dict[str, str]:
    return {tag: text.strip() for tag, text in texts.items() if text.strip()}


def _engagement(plan: Founding, community: Community, funders: list[Funder]) -> Engagement:
    engagement = Engagement.objects.create(
        community=community,
        slug="first",
        title=plan.title or plan.name,
        language=community.default_language,
        starts=plan.starts,
        ends=plan.ends,
        salons=plan.salons,
        stories_per_month=plan.stories_per_month,
        cities=plan.cities,
        languages=community.languages,
    )
    for funder in funders:
        EngagementFunder.objects.create(community=community, engagement=engagement, funder=funder)
    record("communities.engagement_agreed", engagement, funders=[funder.pk for funder in funders])
    return engagement


def _manager(community: Community, person: Person) -> Membership:
    made = Membership.objects.create(
        community=community,
        person=person,
        roles=[Role.MANAGER.value],
        name=person.name or person.email.partition("@")[0],
        language=person.language,
    )
    record("communities.member_joined", made, by=made)
    return made
