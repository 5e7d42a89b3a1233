"""Addresses of the newsroom on a community's host."""

from django.urls import path, re_path

from palabre.newsroom.views import desk, filing, reading

community = [
    re_path(r"^(?P<code>c\d{6})/$", reading.theme, name="newsroom_theme"),
    re_path(r"^(?P<code>c\d{6})/share/$", reading.share_theme, name="newsroom_share_theme"),
    path("themes/", reading.themes, name="newsroom_themes"),
    path("stories/<str:slug>/", reading.story, name="newsroom_story"),
    path("stories/<str:slug>/share/", reading.share_story, name="newsroom_share_story"),
    path("desk/", desk.desk, name="newsroom_desk"),
    path("desk/themes/new/", desk.new_theme, name="newsroom_new_theme"),
    path("desk/themes/<str:code>/shared/", desk.shared, name="newsroom_shared"),
    path("desk/stories/<int:pk>/", desk.edit, name="newsroom_edit"),
    path("desk/stories/<int:pk>/publish/", desk.publish, name="newsroom_publish"),
    path("desk/stories/<int:pk>/theme/", desk.place, name="newsroom_place"),
    path("desk/stories/<int:pk>/correct/", desk.correct, name="newsroom_correct"),
    path("desk/stories/<int:pk>/withdraw/", desk.withdraw, name="newsroom_withdraw"),
    path("desk/stories/<int:pk>/version/", filing.version, name="newsroom_version"),
    path("desk/stories/<int:pk>/photograph/", filing.photograph, name="newsroom_photograph"),
    path("desk/stories/<int:pk>/received/", filing.receipt, name="newsroom_receipt"),
    path("assignments/<int:pk>/file/", filing.file, name="newsroom_file"),
    path("assignments/<int:pk>/file/<str:token>/", filing.file_by_mail, name="newsroom_file_by_mail"),
    path(
        "assignments/<int:pk>/file/<str:token>/photograph/",
        filing.photograph_by_mail,
        name="newsroom_photograph_by_mail",
    ),
]
