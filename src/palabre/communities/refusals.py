"""Why something was not done, in a sentence for whoever tried."""


class Refusal(ValueError):
    """A rule said no; the message is translated and can be shown as it is."""
