"""Law 6 in the models: whatever a person writes has a language beside it."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from palabre.kit.fields import LanguageField, Words
from tests.laws.floors import FLOOR_OF

# Long text that nobody wrote to be read: what a machine made of words beside it, or said itself.
NOT_WRITTEN = {
    ("chronicle", "Stumble", "reason"),
    ("mail", "Message", "trouble"),
}


def unsaid(every: list[type[models.Model]]) -> list[str]:
    """Long text fields that are neither words with a language nor the HTML made of such words."""
    found = []
    for model in every:
        meta = model._meta
        if meta.app_label not in FLOOR_OF:
            continue
        words = {f.name for f in meta.local_fields if isinstance(f, Words)}
        for field in meta.local_fields:
            made_of_words = field.name == "html" or field.name.removesuffix("_html") in words
            excused = (meta.app_label, model.__name__, field.name) in NOT_WRITTEN
            if type(field) is models.TextField and not made_of_words and not excused:
                found.append(f"{model.__name__}.{field.name}")
    return found


def test_every_long_text_has_its_language() -> None:
    every = apps.get_models()
    assert sum(isinstance(f, Words) for m in every for f in m._meta.local_fields) > 40
    assert unsaid(every) == []


def test_every_model_with_words_names_a_language_field_it_has() -> None:
    for model in apps.get_models():
        fields = {f.name: f for f in model._meta.local_fields}
        for field in fields.values():
            if isinstance(field, Words):
                assert isinstance(fields.get(field.language), LanguageField), f"{model.__name__}.{field.name}"


@isolate_apps("palabre.dialogues")
def test_a_text_without_a_language_is_found() -> None:
    class Note(models.Model):
        text = models.TextField()

        class Meta:
            app_label = "dialogues"

    class Remark(models.Model):
        text = Words()

        class Meta:
            app_label = "dialogues"

    assert unsaid([Note]) == ["Note.text"]
    assert [error.id for error in Remark.check()] == ["palabre.E001"]
