"""Addresses of the doors."""

from palabre.exchange.demo import urls as demo
from palabre.exchange.outbox import urls as outbox

community = [*outbox.addresses, *demo.addresses]
network = [*outbox.addresses, *demo.addresses]
