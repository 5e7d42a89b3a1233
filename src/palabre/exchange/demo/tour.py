"""The walk through the demo, step by step: at each, what to do in its order, where, and as whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from palabre.communities.addresses import absolute, page
from palabre.communities.models import Community
from palabre.exchange.demo import content
from palabre.exchange.demo.being import communities

SALON = "two-hours"
CARRIED = "jahanara-bicycle"
HOSTED = "what-did-you-stop"
"""Keys of the content: the open salon, what a correspondent took down in it, and a discussion that a member hosts."""


@dataclass(frozen=True)
class Act:
    """One thing to do or to see: `links` (label, address) lead there, `be` (part, name, path) makes one who sees it."""

    say: str
    links: list[tuple[str, str]] = field(default_factory=list)
    be: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Step:
    """One step: its name, and its acts in their order."""

    title: str
    acts: list[Act]


def walk(language: str) -> list[Step]:
    """The nine steps, in their order; none where the demo is not loaded."""
    places = {c.host.partition(".")[0]: c for c in communities()}
    if len(places) < len(content.tables("communities", "community")):
        return []
    salon, cities, circle = places["salon"], places["cities"], places["circle"]
    return [
        Step(
            _("The network's home"),
            [
                Act(
                    _(
                        "The open communities, who pays for them, and the cities covered, as a map and as a list."
                    ),
                    [(_("Home"), page(None, "portal_home", language))],
                )
            ],
        ),
        _salon(salon, language),
        _answered(salon, language),
        _heard(salon, language),
        _theme(cities, language),
        _city(cities, language),
        _gap(language),
        Step(
            _("A discussion that a member hosts"),
            [
                Act(
                    _("Who hosts it stands under its title, then the opening remarks and the questions."),
                    [(_("The Circle"), page(circle, "exchange_demo_hosted", language))],
                )
            ],
        ),
        Step(
            _("What the funder sees"),
            [
                Act(
                    _(
                        "Promised against delivered, voices by language and city. Every figure leads to what it "
                        "counts. It prints on two pages."
                    ),
                    be=[_part("ghada", "insights_funder")],
                )
            ],
        ),
    ]


def _salon(salon: Community, language: str) -> Step:
    talk = page(salon, "dialogues_page", language, slug=SALON)
    return Step(
        _("A salon on its fourth day"),
        [
            Act(
                _(
                    "What it is about, the panel and the local voices, two rounds of questions, what to read. "
                    "Under each question stand the first answers; a link leads to all of them."
                ),
                [(_("Open Floor"), talk)],
            ),
            Act(
                _(
                    "Jahanara (জাহানারা) has no telephone. What she said was taken down by Nusrat, in Bengali; a host "
                    "says in two English sentences what it is."
                ),
                [(_("What Jahanara said"), page(salon, "exchange_demo_said", language, key=CARRIED))],
            ),
            Act(
                _(
                    "The answers are in seven languages. The boxes under “Languages I read” leave only yours; with "
                    "Portuguese alone two remain, from Recife and Maputo."
                ),
                [(_("Only Portuguese"), f"{talk}?reads=pt")],
            ),
        ],
    )


def _answered(salon: Community, language: str) -> Step:
    question = {"slug": SALON, "number": "3"}
    return Step(
        _("Answer, and be answered"),
        [
            Act(
                _("Be Adama, a member in Ouagadougou, and answer question 3 in French."),
                be=[_part("adama", "dialogues_question", **question)],
            ),
            Act(
                _("Be Ines, who hosts this salon. Find what Adama said, the last answer, and answer it."),
                be=[_part("ines", "dialogues_question", **question)],
            ),
            Act(
                _(
                    "A few seconds later the first mail of the outbox tells Adama, in French, that Ines answered."
                ),
                [(_("Outbox"), absolute(salon, "/demo/outbox/", language))],
            ),
        ],
    )


def _heard(salon: Community, language: str) -> Step:
    return Step(
        _("What was heard, and what came of it"),
        [
            Act(
                _(
                    "Every finding cites the answers it rests on. One recipient has answered; one is 12 days late."
                ),
                [
                    (_("An earlier salon"), page(salon, "dialogues_heard", language, slug="the-last-bus")),
                    (_("What came of it"), page(salon, "dialogues_outcomes", language)),
                ],
            )
        ],
    )


def _theme(cities: Community, language: str) -> Step:
    return Step(
        _("One question, told by four cities"),
        [
            Act(
                _(
                    "Dhaka in Bengali with English beside it, Amman from right to left, each signed by its "
                    "correspondent."
                ),
                [
                    (_("Theme of the week"), page(cities, "portal_home", language)),
                    (_("The story from Dhaka"), page(cities, "newsroom_story", language, slug="shade-dhaka")),
                ],
            )
        ],
    )


def _city(cities: Community, language: str) -> Step:
    return Step(
        _("A city's page"),
        [
            Act(
                _("Its team, its stories, and an initiative with the places where it was taken up."),
                [
                    (_("Amman"), page(cities, "portal_city", language, slug="amman")),
                    (_("An initiative"), page(cities, "initiatives_page", language, slug="stair-vines")),
                ],
            )
        ],
    )


def _gap(language: str) -> Step:
    ready = (_("Words and a picture to use"), absolute(None, "/demo/story/", language))
    return Step(
        _("Close a gap"),
        [
            Act(
                _(
                    "Be Bruno, the editor. Nobody has written from Khulna for seven weeks: ask Nusrat for a story. "
                    "What to ask for can be copied."
                ),
                [ready],
                [_part("bruno", "insights_coverage")],
            ),
            Act(
                _(
                    "A few seconds later the first mail of the outbox asks Nusrat, in Bengali. Its link opens without "
                    "signing in: choose the first of the two answers, which is yes."
                ),
                [(_("Outbox"), absolute(None, "/demo/outbox/", language))],
            ),
            Act(
                _("Be Nusrat: under what is asked of her she sends the story, with its photograph."),
                [ready],
                [_part("nusrat", "network_mine")],
            ),
            Act(
                _("Be Bruno again: the story is the first on his desk. Open it and publish it."),
                be=[_part("bruno", "newsroom_desk")],
            ),
            Act(
                _("Coverage has no gap any more: Khulna has its story of the month."),
                be=[_part("bruno", "insights_coverage")],
            ),
        ],
    )


def _part(key: str, name: str, **kwargs: str) -> tuple[str, str, str]:
    """Somebody to be, and the page they then see on their community's host."""
    person = next(table for table in content.tables("people", "person") if table["key"] == key)
    path = reverse(name, urlconf=settings.COMMUNITY_URLCONF, kwargs=kwargs or None)
    return key, str(person.get("latin", person["name"])), "/" + path.removeprefix(get_script_prefix())
