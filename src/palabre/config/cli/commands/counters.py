"""palabre counters."""

from argparse import ArgumentParser, Namespace
from typing import Any

from palabre.config.cli.command import DONE, REFUSED, Command, Console, Ground, Outcome
from palabre.config.cli.hosts import chosen, host_argument


def arguments(parser: ArgumentParser) -> None:
    """What to do with a wrong count, and which communities."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="only look, and end with 1 where a count is wrong")
    what.add_argument("--mend", action="store_true", help="put wrong counts right")
    host_argument(parser)


def run(options: Namespace, console: Console) -> Outcome:
    """Compare each community's counts with what stands there; the site may work meanwhile."""
    from palabre.dialogues.actions.counting import mend_counts
    from palabre.dialogues.queries.counting import wrong_counts
    from palabre.kit import tenancy

    communities = chosen(options)
    look = mend_counts if options.mend else wrong_counts
    wrong: list[dict[str, Any]] = []
    sentences: list[str] = []
    for community in communities:
        console.progress(f"{community.host}: counting ...")
        with tenancy.community(community):
            found = look()
        wrong += [{"community": community.host, **vars(one)} for one in found]
        sentences += [f"{community.host}: {one}." for one in found]
        sentences += [] if found else [f"{community.host}: every count is right."]
    return Outcome(
        [*sentences, *_summary(len(wrong), mended=options.mend)] or ["There is no community yet."],
        {
            "communities": [community.host for community in communities],
            "wrong": wrong,
            "mended": options.mend and bool(wrong),
        },
        REFUSED if wrong and not options.mend else DONE,
    )


def _summary(wrong: int, *, mended: bool) -> list[str]:
    if not wrong:
        return []
    if mended:
        return [f"Wrong counts put right: {wrong}."]
    return [f"Wrong counts: {wrong}. Put them right with: palabre counters --mend"]


command = Command(
    name="counters",
    summary="compare the counts that pages show with what stands there, and put wrong ones right",
    example="palabre --data /var/lib/palabre counters --mend",
    run=run,
    arguments=arguments,
    ground=Ground.DIRECT,
)
