"""Addresses of the newsroom on a community's host."""

from django.urls import path, re_path

from palabre.newsroom.views import desk, reading

community = [
    re_path(r"^(?P<code>c\d{6})/$", reading.theme, name="newsroom_theme"),
    path("themes/", reading.themes, name="newsroom_themes"),
    path("stories/<str:slug>/", reading.story, name="newsroom_story"),
    path("desk/", desk.desk, name="newsroom_desk"),
    path("desk/themes/new/", desk.new_theme, name="newsroom_new_theme"),
    path("desk/themes/<str:code>/shared/", desk.shared, name="newsroom_shared"),
    path("desk/stories/<int:pk>/", desk.edit, name="newsroom_edit"),
    path("desk/stories/<int:pk>/publish/", desk.publish, name="newsroom_publish"),
    path("desk/stories/<int:pk>/version/", desk.version, name="newsroom_version"),
    path("desk/stories/<int:pk>/photograph/", desk.photograph, name="newsroom_photograph"),
    path("desk/stories/<int:pk>/received/", desk.receipt, name="newsroom_receipt"),
    path("assignments/<int:pk>/file/", desk.file, name="newsroom_file"),
]
