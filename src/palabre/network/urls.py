"""Addresses of the network's work on a community's host."""

from django.urls import path

from palabre.network import views

community = [
    path("assignments/new/", views.offer, name="network_offer"),
    path("assignments/mine/", views.mine, name="network_mine"),
    path("assignments/<int:pk>/reply/<str:token>/", views.reply, name="network_reply"),
]
