"""Addresses of dialogues on a community's host."""

from django.urls import path

from palabre.dialogues.views import changing, hosting, panel, reading, speaking

community = [
    path("dialogues/", reading.index, name="dialogues_index"),
    path("dialogues/new/", hosting.new, name="dialogues_new"),
    path("dialogues/<str:slug>/", reading.page, name="dialogues_page"),
    path("dialogues/<str:slug>/question/<int:number>/", reading.question, name="dialogues_question"),
    path("dialogues/<str:slug>/speak/", speaking.speak, name="dialogues_speak"),
    path("dialogues/<str:slug>/carry/", speaking.carry, name="dialogues_carry"),
    path("dialogues/<str:slug>/heard/", reading.what_was_heard, name="dialogues_heard"),
    path("dialogues/<str:slug>/host/", hosting.desk, name="dialogues_host"),
    path("dialogues/<str:slug>/host/ask/", hosting.ask, name="dialogues_ask"),
    path("dialogues/<str:slug>/host/seat/", panel.seat, name="dialogues_seat"),
    path("dialogues/<str:slug>/host/wrap/", hosting.wrap, name="dialogues_wrap"),
    path("dialogues/<str:slug>/host/shelf/", hosting.shelve, name="dialogues_shelve"),
    path("dialogues/<str:slug>/host/heard/", hosting.synthesis, name="dialogues_synthesis"),
    path("dialogues/<str:slug>/host/heard/publish/", hosting.publish, name="dialogues_publish"),
    path("dialogues/<str:slug>/host/outcome/", hosting.outcome, name="dialogues_outcome"),
    path("dialogues/<str:slug>/fresh/", reading.fresh, name="dialogues_fresh"),
    path("keeping.js", speaking.keeping_script, name="dialogues_keeping_script"),
    path("seats/<int:pk>/", panel.own_seat, name="dialogues_own_seat"),
    path("seats/<int:pk>/remind/", panel.remind, name="dialogues_remind"),
    path("panel/<str:token>/", panel.by_link, name="dialogues_panel"),
    path("outcomes/", reading.what_came_of_it, name="dialogues_outcomes"),
    path("outcomes/<int:pk>/answer/", hosting.answer, name="dialogues_answer"),
    path("contributions/<int:pk>/", reading.contribution, name="dialogues_contribution"),
    path("contributions/<int:pk>/change/", changing.change, name="dialogues_change"),
    path("contributions/<int:pk>/language/", changing.language, name="dialogues_language"),
    path("contributions/<int:pk>/withdraw/", changing.withdraw, name="dialogues_withdraw"),
    path("contributions/<int:pk>/wordings/", changing.wordings, name="dialogues_wordings"),
    path("contributions/<int:pk>/receipt/", changing.receipt, name="dialogues_receipt"),
    path("contributions/<int:pk>/sound/", changing.sound, name="dialogues_sound"),
    path("take-back/", changing.take_back, name="dialogues_take_back"),
    path("contributions/<int:pk>/gloss/", speaking.gloss, name="dialogues_gloss"),
]
