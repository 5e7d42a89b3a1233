"""Addresses of feeds on a community's host, each as Atom and as JSON."""

from django.urls import path

from palabre.exchange.feeds import views

FEEDS = (
    ("", views.community, "exchange_feed"),
    ("dialogues/<str:slug>/", views.dialogue, "exchange_feed_dialogue"),
    ("channels/<str:slug>/", views.channel, "exchange_feed_channel"),
    ("people/<int:pk>/", views.person, "exchange_feed_person"),
)
community = [
    path(f"{of}feed.{form}", view, {"form": form}, name=name if form == "atom" else f"{name}_{form}")
    for of, view, name in FEEDS
    for form in ("atom", "json")
]
