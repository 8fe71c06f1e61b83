"""`python -m tests.cases.update [PAGE…]`: write anew what the cases of the reference give.

What changes is what marketers will read, so read the difference before it is committed.
"""

from __future__ import annotations

import sys

from tests.cases.reading import PAGES, cases, rewritten
from tests.cases.results import results


def main(names: list[str]) -> None:
    """All pages, or those with these names."""
    for page in sorted(PAGES.glob("*.md")):
        if not names or page.stem in names:
            page.write_text(rewritten(page, [results(case) for case in cases(page)]), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
