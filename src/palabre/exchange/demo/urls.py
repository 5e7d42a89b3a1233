"""Addresses of the demo's own pages, the same on every host."""

from django.urls import path

from palabre.exchange.demo import views

addresses = [
    path("demo", views.without_slash, name="exchange_demo_bare"),
    path("demo/", views.demo, name="exchange_demo"),
    path("demo/be/<str:key>/", views.be, name="exchange_demo_be"),
    path("demo/arrive/<str:token>/", views.arrive, name="exchange_demo_arrive"),
    path("demo/nobody/", views.nobody, name="exchange_demo_nobody"),
]
