"""Why something was not done, in a sentence for whoever tried."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext as _

from palabre.communities.models import Membership
from palabre.dialogues.models import Contribution, Dialogue
from palabre.kit import moments
from palabre.kit.languages import DEFAULT


class Refusal(ValueError):
    """A rule said no; the message is translated and can be shown as it is."""

    @classmethod
    def not_speaking(cls, dialogue: Dialogue, by: Membership | None, *, has_box: bool = True) -> Self:
        """Whoever it is may not speak: because of the day (see `not_open`), else because of what they are here."""
        from palabre.dialogues import rules

        if not rules.is_open(dialogue):
            return cls.not_open(dialogue, has_box=has_box)
        if by is not None and by.blocked_at is not None:
            return cls(_("You can read here, and not write. Your own page says why."))
        if by is not None and by.waits_since is not None:
            return cls(
                _("A manager of this community has not let you in yet. We write to you when they have.")
            )
        return cls(_("You are here to read and to listen. Those who are members here speak."))

    @classmethod
    def not_carrying(cls, dialogue: Dialogue, by: Membership) -> Self:
        """They may not take down what others say."""
        from palabre.dialogues import rules

        if rules.may_speak(dialogue, by):
            return cls(_("Correspondents and hosts take down what others say. Your own words you can write."))
        return cls.not_speaking(dialogue, by)

    @classmethod
    def not_asked_yet(cls) -> Self:
        """The question's day has not come."""
        return cls(_("This question is not open yet. The same link leads you here when it is."))

    @classmethod
    def not_open(cls, dialogue: Dialogue, *, has_box: bool = True) -> Self:
        """The dialogue takes no words today; `has_box` says that those sent stand below the sentence."""
        from django.utils.translation import get_language

        if dialogue.archived_at is not None:  # whatever its days say
            return cls(
                _("This conversation takes no answers any more. Everything said in it stays to be read.")
            )
        language = get_language() or DEFAULT
        days = {
            "first": moments.day(dialogue.opens_on, language),
            "last": moments.day(dialogue.closes_on, language),
        }
        if not has_box:
            return cls(_("This conversation takes answers from %(first)s to %(last)s.") % days)
        return cls(
            _(
                "This conversation takes answers from %(first)s to %(last)s. Your words are still in the box below."
            )
            % days
        )

    @classmethod
    def archived(cls) -> Self:
        """Its hosts add nothing any more that asks for an answer."""
        return cls(
            _(
                "This conversation is archived. Nobody is invited to it any more, and its questions, notes and picks "
                "stay as they are."
            )
        )

    @classmethod
    def not_to_change(cls, said: Contribution, by: Membership) -> Self:
        """The words of somebody else, of a conversation that is closed, or words that stand there no more."""
        from palabre.dialogues import rules

        if not rules.is_theirs(said, by):
            return cls(_("Only who said this can change it."))
        if not rules.may_speak(said.dialogue, by):
            return cls.not_speaking(said.dialogue, by)
        return cls(_("These words were taken down or taken back. They cannot be changed."))

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
    def asked_too_late(cls, dialogue: Dialogue) -> Self:
        """Nobody could answer any more."""
        from django.utils.translation import get_language

        last = moments.day(dialogue.closes_on, get_language() or DEFAULT)
        return cls(
            _(
                "The last day of this conversation is %(last)s. Ask on a day until then, or move its days first."
            )
            % {"last": last}
        )

    @classmethod
    def asked_too_early(cls) -> Self:
        """Nobody could have answered then."""
        return cls(_("That day is over. Choose today or a later day."))

    @classmethod
    def asked_already(cls) -> Self:
        """Somebody may have answered them as they stand."""
        return cls(_("These questions are shown already. They stay as they were asked."))

    @classmethod
    def dates_turned(cls) -> Self:
        """It would close before it opens."""
        return cls(_("The last day lies before the first. Change one of the two."))

    @classmethod
    def too_many_put(cls, most: int) -> Self:
        """More than a panelist has the time for."""
        return cls(_("Choose at most %(most)s answers: a panelist has twenty minutes.") % {"most": most})

    @classmethod
    def seated_already(cls, name: str) -> Self:
        """One seat for one address."""
        return cls(
            _("This address has a seat in this conversation already: %(name)s. Nothing was sent.")
            % {"name": name}
        )

    @classmethod
    def not_to_remind(cls, name: str) -> Self:
        """They have spoken, were reminded already, or cannot be written to."""
        return cls(_("%(name)s has spoken or was reminded already. Nothing was sent.") % {"name": name})


class TextGone(Refusal):
    """The text that is answered is not shown to whoever answers it: taken back or taken down while they wrote."""

    @classmethod
    def kept(cls) -> Self:
        """The words stand on the page, to be copied."""
        return cls(_("The text you answered is not shown any more. Nothing of your words is lost."))

    @classmethod
    def moved(cls, *, to_a_question: bool) -> Self:
        """The words stand in a form that now answers the question, or the conversation, instead."""
        if to_a_question:
            return cls(
                _(
                    "The text you answered is not shown any more. Your words are still in the box below: send them "
                    "again, and they stand as an answer to the question."
                )
            )
        return cls(
            _(
                "The text you answered is not shown any more. Your words are still in the box below: send them again, "
                "and they stand in the conversation by themselves."
            )
        )
