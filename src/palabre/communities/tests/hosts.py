"""A browser on the hosts of the cast, and the mail it waits for."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpResponse
from django.test import Client

from palabre.communities import once
from palabre.kit import tenancy
from palabre.mail.models import Message

BARE, SALON, CITIES, CIRCLE = "localhost", "salon.localhost", "cities.localhost", "circle.localhost"


class Browser(Client):
    """One browser; each host's cookies are its own, as in a real one. `carry` is for taking one over by hand."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.jars: dict[str, Any] = {}

    def at(self, host: str) -> Browser:
        """Turn to a host."""
        self.cookies = self.jars.setdefault(host, type(self.cookies)())
        self.defaults["HTTP_HOST"] = host
        return self

    def send(self, path: str, **fields: Any) -> Any:
        """Send a form with a fresh one-time key, unless one is given."""
        return self.post(path, {"once": once.new_key(), **fields})

    def sign_in(self, host: str, email: str) -> Any:
        """By code, as a person does it."""
        self.at(host).send("/sign-in/", email=email)
        return self.send("/sign-in/code/", code=code_for(email))


def mails(to: str, kind: str) -> list[Message]:
    """What was written to an address, in any community, the latest last."""
    with tenancy.everywhere(reason="the test reads everybody's mail"):
        return list(Message.objects.filter(to=to, kind=kind).order_by("pk"))


def code_for(email: str) -> str:
    """The six digits in the latest mail."""
    found = re.search(r"\b(\d{3}) (\d{3})\b", mails(email, "code")[-1].text)
    assert found
    return found[1] + found[2]


def link_in(message: Message) -> str:
    """The path of the page a mail leads to."""
    found = re.search(r"https?://[^/\s]+(/\S*(?:invitation|code)/\S+)", message.text)
    assert found
    return found[1]


def signed_in(response: HttpResponse, browser: Browser) -> bool:
    """Whether the browser now has somebody's session on its present host."""
    return "_auth_user_id" in browser.session
