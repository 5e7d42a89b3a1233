"""Addresses search engines ask for, on every host."""

from django.urls import path

from palabre.exchange.crawlers import views

network = [
    path("robots.txt", views.robots, name="exchange_robots"),
    path("sitemap.xml", views.whole, name="exchange_sitemap"),
]
community = [*network, path("sitemap-<int:number>.xml", views.part, name="exchange_sitemap_part")]
