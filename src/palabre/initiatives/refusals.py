"""Why something was not done, in a sentence for whoever asked."""

from __future__ import annotations

from django.utils.translation import gettext as _


class Refusal(ValueError):
    """What was asked may not be; the text is shown to the person."""

    @classmethod
    def not_yours(cls) -> Refusal:
        """Somebody else's to do."""
        return cls(_("Only the city's team or an editor can do this."))

    @classmethod
    def own_copy(cls) -> Refusal:
        """An initiative cannot be taken up by itself."""
        return cls(_("An initiative cannot be taken up by itself. Choose another one."))

    @classmethod
    def not_yet(cls) -> Refusal:
        """A check on a day to come."""
        return cls(_("This day has not come yet. Write the day on which you looked."))
