"""The codes of what the front of the language can find wrong: layout (E00xx) and lines (E01xx).

Each entry carries what a page about it needs: the name that reads as "allow NAME", why it is
refused, and an example that is refused beside one that is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsl.diagnostics import Diagnostic, Edit, Label, Severity
from dsl.source import Span


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: its name reads as "allow NAME", `why` is a paragraph.

    `bad` is a text that gives this code and no other, `good` one that gives nothing. `safe`: the
    edit that such a finding carries says what was meant in the one right way, so that `segue fix`
    makes it; other edits are guesses, which somebody has to look at.
    """

    code: str
    name: str
    why: str
    bad: str
    good: str
    safe: bool = False


_ALL = (
    Code(
        "E0001", "not-utf-8",
        "Files are UTF-8, so that every name and text reads the same on every computer.",
        "a file saved as `UTF-16` or in an old Windows encoding",
        "the same file saved as `UTF-8`",
    ),
    Code(
        "E0002", "tab",
        "How wide a tab is depends on the program that shows it, so a file with tabs can look "
        "right and mean something else.",
        "segment big\n\torders > 3", "segment big\n  orders > 3",
        safe=True,
    ),
    Code(
        "E0003", "strange-space",
        "Copied text can hold characters that look like a space and are another character.",
        "segment big\n  orders\u00a0> 3", "segment big\n  orders > 3",
        safe=True,
    ),
    Code(
        "E0004", "merge-conflict",
        "git left two versions of these lines; only a person can say which is meant.",
        "<<<<<<< HEAD\nsegment big\n  orders > 3\n=======", "segment big\n  orders > 3",
    ),
    Code(
        "E0005", "uneven-indentation",
        "Indentation says what belongs to what, so lines of one block begin in one column.",
        "segment big\n    orders > 3\n  revenue > 10", "segment big\n  orders > 3\n  revenue > 10",
    ),
    Code(
        "E0006", "text-block",
        'A text of several lines stands between two lines of """, which hold nothing else, and '
        "no line of it stands further left than they do.",
        'message m\n  sms\n    """\n    Hello', 'message m\n  sms\n    """\n    Hello\n    """',
    ),
    Code(
        "E0007", "unclosed-text",
        "A text begins and ends with a straight quote on the same line.",
        'segment s\n  city = "Seoul', 'segment s\n  city = "Seoul"',
    ),
    Code(
        "E0008", "strange-character",
        "The language has few signs and plain digits; this is none of them.",
        "segment s\n  orders ≥ 3", "segment s\n  orders >= 3",
        safe=True,
    ),
    Code(
        "E0009", "curly-quotes",
        "Word processors turn quotes into curly ones; texts are written in straight ones.",
        "segment s\n  city = “Seoul”", 'segment s\n  city = "Seoul"',
        safe=True,
    ),
    Code(
        "E0010", "number-as-written",
        "A number, a date or a time has one spelling, so that it reads the same to everybody.",
        "segment s\n  revenue > 1,000", "segment s\n  revenue > 1_000",
        safe=True,
    ),
    Code(
        "E0101", "unexpected-word",
        "A line is a short sentence with a fixed order of words; nothing in it is guessed.",
        "campaign c\n  wait until Monday 10:00", "campaign c\n  wait until Monday at 10:00",
    ),
    Code(
        "E0102", "unfinished-line",
        "Something that belongs to this line is missing at its end.",
        "segment s\n  revenue >", "segment s\n  revenue > 10",
    ),
    Code(
        "E0103", "unknown-line",
        "What a line may begin with depends on the block that it stands in. No line is ignored.",
        "campaign c\n  wiat 2 days", "campaign c\n  wait 2 days",
    ),
    Code(
        "E0104", "unknown-declaration",
        "A line in column 1 begins a declaration, and its first word says which.",
        "campain c\n  wait 2 days", "campaign c\n  wait 2 days",
    ),
    Code(
        "E0105", "mixed-and-or",
        "`a and b or c` can be read in two ways; parentheses say which is meant.",
        "segment s\n  a and b or c", "segment s\n  (a and b) or c",
    ),
    Code(
        "E0106", "nothing-under-it",
        "Only some lines open a block; under the others nothing can be indented.",
        "campaign c\n  wait 1 day\n    send m by sms", "campaign c\n  wait 1 day\n  send m by sms",
    ),
    Code(
        "E0107", "empty-block",
        "This line says something about the lines indented under it, and there are none.",
        "segment s", "segment s\n  orders > 3",
    ),
    Code(
        "E0108", "else-alone",
        "`else` belongs to the `if`, `wait for` or `until` directly above it, in its column, and "
        "`then` to the `until`.",
        "campaign c\n  else\n    wait 1 day", "campaign c\n  if vip\n    wait 1 day\n  else\n"
        "    wait 2 days",
    ),
    Code(
        "E0109", "reserved-word",
        "A few words carry the grammar of conditions; a name that is one of them could not be "
        "told from it.",
        "trait count = sum of purchase.amount", "trait spent = sum of purchase.amount",
    ),
    Code(
        "E0110", "said-twice",
        "Two lines, or two parts of a line, say the same thing, and only one of them could hold.",
        "channel sms\n  costs 8\n  costs 9", "channel sms\n  costs 8",
    ),
    Code(
        "E0111", "head-below-steps",
        "What holds for the whole campaign stands above what happens step by step.",
        "campaign c\n  wait 1 day\n  owner \"ann\"", "campaign c\n  owner \"ann\"\n\n  wait 1 day",
    ),
    Code(
        "E0112", "missing-unit",
        "A length of time needs a unit; days and hours are not the same promise.",
        "campaign c\n  wait 2", "campaign c\n  wait 2 days",
    ),
    Code(
        "E0113", "not-so-written",
        "This is how it is written elsewhere; the language has one way to say it, so that "
        "everybody reads the same.",
        'segment s\n  city == "Seoul"', 'segment s\n  city = "Seoul"',
        safe=True,
    ),
    Code(
        "E0114", "no-condition",
        "A condition is something that holds or does not; a number or a text is neither.",
        "segment s\n  orders + 1", "segment s\n  orders + 1 > 3",
    ),
    Code(
        "E0115", "no-value",
        "A comparison stands between values; a condition is none.",
        "segment s\n  (has purchase) > 3", "segment s\n  count of purchase > 3",
    ),
    Code(
        "E0116", "impossible-value",
        "Nothing is guessed or rounded: what does not exist cannot be meant.",
        "campaign c\n  runs from 2026-02-30", "campaign c\n  runs from 2026-02-28",
    ),
)  # fmt: skip

CODES = {entry.code: entry for entry in _ALL}


def finding(
    code: str,
    title: str,
    span: Span,
    help: str = "",
    *,
    explanation: str = "",
    labels: tuple[Label, ...] = (),
    edit: Edit | None = None,
) -> Diagnostic:
    """The error with this code, which must be one of `CODES`."""
    name = CODES[code].name
    return Diagnostic(
        code, name, Severity.ERROR, title, span, help, explanation, labels, edit
    )
