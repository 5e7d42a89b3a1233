"""What the installation does for itself by the clock."""

from django.db import connection

from palabre.kit.jobs import every

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
