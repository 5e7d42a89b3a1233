"""palabre reindex."""

from argparse import ArgumentParser, Namespace

from palabre.config.cli.command import Command, Console, Ground, Outcome
from palabre.config.cli.hosts import chosen, host_argument


def arguments(parser: ArgumentParser) -> None:
    """Which communities."""
    host_argument(parser)


def run(options: Namespace, console: Console) -> Outcome:
    """Go through what each community says now; the site may work meanwhile, and running it again changes nothing."""
    from palabre.portal import index

    rows = {}
    for community in chosen(options):

        def tell(kind: str, done: int, of: int, host: str = community.host) -> None:
            console.progress(f"{host}: {kind} {done} of {of}")

        rows[community.host] = index.renew(community, tell)
    sentences = [f"{host}: {read} rows were read into the search." for host, read in rows.items()]
    return Outcome(sentences or ["There is no community yet."], {"rows": rows})


command = Command(
    name="reindex",
    summary="bring what search finds up to what the communities say, such as after an upgrade",
    example="palabre --data /var/lib/palabre reindex --host salon.example.org",
    run=run,
    arguments=arguments,
    ground=Ground.DIRECT,
)
