"""Addresses on the bare host, where the network is at home. Each room names its own."""

from palabre.communities import urls as communities
from palabre.exchange import urls as exchange
from palabre.mail import urls as mail
from palabre.people import urls as people
from palabre.portal import urls as portal

urlpatterns: list[object] = [
    *exchange.network,
    *mail.network,
    *communities.network,
    *people.network,
    *portal.network,
]
handler400 = "palabre.kit.views.bad_request"
handler403 = "palabre.kit.views.refused"
handler404 = "palabre.kit.views.not_found"
handler500 = "palabre.kit.views.broken"
handler429 = "palabre.people.views.too_many"
