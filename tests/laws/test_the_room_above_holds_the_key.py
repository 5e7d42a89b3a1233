"""Law 1 and law 4: relations and imports point down; readers only read."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.laws import floors


def test_every_relation_points_down() -> None:
    every = apps.get_models(include_auto_created=True)
    assert len(every) > 50
    assert floors.relation_faults(every) == []


@isolate_apps("palabre.dialogues", "palabre.newsroom")
def test_a_string_key_that_points_up_is_found() -> None:
    class Story(models.Model):
        class Meta:
            app_label = "newsroom"

    class Dialogue(models.Model):
        story = models.ForeignKey("newsroom.Story", models.CASCADE)

        class Meta:
            app_label = "dialogues"

    assert floors.relation_faults([Dialogue, Story]) == [
        "Dialogue.story points from dialogues up to newsroom"
    ]


@pytest.mark.parametrize("room", floors.FLOOR_OF)
def test_a_room_imports_only_from_below(room: str) -> None:
    found = {
        str(path.relative_to(floors.PACKAGE)): faults
        for path in floors.sources(room)
        if (faults := floors.import_faults(room, path.read_text()))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("room", "wrong", "complaint"),
    [
        (
            "dialogues",
            "from palabre.network.models import Assignment",
            "dialogues imports network, which is not below it",
        ),
        ("kit", "def f():\n    import palabre.people.models", "kit imports people, which is not below it"),
        (
            "portal",
            "from palabre.dialogues import models",
            "portal only reads: it may not import dialogues.models",
        ),
        (
            "letters",
            "from palabre.newsroom.actions.editing import publish",
            "letters only reads: it may not import newsroom.actions",
        ),
    ],
)
def test_the_reading_of_imports_can_fail(room: str, wrong: str, complaint: str) -> None:
    assert complaint in floors.import_faults(room, wrong)


def test_every_room_of_the_house_has_a_floor() -> None:
    rooms = {path.parent.name for path in floors.PACKAGE.glob("*/apps.py")}
    assert rooms == set(floors.FLOOR_OF)
