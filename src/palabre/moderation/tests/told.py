"""What every mail about a decision holds, whatever kind of text it is about."""

from __future__ import annotations

from palabre.mail.models import Message


def check_told_in_french(
    mail: Message, *, to: str, host: str, decision: int, reason: str, text: str, unnamed: tuple[str, ...]
) -> None:
    """It goes to the author in French, with ground, reason and their words, a link to it, and the name of nobody."""
    assert (mail.to, mail.language) == (to, "fr")
    assert "Pourquoi\N{NO-BREAK SPACE}:" in mail.text and f"> {reason}" in mail.text
    assert f"> {text}" in mail.text
    assert f"http://{host}/fr/moderation/decision/{decision}/" in mail.text
    assert not [name for name in unnamed if name in mail.text + mail.html]
