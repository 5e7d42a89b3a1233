"""What every template uses: words with their language, names, faces, days, numbers, bars, fields, the style.

Load with `{% load palabre %}`. The frame `kit/base.html` reads from the context, all of it optional:

`site_name`      the community's name, or the network's on the bare host (with `site_lang`, its language)
`home_url`       where the name leads, default "/"
`brand`          a `palabre.kit.style.brand.Brand`; without one the house's own accent stands
`sections`       [(label, url, current)] the navigation; `current` true for the section shown
`languages`      [(tag, own name, url, current)] the language menu; empty or one: no menu
`alternates`     [(tag, url)] absolute addresses for hreflang; a tag may be "x-default"
`canonical`      absolute address of this page
`feed_url`       the Atom feed of what is shown; `feed_title` its name
`me`             the person signed in: `.name` and `.url`; or absent, with `sign_in_url` for the link
`funders`        [name] of those whose community it is; `operator`, the name of who runs it
`foot_links`     [(label, url)]
`description`    one sentence for search engines and link previews
`messages`       Django's messages
`request`        needed only so that the style's hash reaches `request.style_hashes`

A page overrides the blocks `title`, `style` (`{% style "talk" "forms" %}`), `main`, `beside` (its own `<aside>`),
and, rarely, `main_class` ("wide"), `body_class`, `head`, `me`, `top`, `foot`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from babel.lists import format_list
from django import template
from django.conf import settings
from django.forms import BoundField, CheckboxInput, EmailInput, NumberInput, Textarea, TextInput, URLInput
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from palabre.kit import clock, moments
from palabre.kit.heads import Head, head_of
from palabre.kit.languages import direction, locale_of, name_of
from palabre.kit.style import csp_hash, sheet
from palabre.kit.text import beginnings
from palabre.kit.text.markdown import excerpt
from palabre.kit.text.names import TONES, initials, tone

register = template.Library()

COMMAS = {"ar": "، ", "fa": "، ", "ur": "، ", "zh-Hant": " ", "zh-Hans": " "}
SEGMENTS = 31
"""Up to so many days the bar shows each day apart."""


def _reader() -> str:
    """The language of the interface now."""
    return get_language() or settings.LANGUAGE_CODE


def _lang_dir(lang: str) -> SafeString:
    if not lang:
        return mark_safe('dir="auto"')
    return format_html('lang="{}" dir="{}"', lang, direction(lang))


@register.simple_tag(takes_context=True)
def style(context: Context, *pieces: str) -> SafeString:
    """The page's one `<style>`: ground, shell, parts and print, the pieces named, the community's colours.

    Its hash is appended to `request.style_hashes`, where the middleware finds it for the security policy.
    """
    css = sheet(frozenset(pieces), context.get("brand") or None)
    request = context.get("request")
    if request is not None:
        request.style_hashes = [*getattr(request, "style_hashes", []), csp_hash(css)]
    return mark_safe(f"<style>{css}</style>")


@register.simple_tag(takes_context=True)
def head_of_page(context: Context) -> Head:
    """What rooms above say of this page (`palabre.kit.heads`): feeds, schema.org, an address to pass on."""
    return head_of(context)


@register.simple_tag
def colon() -> str:
    """The sign between a label and what is said of it, with the space that French puts before it."""
    return gettext(":")


@register.simple_tag
def words(text: str, lang: str) -> SafeString:
    """A person's words inside a line, in the language they were written in ("" where nobody knows)."""
    return format_html("<span {}>{}</span>", _lang_dir(lang), text)


@register.simple_tag
def prose(html: str, lang: str, css_class: str = "prose") -> SafeString:
    """A person's text as a block. The HTML must have been cleaned when it was saved: it is not escaped here."""
    return format_html('<div class="{}" {}>{}</div>', css_class, _lang_dir(lang), mark_safe(html))


@register.filter
def begins_html(html: str, length: int) -> str:
    """`{{ said.html|begins_html:90 }}`: the first words of a text in a list, in so many characters."""
    return beginnings.of_html(html, length)


