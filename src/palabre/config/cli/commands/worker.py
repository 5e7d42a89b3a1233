"""`palabre worker`: does the jobs that the pages leave for later, and what comes round by the clock."""

import asyncio
from argparse import ArgumentParser, Namespace

from palabre.config.cli.command import Command, Console, Ground, Outcome


def arguments(parser: ArgumentParser) -> None:
    """How many jobs at a time, and whether to stay."""
    parser.add_argument(
        "--jobs", type=int, default=4, help="jobs done at the same time (default: %(default)s)"
    )
    parser.add_argument("--once", action="store_true", help="do what waits now, then end")


def run(options: Namespace, console: Console) -> Outcome:
    """Work until stopped; a stop lets running jobs finish for 15 seconds, then leaves them to be done again."""
    console.say("The worker has begun. Stop it with Ctrl-C.")
    console.facts({"working": True, "jobs": options.jobs})
    from palabre.chronicle.loop import Loop

    if options.once:
        Loop().step()  # what happened becomes jobs first
        asyncio.run(_work(options.jobs, stay=False))
    else:
        with Loop():
            asyncio.run(_work(options.jobs, stay=True))
    return Outcome()


async def _work(jobs: int, *, stay: bool) -> None:
    from procrastinate.contrib.django import app

    from palabre.config.cli.connector import WorkerConnector

    with app.replace_connector(WorkerConnector(size=jobs + 2)):
        async with app.open_async():
            await app.run_worker_async(
                name="palabre",
                concurrency=jobs,
                wait=stay,
                shutdown_graceful_timeout=15,
            )


command = Command(
    name="worker",
    summary="do the jobs left for later: mail, counts, pictures, the clock",
    example="palabre worker --jobs 4",
    run=run,
    arguments=arguments,
    ground=Ground.DIRECT,
)
