"""What the installation does for itself by the clock."""

from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.job_context import JobContext

from palabre.communities import kept, once
from palabre.communities.models import Community
from palabre.dialogues.tasks import check_links, fold_tallies, note_states
from palabre.exchange.own import exports
from palabre.kit import tenancy
from palabre.kit.delivery import invalidations
from palabre.kit.jobs import every
from palabre.newsroom.tasks import let_go_of_themes
from palabre.people import codes, counts, tickets

KEPT_DAYS = 7


@every("17 3 * * *", name="config.forget_finished_jobs")
def forget_finished_jobs() -> None:
    """Delete jobs that ended well or were cancelled a week ago; failed ones stay until somebody has looked at them."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            DELETE FROM procrastinate_jobs job
            WHERE job.status IN ('succeeded', 'cancelled', 'aborted') AND NOT EXISTS (
                SELECT 1 FROM procrastinate_events event
                WHERE event.job_id = job.id AND event.at > now() - make_interval(days => %s))
            """,
            [KEPT_DAYS],
        )


@every("*/10 * * * *", name="config.purge_invalidations")
def purge_invalidations() -> None:
    """Let go of what every process that keeps pages has read long ago."""
    with connection.cursor() as cursor:
        invalidations.purge(cursor)


every("* * * * *", name="dialogues.note_states")(note_states)
every("*/10 * * * *", name="dialogues.fold_tallies")(fold_tallies)
every("23 * * * *", name="dialogues.check_links")(check_links)
every("*/5 * * * *", name="newsroom.let_go_of_themes")(let_go_of_themes)


@every("41 3 * * *", name="config.forget_expired")
def forget_expired() -> None:
    """Delete what has run out: forms' keys, drafts nobody came back for, codes, tickets, sessions."""
    for community in Community.objects.all():
        with tenancy.community(community):
            once.purge()
            kept.purge()
    once.purge()
    codes.purge()
    tickets.purge()
    counts.purge()
    exports.purge()
    SessionStore.clear_expired()


@app.periodic(cron="* * * * *")
@app.task(name="config.take_up_stalled", queueing_lock="config.take_up_stalled", pass_context=True)
async def take_up_stalled(context: JobContext, timestamp: int) -> None:
    """Have jobs done again whose worker was killed; each job itself sees to it that this does no harm."""
    for job in await context.app.job_manager.get_stalled_jobs():
        await context.app.job_manager.retry_job(job)
