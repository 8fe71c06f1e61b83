"""The picture in the docs is the one that is drawn today: `segue graph hesitating -C
campaigns/playbook -o docs/pictures/hesitating.svg` draws it anew."""

from __future__ import annotations

from compiler.picture.svg import svg
from tests.docs.transcript import ROOT
from tests.picture.journeys import shipped


def test_the_picture_is_of_today() -> None:
    (journey,) = [journey for _, journey in shipped() if journey.name == "hesitating"]
    shown = (ROOT / "docs" / "pictures" / "hesitating.svg").read_text(encoding="utf-8")
    assert svg(journey) == shown
