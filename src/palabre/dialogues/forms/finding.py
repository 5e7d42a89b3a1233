"""The form of one finding: what was heard, and the answers it rests on, looked for among all of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.models import Contribution
from palabre.kit.forms import LineField, ProseField
from palabre.kit.numbers import Cursor, row_number
from palabre.kit.text.tidy import one_line

LONGEST_WORDS = 100


class FindingForm(forms.Form):
    """One finding and the answers it rests on; `words` are what its answers are looked for by."""

    text = ProseField(label=_("What was heard"), widget=forms.Textarea(attrs={"rows": 4, "maxlength": 2000}))
    words = LineField(label=_("Answers with these words"), max_length=LONGEST_WORDS, required=False)
    cites = forms.ModelMultipleChoiceField(
        label=_("It rests on"),
        queryset=Contribution.objects.none(),
        error_messages={
            "required": _(
                "Each finding must rest on at least one answer. Tick the answers where you heard it."
            )
        },
    )

    def __init__(self, *args: Any, said: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cites = self.fields["cites"]
        assert isinstance(cites, forms.ModelMultipleChoiceField)
        cites.queryset = said


class Looking:
    """What has been sent of a form while answers are still looked for; they are ticked in the field `named`."""

    def __init__(self, sent: QueryDict, named: str = "cites") -> None:
        self.text = sent.get("text", "")
        self.words = one_line(sent.get("words", ""))[:LONGEST_WORDS]
        self.after = Cursor.parse(sent.get("after", ""))
        self.again = "look" in sent or "after" in sent
        """Whether other answers are asked for: nothing is kept then, and nothing is wrong yet."""
        self.ticked = [number for number in map(row_number, sent.getlist(named)) if number is not None]
