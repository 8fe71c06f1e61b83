"""First pass: what is declared where, over all files.

Fields of the customer, events, records, lists, traits, predictions, scores, segments and groups
share one space of names; channels, messages, offers, hooks, staff and campaigns
have one each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from compiler.findings import Findings
from dsl import tree
from dsl.diagnostics import Label
from dsl.source import Span

ROLES = frozenset({"key", "id", "customer", "time", "arrived"})
"""Lines of `customers` and `event` that say what a column is for, and have no type."""

TAKEN = {
    "customer": "the customer that something is about",
    "customers": "who all of this is about",
    "entry": "the event or instant that let a customer into a campaign",
    "everyone": "all customers",
}
"""Words that stand where names do and mean something already."""

MESSAGE_EVENTS = ("delivered", "failed", "opened", "clicked", "seen", "unsubscribed")
"""What becomes of messages: events that every project has."""

OWN_EVENTS = {"sent": "message", "entered": "campaign", "left": "campaign"}
"""What Segue itself does, and what each is about: events of the projects that name them."""

OFFER_EVENTS = ("given", "used")
"""What Segue does with offers and customers with their codes: events of offers."""


@dataclass
class Names:
    """What is declared, by name, as it stands in the files. `torn`: declarations with a
    line that could not be read; what seems to be missing there may stand in it. `broken`: there is
    such a line anywhere. `lost`: a line that could not be read stands in no declaration, so it
    began one, of which nothing is known."""

    customers: tree.Customers | None = None
    policy: tree.Policy | None = None
    products: tree.Products | None = None
    fields: dict[str, tree.FieldLine] = field(default_factory=dict)
    events: dict[str, tree.Event] = field(default_factory=dict)
    records: dict[str, tree.Record] = field(default_factory=dict)
    lists: dict[str, tree.List] = field(default_factory=dict)
    traits: dict[str, tree.Trait | tree.Predict] = field(default_factory=dict)
    segments: dict[str, tree.Segment] = field(default_factory=dict)
    groups: dict[str, tree.Groups] = field(default_factory=dict)
    scores: dict[str, tree.Score] = field(default_factory=dict)
    channels: dict[str, tree.Channel] = field(default_factory=dict)
    messages: dict[str, tree.Message] = field(default_factory=dict)
    campaigns: dict[str, tree.Campaign] = field(default_factory=dict)
    offers: dict[str, tree.Offer] = field(default_factory=dict)
    hooks: dict[str, tree.Hook] = field(default_factory=dict)
    staff: dict[str, tree.Staff] = field(default_factory=dict)
    tests: list[tree.Test] = field(default_factory=list)
    torn: list[tree.Node] = field(default_factory=list)
    broken: bool = False
    lost: bool = False

    def sort(self, name: str) -> str | None:
        """What a name of the shared space is: field, event, record, list, trait, prediction,
        segment, groups, score, or None."""
        if name in self.fields:
            return "field"
        if name in self.events:
            return "event"
        if name in self.records:
            return "record"
        if name in self.lists:
            return "list"
        if name in self.traits:
            return "trait" if isinstance(self.traits[name], tree.Trait) else "prediction"
        if name in self.segments:
            return "segment"
        if name in self.scores:
            return "score"
        return "groups" if name in self.groups else None

    def joined(self) -> list[str]:
        """The names of what a customer can be in."""
        return [*self.segments, *self.lists]

    def valued(self) -> list[str]:
        """The names that stand for a value of a customer."""
        return [*self.fields, *self.traits, *self.scores, *self.groups]


def collect(
    files: Sequence[tree.File], findings: Findings, broken: Sequence[Span] = ()
) -> Names:
    """The declarations of all files. Of two with one name the first counts. `broken`: where the
    parser refused a line."""
    names = Names()
    findings.excused.update(name.text for file in files for name in file.damaged)
    if broken:
        names.broken = True
        declared = list(_declarations(files))
        names.torn = [node for node in declared if _contains(node, broken)]
        names.lost = any(not any(_contains(node, [place]) for node in declared) for place in broken)
        findings.lost = names.lost
    shared: dict[str, Span] = {}
    for declaration in _declarations(files):
        if isinstance(declaration, tree.Customers):
            _customers(names, declaration, shared, findings)
        elif isinstance(declaration, tree.Policy):
            _policy(names, declaration, findings)
        elif isinstance(declaration, tree.Products):
            _products(names, declaration, findings)
        elif isinstance(declaration, tree.Test):
            names.tests.append(declaration)
        elif isinstance(declaration, tree.Unbuilt):
            if declaration.name is not None:
                findings.excused.add(declaration.name.text)
        elif isinstance(declaration, tree.Channel):
            _keep(names.channels, declaration, "channel", findings)
        elif isinstance(declaration, tree.Message):
            _keep(names.messages, declaration, "message", findings)
        elif isinstance(declaration, tree.Offer):
            _keep(names.offers, declaration, "offer", findings)
        elif isinstance(declaration, tree.Hook):
            _keep(names.hooks, declaration, "hook", findings)
        elif isinstance(declaration, tree.Staff):
            _keep(names.staff, declaration, "the colleague", findings)
        elif isinstance(declaration, tree.Campaign):
            _keep(names.campaigns, declaration, "campaign", findings)
        elif _new(declaration.name, shared, findings):
            _keep_shared(names, declaration)
    _same_tests(names.tests, findings)
    return names


def _declarations(files: Sequence[tree.File]) -> Iterable[tree.Declaration]:
    for file in files:
        yield from file.declarations


def _contains(node: tree.Declaration, places: Sequence[Span]) -> bool:
    span = node.span
    return any(span.path == each.path and span.start <= each.start < span.end for each in places)


def _customers(
    names: Names, declared: tree.Customers, shared: dict[str, Span], findings: Findings
) -> None:
    if names.customers is not None:
        _one_in_a_project(findings, "customers", declared.table.span, names.customers.table.span)
        return
    names.customers = declared
    for line in declared.fields:
        if line.type is not None and _new(line.name, shared, findings):
            names.fields[line.name.text] = line


def _policy(names: Names, declared: tree.Policy, findings: Findings) -> None:
    if names.policy is not None:
        _one_in_a_project(findings, "policy", declared.span, names.policy.span)
        return
    names.policy = declared


def _products(names: Names, declared: tree.Products, findings: Findings) -> None:
    if names.products is not None:
        _one_in_a_project(findings, "products", declared.table.span, names.products.table.span)
        return
    names.products = declared


Named = (
    tree.Event | tree.Record | tree.List | tree.Trait | tree.Predict | tree.Score | tree.Segment
    | tree.Groups
)


def _keep_shared(names: Names, declaration: Named) -> None:
    name = declaration.name.text
    if isinstance(declaration, tree.Event):
        names.events[name] = declaration
    elif isinstance(declaration, tree.Record):
        names.records[name] = declaration
    elif isinstance(declaration, tree.List):
        names.lists[name] = declaration
    elif isinstance(declaration, tree.Trait | tree.Predict):
        names.traits[name] = declaration
    elif isinstance(declaration, tree.Segment):
        names.segments[name] = declaration
    elif isinstance(declaration, tree.Score):
        names.scores[name] = declaration
    else:
        names.groups[name] = declaration


Own = TypeVar(
    "Own", tree.Channel, tree.Message, tree.Campaign, tree.Offer, tree.Hook, tree.Staff
)


def _keep(space: dict[str, Own], declaration: Own, what: str, findings: Findings) -> None:
    name = declaration.name
    if name.text in space:
        _twice(findings, f"{what} `{name.text}`", name.span, space[name.text].name.span)
        return
    space[name.text] = declaration


def _new(name: tree.Name, shared: dict[str, Span], findings: Findings) -> bool:
    """Whether a name of the shared space may be declared here; reports why it may not."""
    if name.text in TAKEN:
        findings.add(
            "E0203", name.span, f"`{name.text}` cannot be the name of something else",
            f"`{name.text}` means {TAKEN[name.text]}; choose another name",
        )  # fmt: skip
        return False
    if name.text in shared:
        _twice(findings, f"`{name.text}`", name.span, shared[name.text])
        return False
    shared[name.text] = name.span
    return True


def _twice(findings: Findings, what: str, span: Span, first: Span) -> None:
    findings.add(
        "E0202", span, f"{what} is declared twice",
        "keep one of them, or choose another name", labels=(Label(first, "declared here first"),),
    )  # fmt: skip


def _one_in_a_project(findings: Findings, what: str, span: Span, first: Span) -> None:
    """What has no name cannot be told apart by another one, so the two become one."""
    where = "above" if first.path == span.path else f"in `{first.path}`"
    findings.add(
        "E0202", span, f"`{what}` is declared twice, and a project has one",
        f"move what stands under it to the one {where}, and delete this line",
        labels=(Label(first, "declared here first"),),
    )  # fmt: skip


def unique(names: Iterable[tree.Name | tree.Text], what: str, findings: Findings) -> None:
    """Reports each of `names` that was there before (fields of an event, arms of a split …)."""
    seen: dict[str, Span] = {}
    for name in names:
        text = name.text if isinstance(name, tree.Name) else name.value
        if text in seen:
            _twice(findings, f"{what} `{text}`", name.span, seen[text])
        seen.setdefault(text, name.span)


def _same_tests(tests: list[tree.Test], findings: Findings) -> None:
    unique((test.name for test in tests), "the test", findings)
