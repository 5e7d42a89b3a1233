"""Recordings without what telephones write beside the sound: where it was, which telephone, whose.

What is removed is made empty in its place where the format counts bytes from the beginning, so that nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterator

# ISO 14496-12: boxes that only hold others, and those in which players look for names, places and pictures.
_HOLDERS = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"moof", b"traf"})
_TOLD = frozenset({b"udta", b"meta", b"uuid", b"loci"})
# RIFF: chunks that tell of the recording; a LIST tells where its kind is INFO or adtl.
_CHUNKS = frozenset({b"bext", b"iXML", b"id3 ", b"ID3 ", b"_PMX", b"aXML", b"cart"})


def without_metadata(data: bytes, ending: str) -> bytes:
    """The recording, as it sounds and plays, without metadata, for the formats that telephones write it in."""
    freed = {"m4a": _of_boxes, "mp3": _of_tags, "wav": _of_chunks}.get(ending)
    return freed(data) if freed else data


def _of_boxes(data: bytes) -> bytes:
    kept = bytearray(data)
    _empty_boxes(kept, 0, len(kept), 0)
    return bytes(kept)


def _empty_boxes(kept: bytearray, start: int, end: int, depth: int) -> None:
    for at, head, stop, kind in _boxes(kept, start, end):
        if kind in _TOLD:
            kept[at + 4 : at + 8] = b"free"
            kept[head:stop] = bytes(stop - head)
        elif kind in _HOLDERS and depth < 8:
            _empty_boxes(kept, head, stop, depth + 1)


def _boxes(kept: bytearray, start: int, end: int) -> Iterator[tuple[int, int, int, bytes]]:
    """Each box between two places: where it begins, where its content begins and ends, its kind."""
    at = start
    while at + 8 <= end:
        size, head = int.from_bytes(kept[at : at + 4], "big"), at + 8
        kind = bytes(kept[at + 4 : at + 8])
        if size == 1:
            size, head = int.from_bytes(kept[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else at + size
        if stop < head or stop > end:
            return  # not a box any more: a file cut off
        yield at, head, stop, kind
        at = stop


def _of_tags(data: bytes) -> bytes:
    """An MP3 without its ID3v2 tags in front and its ID3v1 tag behind."""
    while data[:3] == b"ID3" and len(data) >= 10:
        size = sum((byte & 0x7F) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True))
        data = data[10 + size + (10 if data[5] & 0x10 else 0) :]
    return data[:-128] if data[-128:-125] == b"TAG" else data


def _of_chunks(data: bytes) -> bytes:
    kept, at = bytearray(data), 12
    while at + 8 <= len(kept):
        kind, size = bytes(kept[at : at + 4]), int.from_bytes(kept[at + 4 : at + 8], "little")
        stop = min(at + 8 + size, len(kept))
        if kind in _CHUNKS or (kind == b"LIST" and bytes(kept[at + 8 : at + 12]) in (b"INFO", b"adtl")):
            kept[at : at + 4] = b"JUNK"
            kept[at + 8 : stop] = bytes(stop - at - 8)
        at = stop + size % 2
    return bytes(kept)
