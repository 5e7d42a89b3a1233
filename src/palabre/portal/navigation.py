"""What every page's head and foot say: where one is, in which languages, who is signed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from palabre.communities import rules
from palabre.communities.addresses import absolute, page, site
from palabre.communities.queries import funders_of
from palabre.kit import tenancy
from palabre.kit.languages import interface_for, own_name
from palabre.kit.style.brand import Brand

# Sections of a community by its blueprint: what its readers come for first.
SECTIONS: dict[str, tuple[str, ...]] = {
    "salon": ("home", "dialogues", "outcomes", "initiatives", "search", "about"),
    "cities": ("home", "themes", "cities", "initiatives", "dialogues", "outcomes", "search", "about"),
    "circle": ("home", "dialogues", "initiatives", "outcomes", "search", "about"),
}


# Their words come from many places, each in the reader's language where it can.
GATHERING = frozenset({"/", "/dialogues/", "/cities/"})


@dataclass(frozen=True)
class Me:
    """The person signed in, as the head shows them."""

    name: str
    url: str


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Template context of every page; touches the database only inside a community."""
    community = getattr(request, "community", None)
    path = getattr(request, "bare_path", request.path_info)
    shared = {
        **_addresses(community, request, path),
        **_ways_in(request, path),
        "me": _me(request),
        "operator": settings.NETWORK_NAME,
        "demo": settings.DEMO,
    }
    if community is None:
        return shared | {"site_name": settings.NETWORK_NAME, "site_lang": "en", "sections": []}
    inside = tenancy.scope() is not None
    called, tag = community.name_for(getattr(request, "language", community.default_language))
    return shared | {
        "site_name": called,
        # The page around it says its own.
        "site_lang": "" if tag == get_language() else tag,
        "brand": Brand(**community.brand) if community.brand else None,
        "sections": _sections(community.blueprint, path),
        # Asked where the page's foot names them, unless its view has named them already.
        "funders": SimpleLazyObject(lambda: funders_of(community)) if inside else [],
        "foot_links": _foot_links(request),
    }


def _ways_in(request: HttpRequest, path: str) -> dict[str, str]:
    """Where the front page is and where one signs in: on the bare host for a reader of a host that has neither.

    So it is for whoever is not in a private community, which to them is such a host. Its members find it there.
    """
    if getattr(request, "is_nowhere", False):
        language = getattr(request, "language", None)
        return {
            "home_url": page(None, "portal_home", language),
            "sign_in_url": page(None, "people_sign_in", language),
        }
    return {"home_url": reverse("portal_home"), "sign_in_url": f"{reverse('people_sign_in')}?next={path}"}


def _sections(blueprint: str, path: str) -> list[tuple[str, str, bool]]:
    labels = {
        "home": (_("This week") if blueprint == "cities" else _("Now"), "portal_home"),
        "dialogues": (_("Conversations"), "dialogues_index"),
        "outcomes": (_("What came of it"), "dialogues_outcomes"),
        "themes": (_("Themes"), "newsroom_themes"),
        "cities": (_("Cities"), "portal_cities"),
        "initiatives": (_("Initiatives"), "initiatives_index"),
        "search": (_("Search"), "portal_search"),
        "about": (_("About"), "portal_about"),
    }
    shown = [(label, reverse(name)) for label, name in (labels[section] for section in SECTIONS[blueprint])]
    here = [url for _label, url in shown if url != reverse("portal_home") and path.startswith(_bare(url))]
    current = here[0] if here else (reverse("portal_home") if path == "/" else "")
    return [(label, url, url == current) for label, url in shown]


def _bare(url: str) -> str:
    """An address of ours without the language it may begin with."""
    from django.urls import get_script_prefix

    return "/" + url.removeprefix(get_script_prefix())


def _addresses(community: Any, request: HttpRequest, path: str) -> dict[str, Any]:
    """Where the page is to be had, in which languages; of one that is not to be had, the front page's languages."""
    if getattr(request, "is_without_address", False):
        return {"languages": _languages(request, "/", {}), "alternates": []}
    own: dict[str, str] = getattr(request, "stands_in", {})
    return {
        "languages": _languages(request, path, own),
        "alternates": _alternates(community, request, path),
        "canonical": _canonical(community, request, path),
    }


def _languages(request: HttpRequest, path: str, own: dict[str, str]) -> list[tuple[str, str, str, bool]]:
    tags = getattr(request, "languages", [])
    shown = getattr(request, "language", "")
    return [(tag, own_name(tag), f"/{tag}{own.get(tag, path)}", tag == shown) for tag in tags]


def _announced(request: HttpRequest, path: str) -> dict[str, str]:
    return announced(getattr(request, "languages", []), getattr(request, "stands_in", {}), path)


def announced(tags: Sequence[str], own: Mapping[str, str], path: str) -> dict[str, str]:
    """Languages a page can be had in, with its path in each.

    A text that has versions is announced in their languages alone. A page that gathers is announced in each, also in
    one the interface lacks (Chinese): it names the community, its cities and what is talked about in it, as far as
    they have names in it. Any other page is announced in those whose interface exists and in the one its text is in.
    """
    if len(own) > 1:
        return {tag: own[tag] for tag in tags if tag in own}
    return {tag: path for tag in tags if tag in own or path in GATHERING or interface_for(tag) == tag}


def _alternates(community: Any, request: HttpRequest, path: str) -> list[tuple[str, str]]:
    announced = _announced(request, path)
    first = next(iter(announced.values()), path) if len(getattr(request, "stands_in", {})) > 1 else path
    shown = [(tag, absolute(community, there, tag)) for tag, there in announced.items()]
    return [*shown, ("x-default", site(community) + first)]


def _canonical(community: Any, request: HttpRequest, path: str) -> str:
    """The page's own address; where the page is not in its address's language, that of the language it is in."""
    tag = getattr(request, "address_language", None)
    if tag and tag not in _announced(request, path):
        return absolute(community, path, interface_for(tag))
    return absolute(community, path, tag)


def _me(request: HttpRequest) -> Me | None:
    person = getattr(request, "person", None)
    if person is None:
        return None
    membership = getattr(request, "membership", None)
    name = membership.name if membership else str(person)
    return Me(name, reverse("communities_me" if getattr(request, "community", None) else "people_account"))


def _foot_links(request: HttpRequest) -> list[tuple[str, str]]:
    """Desks of those who work here; nothing for a reader."""
    membership = getattr(request, "membership", None)
    if membership is None:
        return []
    links = [(_("People"), reverse("portal_people"))] if rules.may_see_people(membership) else []
    if membership.has("editor", "manager"):
        links.append((_("Editor's desk"), reverse("newsroom_desk")))
    if membership.has("correspondent"):
        links.append((_("Asked of me"), reverse("network_mine")))
    if membership.has("moderator", "manager"):
        links.append((_("Moderation"), reverse("moderation_queue")))
    if membership.has("editor", "manager", "funder"):
        links.append((_("Coverage"), reverse("insights_coverage")))
    if membership.has("manager", "funder"):
        links.append((_("Funder's view"), reverse("insights_funder")))
    if membership.has("manager"):
        links.append((_("Members"), reverse("communities_members")))
    return links
