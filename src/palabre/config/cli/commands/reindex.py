"""palabre reindex."""

from argparse import ArgumentParser, Namespace

from palabre.config.cli.command import Command, Console, Ground, Outcome, Refusal


def arguments(parser: ArgumentParser) -> None:
    """Which communities."""
    parser.add_argument(
        "--host", default="", help="only the community on this host (all, where it is left out)"
    )


def run(options: Namespace, console: Console) -> Outcome:
    """Go through what each community says now; the site may work meanwhile, and running it again changes nothing."""
    from palabre.communities.models import Community
    from palabre.portal import index

    chosen = Community.objects.order_by("pk")
    chosen = chosen.filter(host=options.host) if options.host else chosen
    if options.host and not chosen:
        raise Refusal(f"There is no community on {options.host}. Name the host as its address has it.")
    rows = {}
    for community in chosen:

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
