"""What a check says."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["well", "watch", "wrong"]


@dataclass(frozen=True)
class Finding:
    """One thing looked at: `well`, to `watch`, or `wrong`; a sentence, and for the last two how to mend it."""

    topic: str
    level: Level
    sentence: str
    mend: str = ""

    def __str__(self) -> str:
        text = f"{self.level:5}  {self.topic}: {self.sentence}"
        return f"{text}\n       {self.mend}" if self.mend else text
