"""Fields for what people write: no text without its language (law 6)."""

from __future__ import annotations

from typing import Any

from django.core import checks
from django.db import models

LANGUAGE_LENGTH = 35  # the longest tag RFC 5646 asks systems to hold


class LanguageField(models.CharField):  # type: ignore[type-arg]
    """A BCP 47 tag, normalised by `palabre.kit.languages`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LANGUAGE_LENGTH)
        super().__init__(*args, **kwargs)


class Words(models.TextField):  # type: ignore[type-arg]
    """Text that a person wrote; `language` names the field of the same model that holds its language."""

    def __init__(self, *args: Any, language: str = "language", **kwargs: Any) -> None:
        self.language = language
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        """As Django writes it into migrations."""
        name, path, args, kwargs = super().deconstruct()
        if self.language != "language":
            kwargs["language"] = self.language
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """Refuse a model that has words and no such language."""
        found = super().check(**kwargs)
        names = {field.name for field in self.model._meta.get_fields()}
        if self.language not in names:
            found.append(
                checks.Error(
                    f"{self.model.__name__}.{self.name} has no language: add a LanguageField `{self.language}`.",
                    obj=self,
                    id="palabre.E001",
                )
            )
        return found


class StandingField(models.CharField):  # type: ignore[type-arg]
    """Whether others may read a row's words, kept beside them so that no page has to ask another table first."""

    STATES = ("pending", "public", "hidden", "removed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("default", "public")
        kwargs.setdefault("choices", [(state, state) for state in self.STATES])
        super().__init__(*args, **kwargs)