@register.filter
def begins_markdown(text: str, length: int) -> str:
    """The same of a text as it was written."""
    return beginnings.of_markdown(text, length)


@register.filter
def begins_plain(text: str, length: int) -> str:
    """The same of a text that has no markup."""
    return excerpt(text, length)


@register.simple_tag
def name(full_name: str, lang: str = "") -> SafeString:
    """A person's name, kept from disturbing the direction of the line around it."""
    if lang:
        return format_html("<bdi {}>{}</bdi>", _lang_dir(lang), full_name)
    return format_html("<bdi>{}</bdi>", full_name)


@register.simple_tag
def face(full_name: str, size: str = "", portrait: Any = None) -> SafeString:
    """A round portrait, or initials on a quiet colour; also what shows when the picture fails to arrive.

    `size` is "s" (beside a line), "" (a seat) or "l" (a person's page). `portrait` is an address, or an object
    with `url` and perhaps `srcset`. Hidden from screen readers: the name stands beside every face.
    """
    tone_number, letters = _stand_in(full_name)
    return format_html(
        '<span class="face{} t{}" aria-hidden="true"><span>{}</span>{}</span>',
        f" {size}" if size else "",
        tone_number,
        letters,
        _picture(portrait, {"s": 40, "": 56, "l": 96}[size], letters),
    )


@lru_cache(maxsize=4096)
def _stand_in(full_name: str) -> tuple[int, str]:
    """What stands in for a portrait: the number of the tone's class, and the initials."""
    return TONES.index(tone(full_name)), initials(full_name)


def _picture(portrait: Any, pixels: int, letters: str) -> SafeString | str:
    # A file field without a file is false, and its `url` raises.
    url = portrait if isinstance(portrait, str) or not portrait else portrait.url
    if not url:
        return ""
    srcset = getattr(portrait, "srcset", "")
    return format_html(
        '<img src="{}"{} alt="" data-initials="{}" width="{}" height="{}" loading="lazy" decoding="async">',
        url,
        format_html(' srcset="{}" sizes="{}px"', srcset, pixels) if srcset else "",
        letters,
        pixels,
        pixels,
    )


@register.simple_tag
def days(start: date, end: date, today: date) -> SafeString:
    """How far a span of days has come, in words and as a bar; both days are included."""
    total = (end - start).days + 1
    gone = min(max((today - start).days + 1, 0), total)
    return format_html("<b>{}</b>{}", _days_in_words(start, end, today), _days_bar(gone, total))


def _days_in_words(start: date, end: date, today: date) -> str:
    lang = _reader()
    if today > end:
        return gettext("Closed")
    now = moments.day_of(start, end, today)
    if now is None:
        wait = (start - today).days
        return ngettext("Opens in %(n)s day", "Opens in %(n)s days", wait) % {"n": moments.number(wait, lang)}
    nth, total = (moments.number(n, lang) for n in now)
    return gettext("Day %(nth)s of %(total)s") % {"nth": nth, "total": total}


def _days_bar(gone: int, total: int) -> SafeString:
    dashes = mark_safe(' stroke-dasharray=".86 .14"') if total <= SEGMENTS else ""
    past = format_html('<path d="M0 .5h{}"{}/>', gone, dashes) if gone else ""
    return format_html(
        '<svg class="days" viewBox="0 0 {} 1" preserveAspectRatio="none" stroke="currentColor" aria-hidden="true">'
        '<path class="all" d="M0 .5h{}"{}/>{}</svg>',
        total,
        total,
        dashes,
        past,
    )


@register.simple_tag
def day(when: date) -> SafeString:
    """A day in full words of the reader's language, with the machine's date beside it."""
    return format_html('<time datetime="{}">{}</time>', when.isoformat(), moments.day(when, _reader()))


@register.filter
def month(when: date) -> str:
    """A month with its year in the reader's language."""
    return moments.month(when, _reader())


