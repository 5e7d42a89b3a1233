"""Why something was not done, in a sentence for whoever tried."""

from __future__ import annotations

from typing import Self

from django.utils.translation import gettext as _


class Refusal(ValueError):
    """A rule said no; the message is translated and can be shown as it is."""

    @classmethod
    def overtaken(cls) -> Self:
        """Something was decided, or asked, since the page was opened on which this decision was made."""
        return cls(
            _(
                "Somebody else decided meanwhile, or its author asked again. What you chose was not done. "
                "Read it as it is now, and decide again if it is still needed."
            )
        )
