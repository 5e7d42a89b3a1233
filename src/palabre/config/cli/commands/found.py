"""`palabre found`: a funder, an engagement and a community from a blueprint, in one act."""

from argparse import Action, ArgumentError, ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import TYPE_CHECKING, Any

from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal

if TYPE_CHECKING:
    from palabre.communities.actions.founding import Founded, Founding

COLOURS = ("accent", "on_accent", "accent_dark", "on_accent_dark")


def arguments(parser: ArgumentParser) -> None:
    """Who pays, what it is called and where it stands, what is promised."""
    add = parser.add_argument
    add(
        "--funder", action="append", required=True, metavar="NAME", help="a funder's name; may be given again"
    )
    add("--country", default="", metavar="CC", help="the funder's country, such as NO")
    add("--blueprint", required=True, help="salon, cities or circle")
    add("--host", required=True, help="the community's host name, such as water.example.org")
    add("--name", required=True, help="the community's name, in the default language")
    _add_told(parser, "name", "its name in a further language, such as fr=Parole ouverte; may be given again")
    add(
        "--languages",
        required=True,
        type=_list,
        metavar="TAGS",
        help="such as en,fr,ar; the first is the default",
    )
    add(
        "--starts",
        required=True,
        type=_day,
        metavar="DAY",
        help="first day of the engagement, such as 2026-01-01",
    )
    add("--ends", required=True, type=_day, metavar="DAY", help="its last day")
    add("--title", default="", help="what the engagement is called (default: the community's name)")
    add("--salons", type=int, default=0, help="conversations promised over the whole period")
    add("--stories-per-month", type=int, default=0, help="stories promised per city and month")
    add("--cities", type=int, default=0, help="cities promised")
    add(
        "--manager",
        action="append",
        default=[],
        metavar="EMAIL",
        help="is in, or is invited; may be given again",
    )
    add("--visibility", default="open", help="open, private or preview (default: %(default)s)")
    add("--time-zone", default="UTC", help="such as Africa/Nairobi (default: %(default)s)")
    add("--cause", default="", help="what it is about, in one line of the default language")
    _add_told(
        parser, "cause", "the same in a further language, such as fr=L'eau pour tous; may be given again"
    )
    add("--about", default="", help="the text of its front page, in Markdown")
    for colour in COLOURS:
        add(
            f"--{colour.replace('_', '-')}",
            metavar="#RRGGBB",
            help="a colour of its own instead of the blueprint's",
        )


def _add_told(parser: ArgumentParser, what: str, meaning: str) -> None:
    parser.add_argument(
        f"--{what}-in",
        action=_Told,
        type=_told,
        default={},
        metavar="TAG=TEXT",
        help=meaning,
        dest=f"{what}s",
    )


class _Told(Action):
    """Gathers texts by language; one language twice is a mistake, not a correction."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        tag, text = values
        before = getattr(namespace, self.dest)
        if tag in before:
            raise ArgumentError(self, f"{tag} is given twice")
        setattr(namespace, self.dest, {**before, tag: text})


def run(options: Namespace, console: Console) -> Outcome:
    """Found it, or say everything that is in the way."""
    from palabre.communities import actions
    from palabre.communities.refusals import Refusal as CommunityRefusal

    try:
        made = actions.found(plan=_plan(options), by=None)
    except CommunityRefusal as refused:
        raise Refusal(str(refused)) from refused
    facts = _facts(made)
    return Outcome(_sentences(facts), facts)


def _plan(options: Namespace) -> "Founding":
    from palabre.communities.actions import Founding

    return Founding(
        funders=options.funder,
        country=options.country.upper(),
        blueprint=options.blueprint,
        host=options.host.lower(),
        name=options.name,
        languages=options.languages,
        starts=options.starts,
        ends=options.ends,
        title=options.title,
        salons=options.salons,
        stories_per_month=options.stories_per_month,
        cities=options.cities,
        managers=options.manager,
        visibility=options.visibility,
        time_zone=options.time_zone,
        names=options.names,
        cause=options.cause,
        causes=options.causes,
        about=options.about,
        brand={colour: value for colour in COLOURS if (value := getattr(options, colour))},
    )


def _facts(made: "Founded") -> dict[str, object]:
    from palabre.communities.addresses import site

    return {
        "community": made.community.host,
        "name": made.community.name,
        "names": made.community.names,
        "address": site(made.community) + "/",
        "blueprint": made.community.blueprint,
        "visibility": made.community.visibility,
        "languages": made.community.languages,
        "funders": [funder.name for funder in made.funders],
        "engagement": {"starts": made.engagement.starts, "ends": made.engagement.ends},
        "managers": [member.person.email for member in made.managers],
        "invited": [
            {"email": invitation.email, "address": invitation.address, "until": invitation.expires_at}
            for invitation in made.invitations
        ],
    }


def _sentences(facts: dict[str, object]) -> list[str]:
    invited = facts["invited"]
    assert isinstance(invited, list)
    return [
        f"Founded: {facts['name']}, {facts['address']}",
        *(
            f"Invited as manager by mail: {one['email']}, or by this link: {one['address']}"
            for one in invited
        ),
    ]


def _list(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]


def _told(text: str) -> tuple[str, str]:
    tag, _equals, told = (part.strip() for part in text.partition("="))
    if not tag or not told:
        raise ArgumentTypeError(f"{text!r} is not a language and a text like fr=Parole ouverte")
    return tag, told


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a day like 2026-01-31") from None


command = Command(
    name="found",
    summary="found a community: its funder, what was agreed, its host, from a blueprint",
    example='palabre found --funder "Halden Fund" --blueprint salon --host water.example.org --name "Open Floor" '
    '--name-in fr="Parole ouverte" --languages en,fr,ar '
    "--starts 2026-01-01 --ends 2027-06-30 --salons 4 --manager dev@example.org",
    run=run,
    arguments=arguments,
    ground=Ground.APP,
)
