"""The walk through the demo, step by step, with what to see at each."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from palabre.communities.addresses import absolute, page
from palabre.communities.models import Community
from palabre.exchange.demo import content
from palabre.exchange.demo.being import communities


@dataclass(frozen=True)
class Step:
    """One step: its name, what to see there, where it is (label, address), and who sees it (part, name, path)."""

    title: str
    see: str
    links: list[tuple[str, str]] = field(default_factory=list)
    be: list[tuple[str, str, str]] = field(default_factory=list)


def walk(language: str) -> list[Step]:
    """The nine steps, in their order; none where the demo is not loaded."""
    places = {c.host.partition(".")[0]: c for c in communities()}
    if len(places) < len(content.tables("communities", "community")):
        return []
    salon, cities, circle = places["salon"], places["cities"], places["circle"]
    return [
        *_talk(salon, language),
        *_week(cities, language),
        Step(
            _("A discussion that a member hosts"),
            _("Who hosts it stands under its title, then the opening remarks and the questions."),
            [(_("The Circle"), page(circle, "dialogues_page", language, slug="what-did-you-stop"))],
        ),
        Step(
            _("What the funder sees"),
            _(
                "Promised against delivered, voices by language and city. Every figure leads to what it counts. "
                "It prints on two pages."
            ),
            be=[_part("ghada", "insights_funder")],
        ),
    ]


def _talk(salon: Community, language: str) -> list[Step]:
    outbox = absolute(None, "/demo/outbox/", language)
    talk = page(salon, "dialogues_page", language, slug="two-hours")
    return [
        Step(
            _("The network's home"),
            _("The open communities, who pays for them, and the cities covered, as a map and as a list."),
            [(_("Home"), page(None, "portal_home", language))],
        ),
        Step(
            _("A salon on its fourth day"),
            _(
                "A panel and local voices, two rounds of questions, answers in seven languages. Look for what was "
                "said by Jahanara and taken down by Nusrat, and for the two sentences in English under it. "
                "Then show only the languages you read."
            ),
            [(_("Open Floor"), talk)],
        ),
        Step(
            _("Answer, and be answered"),
            _(
                "Be the member in Ouagadougou and answer in French. When you are answered, the mail is in the outbox."
            ),
            [(_("Outbox"), outbox)],
            [_part("adama", "dialogues_page", slug="two-hours")],
        ),
        Step(
            _("What was heard, and what came of it"),
            _(
                "Every finding cites the answers it rests on. One recipient has answered; one is 12 days late."
            ),
            [(_("An earlier salon"), page(salon, "dialogues_heard", language, slug="the-last-bus"))],
        ),
    ]


def _week(cities: Community, language: str) -> list[Step]:
    return [
        Step(
            _("One question, told by four cities"),
            _(
                "Dhaka in Bengali with English beside it, Amman from right to left, each signed by its correspondent."
            ),
            [(_("Theme of the week"), page(cities, "portal_home", language))],
        ),
        Step(
            _("A city's page"),
            _("Its team, its stories, and an initiative with the places where it was taken up."),
            [
                (_("Amman"), page(cities, "portal_city", language, slug="amman")),
                (_("An initiative"), page(cities, "initiatives_page", language, slug="stair-vines")),
            ],
        ),
        Step(
            _("Close a gap"),
            _(
                "As the editor, ask for a story from Khulna, where nobody has written for seven weeks. As the "
                "correspondent, say yes from the mail without signing in, and file it. The gap is closed."
            ),
            [(_("Outbox"), absolute(None, "/demo/outbox/", language))],
            [_part("bruno", "insights_coverage"), _part("nusrat", "network_mine")],
        ),
    ]


def _part(key: str, name: str, **kwargs: str) -> tuple[str, str, str]:
    """Somebody to be, and the page they then see on their community's host."""
    person = next(table for table in content.tables("people", "person") if table["key"] == key)
    path = reverse(name, urlconf=settings.COMMUNITY_URLCONF, kwargs=kwargs or None)
    return key, str(person.get("latin", person["name"])), "/" + path.removeprefix(get_script_prefix())