@register.simple_tag
def day_range(start: date, end: date) -> str:
    """A span of days in full words of the reader's language."""
    return moments.day_range(start, end, _reader())


@register.simple_tag
def when(moment: datetime, manner: str = "") -> SafeString:
    """A moment in the reader's language and the current time zone.

    `manner` is "" (day and time), "near" (weekday and time, no year), "day", or "ago" (how long since; not for a
    page that is kept, since it grows old).
    """
    local = timezone.localtime(moment)
    return format_html('<time datetime="{}">{}</time>', local.isoformat("T", "minutes"), _said(local, manner))


def _said(local: datetime, manner: str) -> str:
    if manner == "ago":
        return moments.ago(local, timezone.localtime(clock.now()), _reader())
    if manner == "day":
        return moments.day(local.date(), _reader())
    return _day_and_time(local, manner, _reader())


# A page says the same few moments and names again and again; Babel takes 0.1 ms for each.
@lru_cache(maxsize=4096)
def _day_and_time(local: datetime, manner: str, lang: str) -> str:
    date_words = (moments.weekday_day if manner == "near" else moments.day)(local.date(), lang)
    time_words = moments.clock(local, str(local.tzinfo), lang)
    return date_words + COMMAS.get(lang, ", ") + time_words


@register.filter
def digits(n: float | None) -> str:
    """A number as the reader's language writes it; a dash where there is none."""
    return "–" if n is None else moments.number(n, _reader())


@register.simple_tag
def language_name(tag: str) -> str:
    """A language's name in the reader's language."""
    return name_of(tag, _reader())


@register.filter
def all_of(names: Iterable[str]) -> str:
    """Names in one line, joined as the reader's language joins them: "A, B and C"."""
    return format_list(list(names), locale=locale_of(_reader()))


@register.simple_tag
def bars(rows: Iterable[tuple[Any, ...]], caption: str = "") -> SafeString:
    """Quantities side by side as a table with bars: rows of (label, number) or (label, number, address).

    Nothing at all where there are no rows: say so in words beside it.
    """
    shown = [(row[0], row[1], row[2] if len(row) > 2 else "") for row in rows]
    if not shown:
        return mark_safe("")
    most = max(number for _, number, _ in shown)
    lines = ((_label(label, url), _bar(number, most), digits(number)) for label, number, url in shown)
    return format_html(
        '<table class="amount">{}{}</table>',
        format_html("<caption>{}</caption>", caption) if caption else "",
        format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', lines),
    )


def _label(label: str, url: str) -> SafeString:
    text = format_html("<bdi>{}</bdi>", label)
    return format_html('<a href="{}">{}</a>', url, text) if url else text


def _bar(number: float, most: float) -> SafeString:
    length = f"{100 * number / most:.3g}" if most and number > 0 else "0"
    return format_html(
        '<svg viewBox="0 0 100 1" preserveAspectRatio="none" stroke="currentColor" aria-hidden="true">'
        '<path d="M0 .5h{}"/></svg>',
        length,
    )


@register.simple_tag
def once_field(key: object) -> SafeString:
    """The form's one-time key: sending the same form again returns what the first made."""
    return format_html('<input type="hidden" name="once" value="{}">', key)


@register.simple_tag
def widget(field: BoundField) -> SafeString:
    """A field's box, with the direction of what is typed: of itself for words, left to right for addresses."""
    kind = field.field.widget
    attrs: dict[str, Any] = {}
    if isinstance(kind, EmailInput | URLInput | NumberInput):
        attrs["dir"] = "ltr"
    elif isinstance(kind, Textarea) or type(kind) is TextInput:
        attrs["dir"] = "auto"
    return field.as_widget(attrs={k: v for k, v in attrs.items() if k not in kind.attrs})


@register.filter
def is_tick(field: BoundField) -> bool:
    """Whether the field is a single box to tick, whose label stands after it."""
    return isinstance(field.field.widget, CheckboxInput)
