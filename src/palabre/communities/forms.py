"""What people fill in about themselves and each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from palabre.communities.models import JoinQuestion, Membership, Role
from palabre.communities.refusals import STAYS
from palabre.kit.forms import LineField, ProseField, written_in
from palabre.kit.languages import INTERFACE, own_name
from palabre.kit.numbers import typed_code
from palabre.people.models import Person

TOLD = ("name", "place", "organisation", "photo", "no_photo", "about", "language")
"""What of a member's form others see."""
ROLE_NAMES = {
    Role.MEMBER.value: _("Member"),
    Role.CORRESPONDENT.value: _("Correspondent"),
    Role.EDITOR.value: _("Editor"),
    Role.MODERATOR.value: _("Moderator"),
    Role.MANAGER.value: _("Manager"),
    Role.FUNDER.value: _("Funder (sees the funder's view only)"),
}


def language_choices(tags: Sequence[str]) -> list[tuple[str, str]]:
    """Languages by their own names, as a reader looks for them."""
    return [(tag, own_name(tag)) for tag in tags]


def interface_choices() -> list[tuple[str, str]]:
    """The languages the buttons and sentences exist in."""
    return language_choices([tag for tag, _name in settings.LANGUAGES])


class AddressForm(forms.Form):
    """The first step of signing in."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("We send you a code of six digits. No password is needed."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class CodeForm(forms.Form):
    """The second step: the code from the mail."""

    code = forms.CharField(
        label=_("The six digits from the mail"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "code", "dir": "ltr"}
        ),
    )

    def clean_code(self) -> str:
        """The digits alone; people type a space in the middle, and write digits as their language does."""
        code = typed_code(self.cleaned_data["code"])
        if not re.fullmatch(r"[0-9]{6}", code):
            raise forms.ValidationError(_("The code has six digits, such as 123 456."), code="invalid")
        return code


class ComeInForm(forms.Form):
    """The name of somebody invited without one."""

    name = LineField(
        max_length=200,
        required=False,
        label=_("The name shown here"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class JoinForm(forms.Form):
    """Becoming a member: the name shown here, the rules, and mail if one likes."""

    name = LineField(
        max_length=200,
        label=_("The name shown here"),
        help_text=_("Your own or one you choose. It stands above what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    accepts_rules = forms.BooleanField(
        label=_("I agree to the rules above"),
        error_messages={"required": _("To take part, please agree to the rules.")},
    )
    wants_mail = forms.BooleanField(
        required=False, label=_("Write to me when a conversation opens or closes")
    )

    def __init__(self, *args: Any, questions: Sequence[JoinQuestion] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            attrs = {"rows": 3, "dir": "auto"}
            self.fields[f"answer_{question.number}"] = ProseField(
                max_length=2000, label=question.text, widget=forms.Textarea(attrs=attrs)
            )

    def answers(self) -> dict[JoinQuestion, str]:
        """What was answered to each of the community's questions."""
        return {one: self.cleaned_data[f"answer_{one.number}"] for one in self.questions}


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a member says of themselves. Whoever is blocked from writing changes nothing of what others see of it."""

    name = LineField(max_length=200, label=_("The name shown here"))
    place = LineField(max_length=120, required=False, label=_("Where you are"))
    organisation = LineField(max_length=200, required=False, label=_("Your organisation"))
    photo = forms.FileField(
        required=False,
        label=_("A photo of you"),
        help_text=_("JPEG, PNG or WebP. It is cut to a square; where it was taken is removed."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    no_photo = forms.BooleanField(required=False, label=_("Show no photo of me"))
    about = ProseField(
        required=False, max_length=2000, label=_("About you"), widget=forms.Textarea(attrs={"rows": 4})
    )
    language = forms.ChoiceField(label=_("You wrote this in"))
    reads = forms.MultipleChoiceField(label=_("Languages you read"), widget=forms.CheckboxSelectMultiple)
    writes = forms.MultipleChoiceField(
        label=_("Languages you write"), widget=forms.CheckboxSelectMultiple, required=False
    )
    interface = forms.ChoiceField(label=_("Mails to you are written in"))
    wants_mail = forms.BooleanField(
        required=False, label=_("Write to me when a conversation opens or closes")
    )
    listed = forms.BooleanField(
        required=False, label=_("Members of this community may find me in the list of people")
    )

    class Meta:
        model = Membership
        fields = ("name", "place", "organisation", "about", "language")

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        person = self.instance.person
        written_in(self, self.instance.language, "about")
        known = list(dict.fromkeys([*languages, *person.reads, *person.writes]))
        for name, choices, now in (
            ("language", language_choices(list(dict.fromkeys([*known, self.instance.language]))), None),
            ("reads", language_choices(known), person.reads),
            ("writes", language_choices(known), person.writes),
            ("interface", interface_choices(), person.language),
        ):
            field: Any = self.fields[name]
            field.choices = choices
            if now is not None:
                field.initial = now
        self.fields["wants_mail"].initial = self.instance.mail_consent_at is not None
        self.fields["listed"].initial = self.instance.listed_at is not None
        if not self.instance.portrait:
            del self.fields["no_photo"]
        told = TOLD if self.instance.blocked_at else ()
        self.kept = {name: self.fields.pop(name) for name in told if name in self.fields}

    def clean(self) -> dict[str, Any]:
        """What was sent, without what stays as it is; refused where it would be another."""
        said = super().clean() or {}
        asked = {name for name, field in self.kept.items() if self._would_change(name, field)}
        if asked:
            raise forms.ValidationError(STAYS)
        return said

    def _would_change(self, name: str, field: forms.Field) -> bool:
        if name in ("photo", "no_photo"):
            return bool(self.files.get(name) or self.data.get(name))
        return name in self.data and field.to_python(self.data[name]) != getattr(self.instance, name)


class JoiningForm(forms.Form):
    """How somebody new comes in: what they are asked, and whether a manager lets them in."""

    approves = forms.BooleanField(required=False, label=_("A manager lets each newcomer in"))
    question_1 = LineField(required=False, max_length=300, label=_("First question to a newcomer"))
    question_2 = LineField(required=False, max_length=300, label=_("Second question"))
    question_3 = LineField(required=False, max_length=300, label=_("Third question"))


class AnswerToNewcomerForm(forms.Form):
    """Let somebody in, or not, with a sentence."""

    lets_in = forms.ChoiceField(
        label=_("Your answer"),
        choices=[("yes", _("Let them in")), ("no", _("Do not let them in"))],
        widget=forms.RadioSelect,
    )
    sentence = ProseField(
        required=False,
        max_length=500,
        label=_("A sentence to them"),
        help_text=_("It stands in the mail that they get."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class BlockForm(forms.Form):
    """Why somebody may write no more."""

    because = ProseField(
        max_length=500,
        label=_("Why"),
        help_text=_("They see this sentence, and nobody else does."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class RulesForm(forms.Form):
    """A community's own rules."""

    text = ProseField(
        max_length=20_000,
        label=_("The rules, in this community's own language"),
        help_text=_("One thing to a line, with a hyphen before it. Those of the house hold beside them."),
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
    )


class InviteForm(forms.Form):
    """Who may come in, and as what."""

    email = forms.EmailField(label=_("Their e-mail address"))
    name = LineField(max_length=200, required=False, label=_("Their name"))
    roles = forms.MultipleChoiceField(
        choices=list(ROLE_NAMES.items()), label=_("They come in as"), widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=_("The mail is written in"))

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = language_choices(languages)


class RolesForm(forms.Form):
    """What a member is from now on."""

    roles = forms.MultipleChoiceField(
        choices=list(ROLE_NAMES.items()),
        required=False,
        label=_("Roles"),
        widget=forms.CheckboxSelectMultiple,
    )


class AccountForm(forms.Form):
    """What holds everywhere: one's name, languages, the language of mails."""

    name = LineField(max_length=200, required=False, label=_("Your name"))
    language = forms.ChoiceField(label=_("Mails to you are written in"), choices=interface_choices)
    reads = forms.MultipleChoiceField(label=_("Languages you read"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"name": person.name, "language": person.language, "reads": person.reads}
        field: Any = self.fields["reads"]
        field.choices = language_choices(list(dict.fromkeys([*INTERFACE, *person.reads])))
