"""In which language a text is, and which of its turns are clearly in another."""

from collections.abc import Iterable
from typing import Final

from palabre.exchange.transcripts.shape import UNDETERMINED
from palabre.kit.languages import LANGUAGES
from palabre.kit.text.identify import identify

ENOUGH_LETTERS: Final = 40
"""Letters in a turn below which another language is not believed: a name or a quoted title is not a
language."""

# One character of Chinese or Japanese says about as much as three letters.
_WEIGHT_OF_IDEOGRAPH: Final = 3
_ENOUGH_TEXT: Final = 2_000


def of_text(turns: Iterable[str]) -> str:
    """Identify the language of a whole text by its turns; "und" where that is not clear."""
    words = ""
    for turn in turns:
        words += turn + "\n"
        if len(words) > _ENOUGH_TEXT:
            break
    return identify(words, tuple(LANGUAGES), UNDETERMINED)


def of_turn(markdown: str, language: str) -> str:
    """Give the language of a turn: that of its file, unless the turn is long enough and clearly in another.

    Clearly means with and without the words that have a capital: in "I am Meng-Shan Hsieh" the name misleads.
    """
    if _letters(markdown) < ENOUGH_LETTERS:
        return language
    found = identify(markdown, tuple(LANGUAGES), language)
    if found == language:
        return language
    plain = " ".join(word for word in markdown.split() if not word[0].isupper())
    return found if identify(plain, (language, found), language) == found else language


def _letters(text: str) -> int:
    return sum(_WEIGHT_OF_IDEOGRAPH if "\u3040" <= sign <= "\u9fff" else 1 for sign in text if sign.isalpha())
