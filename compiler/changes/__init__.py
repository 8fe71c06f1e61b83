"""What a project does otherwise than another one, for customers: two typed projects in, changes
out."""

from compiler.changes.compare import changes
from compiler.changes.model import Change, Level, Sentence, Subject
from compiler.changes.side import Side, side

__all__ = ["Change", "Level", "Sentence", "Side", "Subject", "changes", "side"]
