"""Keys by which a turn is known again when its file is imported a second time.

The number of a turn would shift with every turn inserted before it, so the key is made of what is said: the
speaker, the letters and digits of the words, and, for words the speaker repeats ("Yes."), which time it
is. Inserting, moving or removing other turns, or changing spaces, punctuation and emphasis, leaves
it as it is. Changing a word makes another key; `reconcile` then finds, from its neighbours, which turn was
reworded.
"""

import hashlib
import unicodedata
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from palabre.exchange.transcripts.shape import Turn


def _digest(text: str, size: int) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def _said(text: str) -> str:
    """Give the letters, marks and digits alone; where there are none ("?!"), the text itself."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in folded if unicodedata.category(sign)[0] in "LMN") or folded.strip()


def turn_key(speaker: str, markdown: str, seen: Counter[str]) -> str:
    """Give a turn's key, at most 64 ASCII characters, and count it in `seen`, which belongs to one file."""
    words = f"{_digest(_said(speaker), 6)}.{_digest(_said(markdown), 16)}"
    seen[words] += 1
    return f"{words}.{seen[words]}"


def text_key(name: str, language: str | None) -> str:
    """Give the key of one text in one language, 32 ASCII characters, from the name of its file and the
    language in that name. A language given or identified has no part: the next import may see another."""
    return _digest(f"{name.casefold()}\n{language or ''}", 16)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What a file read again holds, against the keys already imported.

    `new` turns stand nowhere yet; `same` ones stand already; `reworded` pairs a known key with the turn
    that now stands in its place, by the same speaker in other words; `gone` are known keys the file no
    longer has.
    """

    new: tuple[Turn, ...]
    same: tuple[Turn, ...]
    reworded: tuple[tuple[str, Turn], ...]
    gone: tuple[str, ...]


def _speaker(key: str) -> str:
    return key.partition(".")[0]


def _pair_off(known: Iterable[str], turns: Iterable[Turn]) -> list[tuple[str, Turn]]:
    """Pair known keys with turns of the same speaker, in order, between two turns that did not change."""
    waiting: defaultdict[str, deque[str]] = defaultdict(deque)
    for key in known:
        waiting[_speaker(key)].append(key)
    return [(waiting[_speaker(turn.key)].popleft(), turn) for turn in turns if waiting[_speaker(turn.key)]]


def reconcile(known: Sequence[str], turns: Sequence[Turn]) -> Reconciliation:
    """Compare the keys imported before, in their order, with the turns of the file as it is now."""
    before, after = frozenset(known), {turn.key for turn in turns}
    reworded: list[tuple[str, Turn]] = []
    matcher = SequenceMatcher(None, list(known), [turn.key for turn in turns], autojunk=False)
    for tag, from_known, to_known, from_turn, to_turn in matcher.get_opcodes():
        if tag == "replace":
            reworded += _pair_off(
                (key for key in known[from_known:to_known] if key not in after),
                (turn for turn in turns[from_turn:to_turn] if turn.key not in before),
            )
    replaced = {key for key, _ in reworded}
    settled = {turn.key for _, turn in reworded} | before
    return Reconciliation(
        new=tuple(turn for turn in turns if turn.key not in settled),
        same=tuple(turn for turn in turns if turn.key in before),
        reworded=tuple(reworded),
        gone=tuple(key for key in known if key not in after and key not in replaced),
    )
