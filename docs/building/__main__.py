"""Writes the pages of the site, and builds it: `python -m docs.building FOLDER`."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import rmtree

from sphinx.cmd.build import build_main

from docs.building.pages import pages

ROOT = Path(__file__).parents[2]


def main(folder: Path) -> int:
    """Builds FOLDER/site; ends with 0 where nothing is wrong with any page."""
    written = folder / "pages"
    rmtree(written, ignore_errors=True)
    for path, text in pages(ROOT).items():
        place = written / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    settings = str(Path(__file__).parent)
    options = ["-q", "-W", "--keep-going", "-b", "html", "-c", settings]
    return build_main([*options, str(written), str(folder / "site")])


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1])))
