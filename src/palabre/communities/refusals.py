"""Why something was not done, in a sentence for whoever tried."""

from typing import Final

from django.utils.translation import gettext_lazy as _

STAYS: Final = _(
    "As long as you cannot write here, your name, your photo and what you tell of yourself stay as they are. "
    "What concerns you alone can be changed."
)

TAKEN: Final = _(
    "Somebody who works in this community or speaks for it bears this name. Add something to yours, "
    "so that nobody takes one of you for the other."
)


class Refusal(ValueError):
    """A rule said no; the message is translated and can be shown as it is."""
