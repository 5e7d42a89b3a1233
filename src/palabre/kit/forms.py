"""Fields of forms that take in words: what is checked for its length is what will be kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from palabre.kit.text.markdown import MAX_LENGTH, says_nothing
from palabre.kit.text.tidy import one_line, tidy


class SpokenSelect(forms.Select):
    """A list of what people wrote: each says its language, its row's own or that in `spoken` by its value."""

    spoken: Mapping[str, str] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """One entry of the list."""
        option = super().create_option(name, value, *args, **kwargs)
        language = getattr(getattr(value, "instance", None), "language", "") or self.spoken.get(str(value))
        if language:
            option["attrs"] |= {"lang": language, "dir": "auto"}
        return option


def written_in(form: forms.BaseForm, language: str, *names: str) -> None:
    """Say of these fields that what stands in them is in a language."""
    for name in names:
        form.fields[name].widget.attrs["lang"] = language


class LineField(forms.CharField):
    """A name or title: on one line, without control characters.

    Composing characters can lengthen a text (U+0958 becomes two), so it is tidied before its length is looked at.
    """

    def to_python(self, value: Any) -> str:
        """The line as it is kept; one on which nobody sees a sign is none."""
        return one_line(super().to_python(value) or "")


class ProseField(forms.CharField):
    """Words of several lines, tidied; at most as many as are ever rendered, where no smaller number is given."""

    def __init__(self, *, max_length: int = MAX_LENGTH, widget: Any = forms.Textarea, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str:
        """The words as they are kept; those of which nobody would see anything are none."""
        words = tidy(super().to_python(value) or "").strip()
        return "" if len(words) <= MAX_LENGTH and says_nothing(words) else words

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A box says how much it takes where a form decided so, not where only the house's own end is meant."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        if self.max_length == MAX_LENGTH:
            attrs.pop("maxlength", None)
        return attrs
