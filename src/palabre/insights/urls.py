"""Addresses of the figures on a community's host."""

from django.urls import path

from palabre.insights import views

community = [
    path("coverage/", views.coverage, name="insights_coverage"),
    path("funder/", views.funder, name="insights_funder"),
    path("figures/<slug:kind>/", views.listed, name="insights_list"),
]
