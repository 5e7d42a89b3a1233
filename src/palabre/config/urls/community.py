"""Addresses on a community's host. Each room names its own."""

urlpatterns: list[object] = []
handler400 = "palabre.kit.views.bad_request"
handler403 = "palabre.kit.views.refused"
handler404 = "palabre.kit.views.not_found"
handler500 = "palabre.kit.views.broken"
