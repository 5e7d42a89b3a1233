"""A feed as Atom: RFC 4287, its pages linked as RFC 5005 (section 3) says."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from palabre.communities.addresses import absolute
from palabre.communities.models import Community
from palabre.exchange.feeds.item import Feed, Item
from palabre.exchange.feeds.naming import tag_of

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What no XML document may hold, escaped or not (XML 1.0, production 2).
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(community: Community, feed: Feed) -> bytes:
    """The document."""
    root = ET.Element("feed", {"xmlns": NAMESPACE, LANG: feed.language})
    _text(root, "id", tag_of(community, feed.key))
    title = _text(root, "title", feed.title)
    if feed.title_language:
        title.set(LANG, feed.title_language)
    _text(root, "updated", _moment(feed.updated))
    author = ET.SubElement(root, "author")
    _text(author, "name", feed.by)
    for rel, address in (("self", feed.address), ("first", feed.first), ("next", feed.following)):
        if address:
            ET.SubElement(root, "link", {"rel": rel, "type": MEDIA_TYPE, "href": address})
    ET.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for item in feed.items:
        _entry(ET.SubElement(root, "entry", {LANG: item.language}), community, item)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _entry(entry: ET.Element, community: Community, item: Item) -> None:
    _text(entry, "id", tag_of(community, item.key))
    _text(entry, "title", item.title).set(LANG, item.title_language)
    page = {"rel": "alternate", "type": "text/html", "href": absolute(community, item.path)}
    ET.SubElement(entry, "link", page)
    _text(entry, "published", _moment(item.place.at))
    _text(entry, "updated", _moment(item.updated))
    for name in item.authors:
        _text(ET.SubElement(entry, "author"), "name", name)
    if item.taken_down_by:
        _text(ET.SubElement(entry, "contributor"), "name", item.taken_down_by)
    _text(entry, "content", item.html).set("type", "html")


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    element = ET.SubElement(parent, name)
    element.text = _NOT_XML.sub("", text)
    return element


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
