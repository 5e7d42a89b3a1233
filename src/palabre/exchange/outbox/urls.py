"""Addresses of the outbox, the same on every host."""

from django.urls import path

from palabre.exchange.outbox import views

addresses = [
    path("demo/outbox", views.without_slash, name="exchange_outbox_bare"),
    path("demo/outbox/", views.outbox, name="exchange_outbox"),
    path("demo/outbox/<int:pk>/", views.mail, name="exchange_outbox_mail"),
    path("demo/outbox/<int:pk>/html/", views.mail_html, name="exchange_outbox_html"),
]
