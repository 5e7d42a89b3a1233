"""Addresses on a community's host."""

from django.urls import path

from palabre.places import views

community = [
    path("cities/new/", views.new_hub, name="places_new_hub"),
    path("me/city/", views.home, name="places_home"),
]
