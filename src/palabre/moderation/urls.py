"""Addresses of moderation on a community's host."""

from django.urls import path

from palabre.moderation import views

community = [
    path("report/<str:kind>/<int:subject_id>/", views.flag, name="moderation_flag"),
    path("report/thanks/", views.thanks, name="moderation_thanks"),
    path("moderation/", views.queue, name="moderation_queue"),
    path("queue.js", views.queue_script, name="moderation_queue_script"),
    path("moderation/holds/", views.holds, name="moderation_holds"),
    path("moderation/log/", views.log, name="moderation_log"),
    path("moderation/decision/<int:pk>/", views.verdict, name="moderation_verdict"),
    path("moderation/<int:pk>/", views.decide, name="moderation_decide"),
]
