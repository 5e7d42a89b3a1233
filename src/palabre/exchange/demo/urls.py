"""Addresses of the demo's own pages, the same on every host."""

from django.urls import path

from palabre.exchange.demo import views

addresses = [
    path("demo", views.without_slash, name="exchange_demo_bare"),
    path("demo/", views.demo, name="exchange_demo"),
    path("demo/be/<str:key>/", views.be, name="exchange_demo_be"),
    path("demo/arrive/<str:token>/", views.arrive, name="exchange_demo_arrive"),
    path("demo/nobody/", views.nobody, name="exchange_demo_nobody"),
    path("demo/said/<str:key>/", views.said, name="exchange_demo_said"),
    path("demo/hosted/", views.hosted, name="exchange_demo_hosted"),
    path("demo/story/", views.story, name="exchange_demo_story"),
    path("demo/story/picture.jpg", views.story_picture, name="exchange_demo_picture"),
]
