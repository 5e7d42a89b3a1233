"""How the worker reaches its jobs: a pool for its own loop, Django's connection for what a job defers."""

from procrastinate.connector import BaseConnector
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.utils import connector_params
from procrastinate.psycopg_connector import PsycopgConnector


class WorkerConnector(PsycopgConnector):
    """Procrastinate's pooled connector, except that a job which defers another does so in its own transaction.

    Procrastinate's Django worker would send that through its pool: the new job would exist at once, before what it
    speaks of is committed, and also when that is rolled back.
    """

    def __init__(self, size: int) -> None:
        super().__init__(kwargs=connector_params(), min_size=1, max_size=size)
        self._in_transaction = DjangoConnector()

    def get_sync_connector(self) -> BaseConnector:
        """What `task.defer(...)` uses inside a job."""
        return self._in_transaction
