"""`palabre doctor`: what is wrong with an installation, and how to mend it."""

from argparse import Namespace
from collections import Counter

from palabre.config.cli.command import DONE, REFUSED, Command, Console, Ground, Outcome


def run(options: Namespace, console: Console) -> Outcome:
    """Look at everything; the exit code is 1 when something is wrong (not for what is only to watch)."""
    from palabre.config.cli.checkup.finding import Finding
    from palabre.config.cli.checkup.machine import disk, secrets
    from palabre.config.cli.checkup.running import clock, migrations, outgoing_mail, worker
    from palabre.config.cli.checkup.walls import composite_keys, roles, row_security

    findings: list[Finding] = [*disk(), *secrets(), *migrations(), *clock(), *roles(), *row_security()]
    findings += composite_keys()
    if not any(finding.topic == "database" and finding.level == "wrong" for finding in findings):
        findings += worker()  # its tables are there only once the database is prepared
    findings += outgoing_mail()
    levels = Counter[str](finding.level for finding in findings)
    return Outcome(
        [
            *map(str, findings),
            f"{levels['well']} well, {levels['watch']} to watch, {levels['wrong']} wrong.",
        ],
        {"findings": [vars(finding) for finding in findings], **dict(levels)},
        REFUSED if levels["wrong"] else DONE,
    )


command = Command(
    name="doctor",
    summary="say what is wrong with this installation and how to mend it",
    example="palabre --data /var/lib/palabre doctor",
    run=run,
    ground=Ground.APP,
)
