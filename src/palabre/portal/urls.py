"""Addresses of pages that gather from several rooms."""

from django.urls import path

from palabre.portal.views import cities, home, people, search

community = [
    path("", home.home, name="portal_home"),
    path("cities/", cities.cities, name="portal_cities"),
    path("cities/<str:slug>/", cities.city, name="portal_city"),
    path("initiatives/<str:slug>/", cities.initiative, name="initiatives_page"),
    path("people/", people.people, name="portal_people"),
    path("members/<int:pk>/", people.person, name="portal_person"),
    path("search/", search.search, name="portal_search"),
    path("about/", home.about, name="portal_about"),
]
network = [path("", home.network, name="portal_home")]
