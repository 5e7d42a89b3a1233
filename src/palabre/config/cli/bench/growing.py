"""A community to look at in an installation of a given size, made once, as the database's owner.

In a process of its own: `python -m palabre.config.cli.bench.growing CONTRIBUTIONS COMMUNITIES`, which answers as JSON
where the pages are that `palabre bench growth` asks for, and as whom.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from palabre.config.cli.bench import many
from palabre.config.cli.bench.content import LANGUAGE, members, new_community, open_dialogue, session, tell
from palabre.config.cli.command import Ground
from palabre.config.cli.ground import set_up

if TYPE_CHECKING:
    from palabre.communities.models import Community

HOST: Final = "growth.localhost"
PEOPLE: Final = 200
QUESTIONS: Final = 5
ELSEWHERE: Final = 20
"""Contributions in each of the other communities, by as many people as there are questions."""
AT_ONCE: Final = 25
"""Communities made in one transaction."""


def main() -> int:
    """Make what is not there yet, and say where it is."""
    contributions, communities = int(sys.argv[1]), int(sys.argv[2])
    set_up(Ground.OWNER)
    from palabre.communities.models import Community
    from palabre.config.cli.commands.migrate import apply_pending
    from palabre.kit import tenancy

    apply_pending(lambda count: tell(f"Preparing the database: {count} changes ..."))
    _others(communities - 1)
    if not Community.objects.filter(host=HOST).exists():
        _measured(contributions)
        many.settle()
    community = Community.objects.get(host=HOST)
    with tenancy.community(community):
        facts = _facts(community)
    print(json.dumps(facts), flush=True)
    return 0


def _others(wanted: int) -> None:
    """Communities beside the one that is looked at, some in each transaction: a run that was stopped goes on."""
    from django.db import transaction

    from palabre.communities.models import Community

    there = Community.objects.exclude(host=HOST).count()
    for start in range(there, wanted, AT_ONCE):
        with transaction.atomic():
            for number in range(start, min(start + AT_ONCE, wanted)):
                _filled(f"other-{number + 1}.localhost", QUESTIONS, ELSEWHERE)
        tell(f"Founding communities, only this once: {min(start + AT_ONCE, wanted)} of {wanted} ...")


def _measured(contributions: int) -> None:
    from django.db import transaction

    tell(f"Writing {contributions} contributions, only this once ...")
    with transaction.atomic(), many.much_at_once():
        _filled(HOST, PEOPLE, contributions, judged=True)


def _filled(host: str, people: int, said: int, *, judged: bool = False) -> None:
    """A community with a dialogue, as everything in it is found."""
    from palabre.kit import tenancy
    from palabre.portal import index

    community = new_community(host)
    with tenancy.community(community):
        everybody = members(community, people)
        dialogue = open_dialogue(community, 0, QUESTIONS)
        index.refresh("dialogue", dialogue.pk)
        for question in dialogue.questions.all():
            index.refresh("question", question.pk)
        many.say(dialogue, everybody, said, judged=judged)
        if judged:
            everybody[0].roles = ["moderator"]
            everybody[0].save(update_fields=["roles"])


def _facts(community: Community) -> dict[str, Any]:
    """The pages by name: host, path, and the session in which they are asked for, "" for a visitor."""
    from django.conf import settings

    from palabre.communities.models import Membership
    from palabre.dialogues.models import Dialogue

    here = f"/{LANGUAGE}/dialogues/{Dialogue.objects.get(community=community).slug}/"
    moderator = Membership.objects.select_related("person").get(community=community, roles=["moderator"])
    return {
        "dialogue": [HOST, here, ""],
        "list": [HOST, f"/{LANGUAGE}/dialogues/", ""],
        "home": [HOST, f"/{LANGUAGE}/", ""],
        "search": [HOST, f"/{LANGUAGE}/search/?q=water", ""],
        "search_seldom": [HOST, f"/{LANGUAGE}/search/?q={many.SELDOM}", ""],
        "feed": [HOST, "/feed.atom", ""],
        "moderation": [HOST, f"/{LANGUAGE}/moderation/", session(moderator, HOST)],
        "network": [settings.BASE_HOST, f"/{LANGUAGE}/", ""],
    }


if __name__ == "__main__":
    sys.exit(main())
