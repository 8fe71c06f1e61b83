"""`segue.toml` says what it means, or is refused in words that say where."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from runtime.settings import Settings, SettingsError, load

WHOLE = """
[project]
name = "shop"

[engine]
path = "$STORE"

[tables]
"shop.orders" = "data/orders.parquet"
"shop.carts" = { file = "data/carts-*.csv.gz", timezone = "Asia/Seoul", delay = "1 hour" }
"shop.visits" = { table = "main.visits", stale_after = "2 days" }
"shop.members" = "queries/members.sql"

[channels.kakao]
provider = "file"
path = "outbox/kakao.jsonl"
"""


def settings(folder: Path, text: str, **environment: str) -> Settings:
    (folder / "segue.toml").write_text(text, encoding="utf-8")
    return load(folder, environment)


def test_everything_is_read(tmp_path: Path) -> None:
    read = settings(tmp_path, WHOLE, STORE="/data/store.duckdb")
    assert read.project.salt == "shop"
    assert read.project.hold_out_epoch == 1
    assert read.engine.path == "/data/store.duckdb"
    assert read.tables["shop.orders"].file == "data/orders.parquet"
    assert read.tables["shop.carts"].delay == timedelta(hours=1)
    assert read.tables["shop.carts"].timezone == "Asia/Seoul"
    assert read.tables["shop.visits"].table == "main.visits"
    assert read.tables["shop.visits"].stale_after == timedelta(days=2)
    assert read.tables["shop.members"].sql == "queries/members.sql"
    assert read.channels["kakao"].path == "outbox/kakao.jsonl"


def test_the_environment_counts_only_where_the_file_names_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENGINE", '{"path": "elsewhere"}')
    assert settings(tmp_path, '[project]\nname = "s"').engine.path == ".segue/store.duckdb"


WRONG = {
    "key of a section": (
        '[project]\nname = "s"\n[engine]\npth = "x"',
        "segue.toml: there is no key `pth` in [engine]: did you mean `path`?",
    ),
    "section": (
        '[project]\nname = "s"\n[tabels]\n"a" = "b.csv"',
        "segue.toml: there is no key `tabels`: did you mean `tables`?",
    ),
    "key of a table": (
        '[project]\nname = "s"\n[tables]\n"shop.a" = { file = "a.csv", timezon = "UTC" }',
        'segue.toml: there is no key `timezon` in [tables."shop.a"]: did you mean `timezone`?',
    ),
    "far from every key": (
        '[project]\nname = "s"\n[channels.sms]\nprovider = "file"\npath = "x"\nzzz = 1',
        "segue.toml: there is no key `zzz` in [channels.sms]: "
        "it can be one of `provider`, `path`",
    ),
    "name without quotes": (
        '[project]\nname = "s"\n[tables]\nshop.a = "a.csv"',
        'segue.toml: the name of a table stands in quotes: write "shop.a" = … below [tables]',
    ),
    "no project": ("[engine]", "segue.toml: [project] is missing"),
    "no name": ("[project]", "segue.toml: `name` in [project] is missing"),
    "a zone": (
        '[project]\nname = "s"\n[tables.a]\nfile = "a.csv"\ntimezone = "Asia/Soul"',
        "segue.toml: `timezone` in [tables.a]: there is no time zone `Asia/Soul`: "
        "did you mean `Asia/Seoul`?",
    ),
    "a duration": (
        '[project]\nname = "s"\n[tables.a]\nfile = "a.csv"\ndelay = "1h"',
        "segue.toml: `delay` in [tables.a]: `1h` is no duration; "
        "write one like `1 hour` or `2 days`",
    ),
    "an unknown kind of file": (
        '[project]\nname = "s"\n[tables]\na = "a.xlsx"',
        "segue.toml: `a` in [tables]: `a.xlsx` is no .parquet, .csv, .json or .sql file; "
        'a table of the engine\'s database is written { table = "a.xlsx" }',
    ),
    "two places": (
        '[project]\nname = "s"\n[tables.a]\nfile = "a.csv"\nsql = "a.sql"',
        "segue.toml: `a` in [tables]: say one of `file`, `table`, `sql`",
    ),
    "an engine that is not built": (
        '[project]\nname = "s"\n[engine]\nkind = "mysql"',
        "segue.toml: `kind` in [engine]: `mysql` is none that there is; "
        "it can be `duckdb`, `postgres` or `spark`",
    ),
    "no database": (
        '[project]\nname = "s"\n[engine]\nkind = "postgres"',
        'segue.toml: `url` in [engine] is missing: write url = "$SEGUE_DATABASE", and put the '
        "address of the database into that variable",
    ),
    "a password": (
        '[project]\nname = "s"\n[engine]\nkind = "postgres"\nurl = "postgres://a:b@host/shop"',
        "segue.toml: `url` in [engine] holds a password; secrets are environment variables only: "
        'write url = "$SEGUE_DATABASE", and put the address into SEGUE_DATABASE',
    ),
    "a password in words": (
        '[project]\nname = "s"\n[engine]\nkind = "postgres"\nurl = "host=a password=b"',
        "segue.toml: `url` in [engine] holds a password; secrets are environment variables only: "
        'write url = "$SEGUE_DATABASE", and put the address into SEGUE_DATABASE',
    ),
    "a Spark without an address": (
        '[project]\nname = "s"\n[engine]\nkind = "spark"',
        "segue.toml: `url` in [engine] is missing: write a master, url = "
        '"spark://HOST:7077" or "local[*]", or the address of a Spark Connect, "sc://HOST:15002"',
    ),
    "a token in the address": (
        '[project]\nname = "s"\n[engine]\nkind = "spark"\nurl = "sc://h:15002/;token=abc"',
        "segue.toml: `url` in [engine] holds a password; secrets are environment variables only: "
        'write url = "$SEGUE_DATABASE", and put the address into SEGUE_DATABASE',
    ),
    "JSON for Spark": (
        '[project]\nname = "s"\n[engine]\nkind = "spark"\nurl = "local[*]"\n'
        '[tables]\n"shop.a" = "a.json"',
        'segue.toml: `"shop.a"` in [tables]: the engine `spark` reads JSON as one object a line: '
        "make it such a file and call it .jsonl, or make it Parquet",
    ),
    "keys of another engine": (
        '[project]\nname = "s"\n[engine]\nkind = "postgres"\nurl = "host=a"\npath = "x"',
        'segue.toml: `path` in [engine] is for kind = "duckdb", not "postgres"',
    ),
    "keys of the other engine": (
        '[project]\nname = "s"\n[engine]\nurl = "host=a"',
        'segue.toml: `url` in [engine] is for kind = "postgres" or "spark", not "duckdb"',
    ),
    "a provider that is not built": (
        '[project]\nname = "s"\n[channels.sms]\nprovider = "smtp"\npath = "x"',
        "segue.toml: `provider` in [channels.sms]: `smtp` is none that there is; it can be `file`",
    ),
    "a needed key, written wrongly": (
        '[project]\nname = "s"\n[channels.sms]\nprovider = "file"\npth = "x"',
        "segue.toml: there is no key `pth` in [channels.sms]: did you mean `path`?",
    ),
    "too few": (
        '[project]\nname = "s"\n[engine]\nthreads = 0',
        "segue.toml: `threads` in [engine]: `0` is too small; write 1 or more",
    ),
    "two durations": (
        '[project]\nname = "s"\n[tables.a]\nfile = "a.csv"\nstale_after = "2 day"\n'
        'delay = "an hour"',
        "segue.toml: `delay` in [tables.a]: `an hour` is no duration; "
        "write one like `1 hour` or `2 days`\n"
        "segue.toml: `stale_after` in [tables.a]: `2 day` is no duration; "
        "write one like `1 hour` or `2 days`",
    ),
    "no TOML": (
        '[project]\nname = shop',
        "segue.toml: line 2 cannot be read: look at `name = shop` (invalid value). Texts stand "
        'in quotes, "…", and the name of a section in [ ]',
    ),
    "a variable that is not set": (
        '[project]\nname = "s"\n[engine]\npath = "$SEGUE_STORE"',
        "segue.toml: `path` in [engine] names the environment variable `SEGUE_STORE`, "
        "which is not set",
    ),
}


@pytest.mark.parametrize(("text", "said"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, text)
    assert str(error.value) == said


def test_a_database(tmp_path: Path) -> None:
    text = (
        '[project]\nname = "s"\n[engine]\nkind = "postgres"\nurl = "$SHOP"\n'
        'statement_timeout = "5 minutes"'
    )
    read = settings(tmp_path, text, SHOP="postgres://reader:secret@host/shop?sslmode=require")
    assert read.engine.url == "postgres://reader:secret@host/shop?sslmode=require"
    assert read.engine.statement_timeout == timedelta(minutes=5)


def test_several_mistakes_are_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        settings(tmp_path, '[project]\nname = "s"\nsalz = "x"\n[engine]\nthreads = 0')
    assert len(str(error.value).splitlines()) == 2


def test_no_toml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^segue\.toml: .*line 1"):
        settings(tmp_path, "[project\nname = 1")
    with pytest.raises(SettingsError, match="there is no"):
        load(tmp_path / "nowhere", {})
