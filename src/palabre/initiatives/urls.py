"""Addresses of initiatives on a community's host; `initiatives_page`, which gathers, is among the portal's."""

from django.urls import path

from palabre.initiatives.views import reading, telling

community = [
    path("initiatives/", reading.index, name="initiatives_index"),
    path("initiatives/new/", telling.propose, name="initiatives_propose"),
    path("initiatives/<str:slug>/share/", reading.share_one, name="initiatives_share"),
    path("initiatives/<str:slug>/check/", telling.check, name="initiatives_check"),
]
