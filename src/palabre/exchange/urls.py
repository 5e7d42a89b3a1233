"""Addresses of the doors."""

from palabre.exchange.demo import urls as demo
from palabre.exchange.feeds import urls as feeds
from palabre.exchange.outbox import urls as outbox

community = [*outbox.addresses, *demo.addresses, *feeds.community]
network = [*outbox.addresses, *demo.addresses]
