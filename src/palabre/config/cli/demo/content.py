"""Preparing the demo's database, as its owner, in a process of its own: `python -m palabre.config.cli.demo.content`."""

import sys

from palabre.config.cli.command import Ground, Refusal
from palabre.config.cli.demo.speech import language, say
from palabre.config.cli.ground import set_up
from palabre.config.cli.program import catch_signals


def main() -> int:
    """Migrate, then load the content unless some community is there. The content comes whole or not at all."""
    catch_signals()
    set_up(Ground.OWNER)
    from django.db import transaction
    from django.utils import translation

    from palabre.communities.models import Community
    from palabre.config.cli.commands.migrate import apply_pending

    try:
        apply_pending(lambda count: _tell(say("Preparing the database: {count} changes ...", count=count)))
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if not Community.objects.exists():
        from palabre.exchange.demo.load import load_demo

        _tell(say("Loading the demo, only this once ..."))
        with translation.override(language()), transaction.atomic():
            load_demo(_tell)
    return 0


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    sys.exit(main())
