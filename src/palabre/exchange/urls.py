"""Addresses of the doors."""

from palabre.exchange.outbox import urls as outbox

community = [*outbox.addresses]
network = [*outbox.addresses]
