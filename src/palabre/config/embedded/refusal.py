"""What the supervisor says when it cannot do what was asked."""


class EmbeddedRefusal(Exception):
    """The embedded server cannot be started; the message is one or two sentences for an operator, with what to do.

    `sentence` and the `values` for its braces are kept apart, so that whoever speaks to the operator can say them in
    another language.
    """

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence.format(**values) if values else sentence)
        self.sentence = sentence
        self.values = values
