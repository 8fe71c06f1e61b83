"""What is said about a line that cannot be read: one finding, at the first word that is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

from dsl.builders import Refused
from dsl.builders.conditions import Chain, Mixed
from dsl.codes import finding
from dsl.diagnostics import TAKEN, Diagnostic, Edit
from dsl.engine import END, Stuck
from dsl.expected import accepted, alternatives, in_words, offered
from dsl.heads import about_head, is_head
from dsl.hints import Advice, Trouble, advice
from dsl.hints.naming import NO_HYPHEN
from dsl.layout import Line
from dsl.lexer import SIGNS
from dsl.signs import NEEDLESS, about_sign
from dsl.source import Source, Span
from dsl.taken import taken_for_a_name

_HYPHENED = re.compile(r"\w+(?:-\w+)+")
_SPELLING = ("E0010", "E0113")
"""What is said of how something is spelled, and so may be said of a sign, too."""
LONGEST = 40
"""How much of a token is shown."""


def explain(source: Source, line: Line, stuck: Stuck) -> Diagnostic:
    """The finding about the token at which a line cannot go on."""
    tokens = tuple(line.tokens)
    trouble = Trouble(
        stuck.start, tokens, stuck.position, accepted(stuck.states), offered(stuck.states)
    )
    if stuck.position == 0 and is_head(stuck.start, tokens):
        return about_head(stuck.start, tokens, source.path)
    found = trouble.found
    hint = advice(trouble)
    if found is not None and found.kind == "BAD" and not (hint and hint.code in _SPELLING):
        said = about_sign(found, source.path)
        return replace(said, edit=_edit_of_sign(trouble, said))
    if trouble.kind(1) == "BAD" and trouble.word(1).isspace():
        return about_sign(tokens[stuck.position + 1], source.path)
    span = _span(source, line, stuck, hint)
    help, title, code = "", "", "E0101" if found else "E0102"
    if hint is not None:
        help, title = hint.help, hint.title
        code = hint.code if hint.code != "E0101" else code
    title = title or _what_comes(trouble, stuck)
    edit = _edit(source, span, hint.right) if hint and hint.right is not None else None
    said = finding(code, title, span, help or _leave_out(trouble), edit=edit)
    return replace(said, taken=taken_for_a_name(stuck.start, tokens))


def _span(source: Source, line: Line, stuck: Stuck, hint: Advice | None) -> Span:
    """The wrong token, or several; at the end of the line, the token after which something is
    missing."""
    before, behind = hint.around if hint else (0, 0)
    last = len(line.tokens) - 1
    first = line.tokens[min(stuck.position - before, last)]
    return Span(source.path, first.start, line.tokens[min(stuck.position + behind, last)].end)


def _edit(source: Source, span: Span, right: str) -> Edit:
    """What to write instead; what is left out goes with the spaces before it, and those behind it
    at the beginning of a line."""
    start, end = span.start, span.end
    before = source.text[source.text.rfind("\n", 0, start) + 1 : start]
    if not right and before.strip():
        start = len(source.text[:start].rstrip(" "))
    elif not right:
        end += len(source.text[end:]) - len(source.text[end:].lstrip(" "))
    return Edit(Span(span.path, start, end), right)


def _edit_of_sign(trouble: Trouble, said: Diagnostic) -> Edit | None:
    """The edit about a sign, as far as the line around it does not make it doubtful: between
    parentheses `1,000` may be two values."""
    assert trouble.found is not None
    before = [token.kind for token in trouble.line[: trouble.position]]
    if trouble.found.kind == "BAD" and "," in trouble.typed and "LPAR" in before:
        return None
    if trouble.typed in NEEDLESS and 0 < trouble.position == len(trouble.line) - 1:
        return Edit(Span(said.span.path, trouble.line[-2].end, said.span.end), "")
    return said.edit


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _what_comes(trouble: Trouble, stuck: Stuck) -> str:
    """After `purchase` comes …, not `in`."""
    found = trouble.found
    if set(trouble.offered) == {END}:
        return f"the line should end after `{_shown(trouble.word(-1))}`"
    choices = in_words(alternatives(stuck.states))
    if trouble.position == 0:
        return f"here stands {choices}, not `{_shown(trouble.typed)}`"
    after = f"after `{_shown(trouble.word(-1))}` comes {choices}"
    if found is None:
        return f"the line ends too early: {after}"
    return f"{after}, not `{_shown(found.text)}`"


def _leave_out(trouble: Trouble) -> str:
    needless = set(trouble.offered) == {END} or (trouble.position == 0 and trouble.typed in SIGNS)
    return f"leave `{_shown(trouble.typed)}` out" if needless else ""


def explain_refusal(source: Source, refused: Refused) -> Diagnostic:
    """The finding about a line that the grammar takes and the language does not."""
    if refused.code == TAKEN and (name := _HYPHENED.match(source.text, refused.span.start)):
        right = name.group().replace("-", "_")
        span = Span(source.path, *name.span())
        return finding("E0113", NO_HYPHEN, span, f"write `{right}`", edit=Edit(span, right))
    typed = source.text[refused.span.start : refused.span.end]
    help = refused.help
    if isinstance(refused, Mixed):
        help = _readings(source, refused.chain)
    said = finding(
        refused.code, refused.title.replace("{typed}", _shown(typed)), refused.span,
        help.replace("{typed}", typed), edit=refused.edit,
    )  # fmt: skip
    return replace(said, taken=typed) if refused.code == TAKEN else said


def _readings(source: Source, chain: Chain) -> str:
    """Both ways to put the parentheses."""
    parts = _texts(source, chain)
    ops = [word.text for word in chain.words]
    return f"write `{_grouped(parts, ops, 'and')}` or `{_grouped(parts, ops, 'or')}`"


def _texts(source: Source, chain: Chain) -> list[str]:
    """What stands between the words, as typed."""
    begins = [chain.span.start, *(word.end for word in chain.words)]
    ends = [*(word.start for word in chain.words), chain.span.end]
    texts = (source.text[begin:end] for begin, end in zip(begins, ends, strict=True))
    return [" ".join(text.split()) for text in texts]


def _grouped(parts: list[str], ops: list[str], tight: str) -> str:
    """The chain with parentheses around what `tight` joins."""
    groups = [[parts[0]]]
    for part, op in zip(parts[1:], ops, strict=True):
        if op == tight:
            groups[-1].append(part)
        else:
            groups.append([part])
    loose = "or" if tight == "and" else "and"
    joined = [f" {tight} ".join(group) for group in groups]
    shown = [
        f"({text})" if len(group) > 1 else text
        for text, group in zip(joined, groups, strict=True)
    ]
    return f" {loose} ".join(shown)
