"""A campaign as a picture: its text to a journey, a journey to SVG, to Mermaid, and to lines."""
