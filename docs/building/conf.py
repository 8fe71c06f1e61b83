"""Sphinx's settings."""

from __future__ import annotations

from sphinx.application import Sphinx

from docs.building.lexer import CampaignLexer

project = "Segue"
extensions = ["myst_parser"]
html_theme = "furo"
html_title = "Segue"
html_show_sphinx = False
html_show_copyright = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["site.css"]
myst_heading_anchors = 4
nitpicky = True


def setup(app: Sphinx) -> None:
    """Let campaigns be coloured."""
    app.add_lexer("campaign", CampaignLexer)
