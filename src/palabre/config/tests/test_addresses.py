"""Every address leads to its own page: no pattern stands in the way of a later one."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.urls import URLPattern, resolve, reverse
from django.urls.converters import IntConverter

# A value for each argument that a pattern of letters would not take.
SAMPLES = {"code": "c261123"}


@pytest.mark.parametrize("urlconf", ["palabre.config.urls.community", "palabre.config.urls.network"])
def test_every_address_leads_to_its_own_page(urlconf: str) -> None:
    patterns = [one for one in import_module(urlconf).urlpatterns if isinstance(one, URLPattern) and one.name]
    assert len(patterns) > 10
    astray = {}
    for pattern in patterns:
        kwargs = {
            name: 1 if isinstance(converter, IntConverter) else "word"
            for name, converter in pattern.pattern.converters.items()
        }
        if pattern.pattern.regex.groupindex:
            kwargs |= {name: SAMPLES[name] for name in pattern.pattern.regex.groupindex if name in SAMPLES}
        path = reverse(pattern.name, urlconf=urlconf, kwargs=kwargs)
        found = resolve(path, urlconf=urlconf)
        if found.func is not pattern.callback:
            astray[path] = f"{pattern.name} is answered by {found.url_name}"
    assert astray == {}
