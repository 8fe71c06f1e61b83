"""The syntax tree: what the files say, word for word, before any name is looked up.

Nodes are frozen, and their spans do not count in comparisons, so that two trees are equal when
they say the same. Lines that the design has but that are not built yet arrive as `Unbuilt`, so
that the compiler can say so in one place.
"""

from __future__ import annotations

from dsl.tree.base import Name, Node, Unbuilt
from dsl.tree.campaigns import (
    Again,
    Arm,
    Branch,
    Campaign,
    EnterAt,
    EnterEvery,
    EnterOn,
    Entry,
    Goal,
    If,
    Leave,
    LeaveOn,
    Runs,
    Send,
    Split,
    Step,
    Wait,
    WaitFor,
    WaitUntil,
)
from dsl.tree.conditions import (
    All,
    Any,
    Between,
    Compare,
    Condition,
    Followed,
    Has,
    InBest,
    InSegment,
    Known,
    Matches,
    Not,
    OneOf,
    TodayIs,
    Truth,
    When,
)
from dsl.tree.files import Declaration, File
from dsl.tree.knowing import (
    Customers,
    Event,
    FieldLine,
    Group,
    Groups,
    Predict,
    Score,
    ScorePart,
    Segment,
    Trait,
    TypeRef,
)
from dsl.tree.sending import Cap, Channel, HoldOut, Message, Policy, Quiet, TextBlock, Variant
from dsl.tree.tests import (
    Becomes,
    Does,
    ExpectArm,
    ExpectField,
    ExpectInSegment,
    ExpectLeft,
    ExpectMessage,
    ExpectReached,
    FailChannel,
    ForceArm,
    ForceHoldOut,
    GivenCustomer,
    Setting,
    Test,
    TestLine,
    Until,
)
from dsl.tree.values import (
    Aggregate,
    Ago,
    Before,
    Border,
    Calculation,
    Calendar,
    Date,
    Duration,
    Edge,
    EventRef,
    FromUntil,
    InLast,
    InNext,
    Instant,
    MoreThanAgo,
    Negative,
    Number,
    Path,
    Percent,
    Since,
    Text,
    TimeOfDay,
    Value,
    Window,
    YesNo,
)

__all__ = [
    "Again", "Aggregate", "Ago", "All", "Any", "Arm", "Becomes", "Before", "Between",
    "Border", "Branch", "Calculation", "Calendar", "Campaign", "Cap", "Channel", "Compare",
    "Condition", "Customers", "Date", "Declaration", "Does", "Duration", "Edge", "EnterAt",
    "EnterEvery", "EnterOn", "Entry", "Event", "EventRef", "ExpectArm", "ExpectField",
    "ExpectInSegment", "ExpectLeft", "ExpectMessage", "ExpectReached", "FailChannel",
    "FieldLine", "File", "Followed", "ForceArm", "ForceHoldOut", "FromUntil",
    "GivenCustomer", "Goal", "Group", "Groups", "Has", "HoldOut", "If", "InBest", "InLast",
    "InNext", "InSegment", "Instant", "Known", "Leave", "LeaveOn", "Matches", "Message",
    "MoreThanAgo", "Name", "Negative", "Node", "Not", "Number", "OneOf", "Path", "Percent",
    "Policy", "Predict", "Quiet", "Runs", "Score", "ScorePart", "Segment", "Send",
    "Setting", "Since", "Split", "Step", "Test", "TestLine", "Text", "TextBlock",
    "TimeOfDay", "TodayIs", "Trait", "Truth", "TypeRef", "Unbuilt", "Until", "Value",
    "Variant", "Wait", "WaitFor", "WaitUntil", "When", "Window", "YesNo",
]  # fmt: skip
