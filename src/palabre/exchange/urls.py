"""Addresses of the doors."""

from palabre.exchange.crawlers import urls as crawlers
from palabre.exchange.demo import urls as demo
from palabre.exchange.feeds import urls as feeds
from palabre.exchange.outbox import urls as outbox
from palabre.exchange.own import urls as own

community = [*outbox.addresses, *demo.addresses, *feeds.community, *crawlers.community]
network = [*own.network, *outbox.addresses, *demo.addresses, *crawlers.network]
