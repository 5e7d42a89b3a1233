"""Absolute addresses come from the installation, never from a request."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import set_script_prefix

from palabre.communities import addresses
from palabre.communities.models import Community

SALON = Community(host="salon.example.org", languages=["en", "fr", "zh-Hant"], default_language="en")


@pytest.fixture(autouse=True)
def published(settings: Any) -> None:
    """An installation on the usual port."""
    settings.PUBLIC_SCHEME, settings.PUBLIC_PORT, settings.BASE_HOST = (
        "https",
        "",
        "example.org",
    )


@pytest.mark.parametrize(
    ("path", "language", "expected"),
    [
        ("/about/", None, "https://salon.example.org/about/"),
        ("/about/", "fr", "https://salon.example.org/fr/about/"),
        (
            "/fr/about/?a=1#b",
            "zh-Hant",
            "https://salon.example.org/zh-Hant/about/?a=1#b",
        ),
        ("/about/", "de", "https://salon.example.org/about/"),
    ],
)
def test_an_address_says_its_language_where_the_community_has_it(
    path: str, language: str | None, expected: str
) -> None:
    assert addresses.absolute(SALON, path, language) == expected


def test_the_bare_host_has_the_languages_of_the_interface() -> None:
    assert addresses.absolute(None, "/me/", "ar") == "https://example.org/ar/me/"


@pytest.mark.parametrize(("port", "shown"), [("", ""), ("443", ""), ("8443", ":8443")])
def test_the_port_is_said_where_it_is_not_the_schemes_own(settings: Any, port: str, shown: str) -> None:
    settings.PUBLIC_PORT = port
    assert addresses.site(SALON) == f"https://salon.example.org{shown}"


@pytest.mark.parametrize("path", ["about/", "//evil.example/", "https://evil.example/"])
def test_only_a_path_of_ours_becomes_an_address(path: str) -> None:
    with pytest.raises(ValueError, match="not a path"):
        addresses.absolute(SALON, path)


def test_a_named_page_has_the_same_address_in_a_request_of_another_language() -> None:
    set_script_prefix("/fr/")
    try:
        assert addresses.page(SALON, "people_sign_in", "en") == "https://salon.example.org/en/sign-in/"
        assert addresses.page(SALON, "people_sign_in") == "https://salon.example.org/sign-in/"
    finally:
        set_script_prefix("/")
