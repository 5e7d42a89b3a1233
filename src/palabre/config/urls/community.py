"""Addresses on a community's host. Each room names its own."""

from django.urls import path

from palabre.communities import urls as communities
from palabre.communities.pictures import picture
from palabre.dialogues import urls as dialogues
from palabre.exchange import urls as exchange
from palabre.initiatives import urls as initiatives
from palabre.insights import urls as insights
from palabre.mail import urls as mail
from palabre.moderation import urls as moderation
from palabre.network import urls as network
from palabre.newsroom import urls as newsroom
from palabre.places import urls as places
from palabre.portal import urls as portal

urlpatterns = [
    *exchange.community,
    *mail.community,
    path("media/<path:path>", picture, name="picture"),
    *communities.community,
    *places.community,
    *moderation.community,
    *dialogues.community,
    *network.community,
    *newsroom.community,
    *initiatives.community,
    *insights.community,
    *portal.community,
]
handler400 = "palabre.kit.views.bad_request"
handler403 = "palabre.kit.views.refused"
handler404 = "palabre.kit.views.not_found"
handler500 = "palabre.kit.views.broken"
handler429 = "palabre.people.views.too_many"
