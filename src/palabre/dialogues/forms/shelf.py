"""Something to read: an address, or a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from palabre.dialogues.forms.wording import InLanguages
from palabre.dialogues.models import Resource
from palabre.kit.forms import LineField
from palabre.kit.outside import leads_outside
from palabre.kit.papers import TYPES


class SendInForm(InLanguages):
    """What a member sends in."""

    title = LineField(label=_("Title"), max_length=200)
    address = forms.URLField(label=_("Address"), max_length=500, assume_scheme="https", required=False)
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("PDF, ODT, DOCX, PPTX, XLSX, CSV, PNG, JPEG or WebP, up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in TYPES)}),
    )
    note = forms.CharField(label=_("What one finds there"), max_length=300, required=False)
    language = forms.ChoiceField(label=_("Language"))

    def clean_address(self) -> str:
        """An address of the web that everybody can open, without anybody's password in it."""
        address: str = self.cleaned_data["address"]
        if address and not leads_outside(address):
            raise forms.ValidationError(
                _("Give an address that everybody can open, beginning with https://.")
            )
        return address

    def clean(self) -> dict[str, Any]:
        """One of the two: an address or a file."""
        fields = super().clean() or {}
        if not self.errors and bool(fields.get("address")) == bool(fields.get("file")):
            self.add_error("address", _("Give an address or a file, one of the two."))
        return fields


class ResourceForm(SendInForm):
    """What a host puts on the shelf."""

    origin = forms.ChoiceField(
        label=_("From"),
        choices=[
            (Resource.Origin.INSTITUTION, _("the institution")),
            (Resource.Origin.FIELD, _("the field")),
        ],
    )
