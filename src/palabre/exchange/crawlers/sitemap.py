"""The sitemap protocol (sitemaps.org), each page with its addresses in other languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from django.utils.encoding import iri_to_uri

from palabre.communities.addresses import absolute
from palabre.communities.models import Community
from palabre.exchange.crawlers.pages import Listed
from palabre.kit.languages import INTERFACE
from palabre.portal.navigation import announced

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def urlset(community: Community | None, pages: Iterable[Listed]) -> bytes:
    """Pages of a community, or of the bare host (None)."""
    root = ET.Element("urlset", {"xmlns": NAMESPACE, "xmlns:xhtml": "http://www.w3.org/1999/xhtml"})
    languages = list(community.languages) if community else list(INTERFACE)
    for page in pages:
        url = ET.SubElement(root, "url")
        ET.SubElement(url, "loc").text = _address(community, page.path)
        if page.changed:
            ET.SubElement(url, "lastmod").text = _moment(page.changed)
        for tag, path in announced(languages, page.stands_in, page.path).items():
            there = {"rel": "alternate", "hreflang": tag, "href": _address(community, path, tag)}
            ET.SubElement(url, "xhtml:link", there)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def index(addresses: Iterable[str]) -> bytes:
    """Where the parts of a long list are."""
    root = ET.Element("sitemapindex", {"xmlns": NAMESPACE})
    for address in addresses:
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = address
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _address(community: Community | None, path: str, language: str | None = None) -> str:
    """Escaped as sitemaps want it: the address of a conversation may be in any script."""
    escaped: str = iri_to_uri(absolute(community, path, language))
    return escaped


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat("T", "seconds")
