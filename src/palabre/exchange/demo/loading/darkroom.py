"""Photographs drawn and brought to their sizes on the other core while the diary is lived."""

from __future__ import annotations

import io
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from palabre.communities.models import Community
from palabre.communities.pictures import folder_of
from palabre.exchange.demo import content
from palabre.exchange.demo.drawing import scenes
from palabre.kit import pictures

KINDS = {"theme": "photographs", "stories": "photographs", "salon": "dialogues", "salon-archive": "dialogues"}
"""Files of the content whose tables have photographs, and the folder these lie in."""


@dataclass
class Darkroom:
    """Pictures are begun when their community is founded, and asked for when somebody files them."""

    _begun: dict[str, Future[object]] = field(default_factory=dict)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))

    def begin(self, key: str, community: Community) -> None:
        """Begin every picture of one community's files. What is stored already is left as it is."""
        for name, kind in KINDS.items():
            if content.read(name)["community"] != key:
                continue
            for table in [*content.tables(name, "story"), *content.tables(name, "dialogue")]:
                if "photograph" in table:
                    scene = table["photograph"]["scene"]
                    self._begun[scene] = self._pool.submit(_develop, scene, folder_of(community, kind))

    def upload(self, scene: str) -> io.BytesIO:
        """The picture as its photographer sends it; by now its sizes are stored."""
        if scene in self._begun:
            self._begun[scene].result()
        return io.BytesIO(scenes.draw(scene))

    def close(self) -> None:
        """Let go of the thread, whatever is left to draw."""
        self._pool.shutdown(cancel_futures=True)


def _develop(scene: str, folder: str) -> object:
    return pictures.store(io.BytesIO(scenes.draw(scene)), folder=folder)
