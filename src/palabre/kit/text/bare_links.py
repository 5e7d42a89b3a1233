"""Addresses that somebody pasted as they were, made into links: a rule for the Markdown parser."""

from __future__ import annotations

import re
from typing import Final

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
# What follows an address in a sentence and is not part of it, in the scripts people write in.
_TRAILING: Final = ".,;:!?'*_~…،؛؟।，。；：！？、）」』"


def link_bare_addresses(state: StateCore) -> None:
    """Turn each http(s) address in running text into a link; leave those in code and in links alone."""
    for block in state.tokens:
        if block.type == "inline" and block.children and "://" in block.content:
            block.children = _with_links(state, block.children)


def _with_links(state: StateCore, tokens: list[Token]) -> list[Token]:
    found: list[Token] = []
    inside = 0
    for token in tokens:
        inside += {"link_open": 1, "link_close": -1}.get(token.type, 0)
        if token.type == "text" and not inside:
            found += _split(state, token)
        else:
            found.append(token)
    return found


def _split(state: StateCore, token: Token) -> list[Token]:
    parts: list[Token] = []
    done = 0
    for match in _ADDRESS.finditer(token.content):
        address = _trimmed(match.group())
        href = state.md.normalizeLink(address)
        if len(address) <= len("https://") or not state.md.validateLink(href):
            continue
        parts += [_text(token.content[done : match.start()], token.level), *_link(address, href, token.level)]
        done = match.start() + len(address)
    return [*parts, _text(token.content[done:], token.level)] if parts else [token]


def _trimmed(address: str) -> str:
    """Without the sentence's own punctuation, and without a bracket that was opened before the address."""
    while address and (
        address[-1] in _TRAILING or (address[-1] == ")" and address.count("(") < address.count(")"))
    ):
        address = address[:-1]
    return address


def _text(content: str, level: int) -> Token:
    token = Token("text", "", 0)
    token.content, token.level = content, level
    return token


def _link(address: str, href: str, level: int) -> list[Token]:
    opening, closing = Token("link_open", "a", 1), Token("link_close", "a", -1)
    opening.attrs = {"href": href}
    opening.level = closing.level = level
    return [opening, _text(address, level + 1), closing]
