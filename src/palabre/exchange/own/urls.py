"""Addresses of a person's own data, on the bare host."""

from django.urls import path

from palabre.exchange.own import views

network = [
    path("me/export/", views.export, name="exchange_export"),
    path("me/erase/", views.erase, name="exchange_erase"),
    path("me/export/<int:pk>/", views.fetch, name="exchange_fetch_export"),
]
