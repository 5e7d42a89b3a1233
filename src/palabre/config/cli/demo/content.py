"""Preparing the demo's database, as its owner, in a process of its own: `python -m palabre.config.cli.demo.content`."""

import sys

from palabre.config.cli.command import INTERRUPTED, Ground, Refusal
from palabre.config.cli.demo.speech import language, refused, say
from palabre.config.cli.ground import set_up
from palabre.config.cli.program import catch_signals


def main() -> int:
    """Migrate, then load the content, which comes whole or not at all, unless it is there."""
    catch_signals()
    set_up(Ground.OWNER)
    from palabre.config.cli.commands.migrate import apply_pending

    try:
        apply_pending(lambda count: _tell(say("Preparing the database: {count} changes ...", count=count)))
        _load()
    except Refusal as refusal:
        print(refused(refusal), file=sys.stderr)
        return 1
    return 0


def _load() -> None:
    from django.conf import settings
    from django.utils import translation

    from palabre.communities.models import Community
    from palabre.exchange.demo.load import load_demo

    hosts = list(Community.objects.order_by("pk").values_list("host", flat=True))
    if not hosts:
        _tell(say("Loading the demo, only this once ..."))
        with translation.override(language()):
            load_demo(_tell)
    elif f"salon.{settings.BASE_HOST}" not in hosts:
        raise Refusal(
            "The communities in this data folder are at other hosts, the first is {host}. "
            "Start with the --host-suffix they were made for, or choose a new folder with --data.",
            host=hosts[0],
        )


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
