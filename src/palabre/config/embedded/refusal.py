"""What the supervisor says when it cannot do what was asked."""


class EmbeddedRefusal(Exception):
    """The embedded server cannot be started; the message is one or two sentences for an operator, with what to do."""
