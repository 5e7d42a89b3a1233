"""Reading transcripts: one text with named speakers, turned into sections and turns.

Pure: nothing here touches the database. The form read is Markdown::

    # 2026-03-14 Title of the dialogue

    > Notes on the whole (a video, a licence).

    ## A section

    ### Name of the speaker:

    What was said, in Markdown.

    > (laughter)

    > (Another section)

A file that is broken in places is read all the same: what cannot be read is left out and named, with its
line and a reason, in `Transcript.skipped`. Only a file from which no turn at all can be read, or of which
nobody says the day or the language, raises `TranscriptError`.
"""

from palabre.exchange.transcripts.keys import Reconciliation, reconcile
from palabre.exchange.transcripts.names import pair_key
from palabre.exchange.transcripts.parsing import parse
from palabre.exchange.transcripts.reading import decode, read
from palabre.exchange.transcripts.shape import Section, Skipped, Transcript, TranscriptError, Turn

__all__ = [
    "Reconciliation",
    "Section",
    "Skipped",
    "Transcript",
    "TranscriptError",
    "Turn",
    "decode",
    "pair_key",
    "parse",
    "read",
    "reconcile",
]
