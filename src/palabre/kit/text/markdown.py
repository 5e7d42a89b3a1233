"""What people write in Markdown, made into the little HTML that a page shows: once, when it is saved."""

from __future__ import annotations

import html as entities
import re
from functools import cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import OptionsDict

from palabre.kit.languages import LANGUAGES
from palabre.kit.text.bare_links import link_bare_addresses
from palabre.kit.text.graphemes import graphemes
from palabre.kit.text.tidy import is_visible, one_line, tidy, without_hazards

# Characters of Markdown accepted at once: some 15,000 words, longer than any story; a thousand take 3 ms.
MAX_LENGTH: Final = 100_000

TAGS: Final = frozenset(
    (
        "p",
        "br",
        "hr",
        "em",
        "strong",
        "a",
        "ul",
        "ol",
        "li",
        "blockquote",
        "pre",
        "code",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    )
)
_REL: Final = "nofollow noopener ugc"
# Taking tags out can leave links in links, which a second reading parts; what never settles is shown as text.
_PASSES: Final = 5
_ENDS_A_LINE: Final = re.compile(r"(</(?:p|li|h[2-6]|blockquote|pre)>|<br>|<hr>)\n*")
# Between two listed items or inside a loose list the cleaned HTML has line ends that no reader sees.
_PARAGRAPHS: Final = re.compile(r"\n[^\S\n]*\n")
# Signs of Markdown by which letters may be written that nobody sees: an address, the language of some code, an entity.
_MAY_VANISH: Final = frozenset("[&`~")
_BLANK: Final = re.compile(r"\n\s*\n+")


class TextTooLong(ValueError):
    """More than MAX_LENGTH characters were given."""


def render(markdown: str, *, first_heading: int = 3) -> str:
    """Clean HTML of a Markdown text: paragraphs, emphasis, links, lists, quotes, code, headings only.

    A line end is a line end, as people expect who write into a box. HTML in the text is shown, not obeyed; a
    picture is shown as its description; the largest heading becomes `h<first_heading>` (2 to 6) and smaller
    ones follow. Links lead to http, https and mailto only, with rel="nofollow noopener ugc"; a bare address
    becomes a link. A quote has the direction of its own words: it may be of another language than the text
    (`quotes.with_languages`). Raises TextTooLong above MAX_LENGTH characters.
    """
    if len(markdown) > MAX_LENGTH:
        raise TextTooLong(f"{len(markdown)} characters, where {MAX_LENGTH} are accepted")
    return clean(_parser(first_heading).render(tidy(markdown)))


def clean(html: str) -> str:
    """The HTML with only what `render` can produce left in it; cleaning twice changes nothing."""
    for _ in range(_PASSES):
        before, html = html, _clean_once(html)
        if html == before:
            return html
    return _stripper().clean(html)


def _clean_once(html: str) -> str:
    # Hazards go afterwards too: "&#x202e;" is a turning mark only once it is parsed.
    return without_hazards(_cleaner().clean(without_hazards(html)))


def plain(html: str) -> str:
    """The words of some HTML without any markup, one line for each paragraph, item, heading and line."""
    lined = _ENDS_A_LINE.sub("\\1\n", clean(html))
    bare = entities.unescape(_stripper().clean(lined))
    return _BLANK.sub("\n", bare.replace("\xa0", " ")).strip()


def says_nothing(markdown: str) -> bool:
    """Whether readers would see no text of it: invisible signs alone, a picture without a description, a line drawn.

    Nearly all that people write is known for text without being rendered.
    """
    parts = _PARAGRAPHS.split(tidy(markdown))
    if any(not _MAY_VANISH.intersection(part) and any(map(_is_letter, part)) for part in parts):
        return False
    return not is_visible(plain(render(markdown)))


def excerpt(text: str, length: int) -> str:
    """The beginning of a plain text on one line, at most `length` characters as seen, "…" included.

    Cut between words where the script parts them, and never inside a character with its marks.
    Raises ValueError for a length below 2.
    """
    if length < 2:
        raise ValueError("an excerpt needs room for a character and the sign that it goes on")
    # A character seen may hold many; what lies beyond any sensible number of them is not looked at.
    line = one_line(text[: length * 40])
    seen = graphemes(line)
    if len(seen) <= length:
        return line
    kept = "".join(seen[: length - 1])
    between_words = kept.rfind(" ") if seen[length - 1] != " " else len(kept)
    if between_words >= len(kept) // 2:
        kept = kept[:between_words]
    return kept.rstrip(" ,;:.!?،؛।、，。") + "…"


def _is_letter(character: str) -> bool:
    return character.isalpha() and is_visible(character)


@cache
def _parser(first_heading: int) -> MarkdownIt:
    if not 2 <= first_heading <= 6:
        raise ValueError("the first heading of a text is between h2 and h6")

    def demote(state: StateCore) -> None:
        _demote_headings(state, first_heading)

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    # With the two HTML rules off, "<b>" is plain text and is shown as it was written.
    parser.disable(["html_block", "html_inline"])
    parser.core.ruler.push("demote_headings", demote)
    parser.core.ruler.push("turn_quotes", _turn_quotes)
    parser.core.ruler.push("bare_links", link_bare_addresses)
    parser.add_render_rule("image", _describe_image)
    return parser


def _demote_headings(state: StateCore, first: int) -> None:
    """The largest heading a text uses becomes `first`: whoever begins with ## has skipped nothing."""
    headings = [token for token in state.tokens if token.type in ("heading_open", "heading_close")]
    by = first - min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) + by)}"


def _turn_quotes(state: StateCore) -> None:
    for token in state.tokens:
        if token.type == "blockquote_open":
            token.attrSet("dir", "auto")


def _describe_image(
    renderer: RendererHTML, tokens: list[Token], i: int, options: OptionsDict, env: object
) -> str:
    described = renderer.renderInlineAsText(tokens[i].children or [], options, {})
    return entities.escape(described, quote=False)


@cache
def _cleaner() -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=TAGS,
        attributes={"*": set(), "a": {"href", "title"}, "ol": {"start"}},
        tag_attribute_values={"blockquote": {"dir": {"auto", "ltr", "rtl"}, "lang": set(LANGUAGES)}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
        link_rel=_REL,
    )


@cache
def _stripper() -> nh3.Cleaner:
    return nh3.Cleaner(tags=set())
