"""Commands that go through all communities, or one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from palabre.config.cli.command import Refusal

if TYPE_CHECKING:
    from palabre.communities.models import Community


def host_argument(parser: ArgumentParser) -> None:
    """Which of them."""
    parser.add_argument(
        "--host", default="", help="only the community on this host (all, where it is left out)"
    )


def chosen(options: Namespace) -> list[Community]:
    """Those, in the order in which they were founded; raises `Refusal` for a host on which there is none."""
    from palabre.communities.models import Community

    found = Community.objects.order_by("pk")
    found = found.filter(host=options.host) if options.host else found
    if options.host and not found:
        raise Refusal(f"There is no community on {options.host}. Name the host as its address has it.")
    return list(found)
