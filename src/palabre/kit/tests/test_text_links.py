"""What leads away from a text, and what only looks like it."""

from __future__ import annotations

import pytest

from palabre.kit.text.links import leads_away


@pytest.mark.parametrize(
    "text",
    [
        "see https://a.example/x",
        "WWW.a.example",
        "(http://a.example)",
        "[buy](mailto:shop@a.example)",
        "[here](https://a.example)",
        "[here][1]\n\n[1]: https://a.example",
        "<https://a.example>",
        "Buy at example.com now",
        "Buy at EXAMPLE.COM.",
        "shop.example.co.uk",
        "write to me@pills.org",
        "example.in/cheap",
        "купить на пример.рф",
        "زوروا موقع.شبكة اليوم",
        "请看 例子.中国",
        "spam.example/buy",
        "Cheap pumps: SPAM.EXAMPLE/BUY!",
        "shop.spam.example:8080/buy",
    ],
)
def test_what_leads_away_is_found(text: str) -> None:
    assert leads_away(text)


@pytest.mark.parametrize(
    "text",
    [
        "We mend it.",
        "A pump, e.g. ours, i.e. the old one, etc.",
        "The pump broke.It was old.So we mended it.",
        "Am 3.10. um 12.30 Uhr, z.B. in U.S.A. or the U.K.",
        "Version 1.2.3 of node.js costs 4.50.",
        "كسرت المضخة.ثم أصلحناها. د.أحمد",
        "পাম্পটি ভেঙে গেছে।মো.করিম ঠিক করেছেন",
        "水泵坏了。我们修好了。",
        "It was the end.Then/or never: 3.5/10, p.ex/ou, 12.50/kg, e.g./i.e., and/or.",
        "كسرت.ثم/أو أصلحناها",
        "M. Diallo, p.ex. le p.m. de N.I.",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert not leads_away(text)
