"""The `file` provider: a line a message, once, on disk, whatever stops it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from runtime.channels.file import FileProvider
from runtime.channels.making import providers
from runtime.channels.provider import Letter, Outcome, Took
from runtime.errors import Trouble
from runtime.render.message import Rendered
from runtime.settings import ChannelSettings, Settings
from tests.sending.shop import at

LETTER = Letter(
    'rescue/minji "the \\ one"/cart_add 1/1', "minji", "010", "kakao", "reminder", "rescue", "1",
    "benefit", Rendered("텐트\n둘", None, "CART_01"), at("2026-12-02T01:00"),
)  # fmt: skip
OTHER = replace(LETTER, name="other")


def lines(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _settings(**channels: ChannelSettings) -> Settings:
    return Settings.model_validate({"project": {"name": "shop"}, "channels": channels})


def test_one_line_a_message(tmp_path: Path) -> None:
    path = tmp_path / "outbox" / "kakao.jsonl"
    outcomes = FileProvider(path).hand_over([LETTER, OTHER])
    assert [outcome.took for outcome in outcomes] == [Took.ACCEPTED, Took.ACCEPTED]
    assert lines(path)[0] == {
        "send": LETTER.name, "customer": "minji", "to": "010", "channel": "kakao",
        "message": "reminder", "campaign": "rescue", "step": "1", "arm": "benefit",
        "template": "CART_01", "text": "텐트\n둘", "at": "2026-12-02T01:00:00Z",
    }  # fmt: skip


def test_a_name_is_written_once(tmp_path: Path) -> None:
    path = tmp_path / "kakao.jsonl"
    provider = FileProvider(path)
    provider.hand_over([LETTER, LETTER])
    provider.hand_over([LETTER])
    FileProvider(path).hand_over([LETTER, OTHER])
    assert [line["send"] for line in lines(path)] == [LETTER.name, OTHER.name]


def test_two_who_write_a_file_know_what_the_other_has_written(tmp_path: Path) -> None:
    path = tmp_path / "kakao.jsonl"
    one, two = FileProvider(path), FileProvider(path)
    for provider in (one, two):
        provider.ready()
    one.hand_over([LETTER])
    two.hand_over([LETTER, OTHER])
    one.hand_over([OTHER])
    assert [line["send"] for line in lines(path)] == [LETTER.name, OTHER.name]


def test_half_a_line_is_written_again(tmp_path: Path) -> None:
    path = tmp_path / "kakao.jsonl"
    FileProvider(path).hand_over([LETTER, OTHER])
    whole = path.read_bytes()
    for cut in range(len(whole)):
        path.write_bytes(whole[:cut])
        FileProvider(path).hand_over([LETTER, OTHER])
        assert path.read_bytes() == whole


def test_a_disk_that_refused_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kakao.jsonl"
    provider = FileProvider(path)
    provider.hand_over([LETTER])

    def full(_: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    before = path.read_bytes()
    assert provider.hand_over([OTHER]) == [
        Outcome(Took.PASSING, "cannot write kakao.jsonl: no space left")
    ]
    assert path.read_bytes() == before
    monkeypatch.undo()
    with path.open("ab") as file:
        file.write(b'{"send": "ha')
    provider.hand_over([OTHER])
    assert [line["send"] for line in lines(path)] == [LETTER.name, OTHER.name]


def test_channels_of_one_file_share_its_provider(tmp_path: Path) -> None:
    one, two = (ChannelSettings(provider="file", path=path) for path in ("a.jsonl", "b.jsonl"))
    made = providers(_settings(kakao=one, sms=one, email=two), tmp_path)
    assert made["kakao"] is made["sms"] and made["kakao"] is not made["email"]


def test_a_file_that_cannot_be_written_is_known_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "outbox").touch()
    with pytest.raises(Trouble, match=r"outbox/a\.jsonl, the outbox of channel kakao, cannot be"):
        one = ChannelSettings(provider="file", path="outbox/a.jsonl")
        providers(_settings(kakao=one), tmp_path)


def test_a_file_that_became_a_folder_refuses_for_now(tmp_path: Path) -> None:
    path = tmp_path / "kakao.jsonl"
    provider = FileProvider(path)
    path.mkdir()
    (outcome,) = provider.hand_over([LETTER])
    assert outcome == Outcome(Took.PASSING, "cannot write kakao.jsonl: Is a directory")
    path.rmdir()
    assert provider.hand_over([LETTER]) == [Outcome(Took.ACCEPTED)]
