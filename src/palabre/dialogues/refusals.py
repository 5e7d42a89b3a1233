"""Why something was not done, in a sentence for whoever tried."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext as _

from palabre.dialogues.models import Dialogue
from palabre.kit import moments
from palabre.kit.languages import DEFAULT


class Refusal(ValueError):
    """A rule said no; the message is translated and can be shown as it is."""

    @classmethod
    def not_open(cls, dialogue: Dialogue) -> Self:
        """The dialogue takes no words today."""
        from django.utils.translation import get_language

        language = get_language() or DEFAULT
        return cls(
            _(
                "This conversation takes answers from %(first)s to %(last)s. Your words are still in the box below."
            )
            % {
                "first": moments.day(dialogue.opens_on, language),
                "last": moments.day(dialogue.closes_on, language),
            }
        )

    @classmethod
    def not_to_change(cls, dialogue: Dialogue) -> Self:
        """The words of somebody else, or of a conversation that is closed."""
        from palabre.dialogues import rules

        if not rules.is_open(dialogue):
            return cls.not_open(dialogue)
        return cls(_("Only who said this can change it."))

    @classmethod
    def not_yours(cls) -> Self:
        """Somebody else's to do."""
        return cls(_("Only the hosts of this conversation can do that."))

    @classmethod
    def empty(cls) -> Self:
        """Nothing was written."""
        return cls(_("There is no text yet. Write a sentence and send it again."))

    @classmethod
    def too_long(cls, length: int, longest: int) -> Self:
        """More than one can be asked to read."""
        return cls(
            _(
                "Your text has %(length)s characters; at most %(longest)s fit. Shorten it, or send it in two parts."
            )
            % {"length": length, "longest": longest}
        )

    @classmethod
    def gloss_too_long(cls) -> Self:
        """A gloss is not a translation."""
        return cls(_("Say it in at most two sentences: the text itself stands above it."))

    @classmethod
    def gloss_same_language(cls) -> Self:
        """It would repeat the text."""
        return cls(_("This text is already in that language. Choose another one."))

    @classmethod
    def nothing_cited(cls) -> Self:
        """A finding that rests on nothing."""
        return cls(_("Each finding must rest on at least one answer. Tick the answers where you heard it."))

    @classmethod
    def still_open(cls) -> Self:
        """People are still speaking."""
        return cls(_("People can still answer. What was heard is published after the last day."))

    @classmethod
    def no_findings(cls) -> Self:
        """A synthesis that says nothing."""
        return cls(_("There is no finding yet. Write at least one before you publish."))

    @classmethod
    def dates_turned(cls) -> Self:
        """It would close before it opens."""
        return cls(_("The last day lies before the first. Change one of the two."))

    @classmethod
    def too_many_put(cls, most: int) -> Self:
        """More than a panelist has the time for."""
        return cls(_("Choose at most %(most)s answers: a panelist has twenty minutes.") % {"most": most})

    @classmethod
    def not_to_remind(cls, name: str) -> Self:
        """They have spoken, were reminded already, or cannot be written to."""
        return cls(_("%(name)s has spoken or was reminded already. Nothing was sent.") % {"name": name})
