"""Whether a text leads somewhere else: by a link, or by an address written as bare words."""

from __future__ import annotations

import re
from typing import Final

from palabre.kit.text.markdown import render


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LINK: Final = re.compile(r"<a\s[^>]*\bhref=", re.IGNORECASE)
_DOMAIN: Final = re.compile(
    r"(?<![\w.])(?:[\w-]+@)?((?:[\w-]{1,63}\.)+)(\w{2,24})(?![\w-])(?::\d{1,5}(?=/))?(/?)([\w~%?#-]?)",
    re.IGNORECASE,
)
_ENDINGS: Final = _words(
    """com org net info biz edu gov mil int name mobi app dev xyz online site website store shop blog club top live
    link click page space tech world today agency digital media news support help loan win bid icu fun vip pro asia
    africa cloud email group life work solutions casino poker bet crypto finance
    рф бел укр 中国 中國 公司 网络 網絡 भारत বাংলা ভারত شبكة مصر السعودية امارات المغرب الجزائر"""
)
"""Ends of names that are no words one may write right after a full stop."""
_COUNTRIES: Final = _words(
    """ae ao ar au bd be bf bg bi bj br bw ca cd cg ch ci cl cm cn cz de dj dk dz ec ee eg eu fi fr ga gb gh gl gm gn gr
    gt hk hn hr ht hu id ie il in io ir it jp ke kr kz lk lr lt lv ly ma mg ml mw mx my mz na ne ng nl no np nz pe ph pk
    pl pt ro ru rw sa se sg sk sl sn so ss su sy td tg th tk tn to tr tv tw tz ua ug uk us uy uz ve vn za zm zw"""
)
_UNMISTAKABLE: Final = _words(
    """ae bd bf bg bj br bw cn cz dk dz ee eg eu gb gh gr hk hr hu io jp ke kr kz lk lv ly mz ng nl np nz ph pk pl rw sg
    su tk tz ua ug uk uy uz vn za zm zw"""
)
"""Countries whose two letters are a word of no language of ours."""
_SECOND: Final = frozenset(("co", "com", "org", "net", "gov", "ac", "edu"))


def leads_away(markdown: str) -> bool:
    """Whether what is shown of it holds a link of any kind, or a domain without one ("example.com").

    Any ending will do where a page is named after it ("spam.example/buy"). A missing space after a full stop
    ("pump.It broke"), "e.g.", initials and versions are no domains.
    """
    return _LINK.search(render(markdown)) is not None or any(
        _is_domain(*found.groups()) for found in _DOMAIN.finditer(markdown)
    )


def _is_domain(labels: str, ending: str, slash: str, page: str) -> bool:
    names, last = labels.casefold().rstrip(".").split("."), ending.casefold()
    if names[0] == "www":
        return True
    if all(len(name) == 1 for name in names) and not slash:
        return False
    if last in _ENDINGS or last in _UNMISTAKABLE:
        return True
    if slash and page and _may_end_any_name(labels, ending):
        return True
    return last in _COUNTRIES and (bool(slash) or (len(names) > 1 and names[-1] in _SECOND))


def _may_end_any_name(labels: str, ending: str) -> bool:
    """What stands before a page's name, however new its ending; not "end.Then/or", "3.5/10" and "p.ex/ou"."""
    is_written_so = ending.islower() or labels.isupper()
    return ending.isascii() and ending.isalpha() and is_written_so and max(map(len, labels.split("."))) > 1
