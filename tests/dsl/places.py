"""Where a line can stand: a file around it, by the block."""

from __future__ import annotations

PLACES = {
    "segment": "segment s\n  {}\n",
    "campaign": "campaign c\n  {}\n",
    "steps": "campaign c\n  wait 1 day\n  {}\n",
    "arms": "campaign c\n  split s\n    {}\n      wait 1 day\n",
    "enter": "campaign c\n  enter on e\n    {}\n",
    "policy": "policy\n  {}\n",
    "channel": "channel k\n  {}\n",
    "message": "message m\n  {}\n",
    "offer": "offer o\n  {}\n",
    "hook": "hook h\n  {}\n",
    "customers": "customers from t\n  {}\n",
    "event": "event e from t\n  {}\n",
    "groups": "groups g\n  {}\n",
    "test": 'test "t"\n  {}\n',
    "file": "{}\n",
}
