"""Git, as far as a project's folder is kept in it: which commit it is, and files as they were."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from runtime.errors import Trouble
from runtime.folder import CAMPAIGNS, ProjectError
from runtime.loading import Loaded, read

MAIN = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
"""What the branch that others work from is called, in the order in which it is looked for."""


class NoRevision(Trouble):
    """Git knows no such revision, or there is no git. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """`commit`: the first digits of its name; `said`: as somebody called it."""

    commit: str
    said: str

    def __str__(self) -> str:
        same = self.commit.startswith(self.said) or self.said.startswith(self.commit)
        return self.commit if same else f"{self.said} ({self.commit})"


def commit_of(folder: Path) -> str | None:
    """The commit of the folder, and whether its files were changed since; None without git."""
    commit = _said(folder, "rev-parse", "--short=12", "HEAD")
    if not commit:
        return None
    return f"{commit}, with changes" if _said(folder, "status", "--porcelain", ".") else commit


def revision(folder: Path, said: str) -> Revision:
    """The commit that somebody means. Raises NoRevision."""
    commit = _said(folder, "rev-parse", "--short=12", "--verify", f"{said}^{{commit}}")
    if commit:
        return Revision(commit, said)
    if not _said(folder, "rev-parse", "--git-dir"):
        raise NoRevision(
            f"{folder.resolve()} is not kept in git: compare with what runs, by `--against store`"
        )
    raise NoRevision(
        f"git knows no revision `{said}`: name a branch, a tag or a commit; in CI, fetch it first "
        "(`git fetch origin main`, or a checkout with its history)"
    )


def branched_off(folder: Path) -> Revision | None:
    """Where what is checked out left the branch that others work from; None where git knows no such
    branch."""
    for main in MAIN:
        base = _said(folder, "merge-base", "HEAD", main)
        if base:
            return Revision(base[:12], main)
    return None


def read_revision(folder: Path, at: Revision) -> Loaded:
    """What the compiler says of the project as it stood at a revision, whose files are read from
    git. Raises ProjectError where there was none."""
    prefix = _said(folder, "rev-parse", "--show-prefix")
    tree = f"{at.commit}:{prefix}"
    listed = _git(folder, "ls-tree", "-r", "-z", "--name-only", "--full-tree", tree) or b""
    names = [each.decode() for each in listed.split(b"\0") if each]
    campaigns = sorted(filter(_is_campaign, names))
    if not campaigns:
        raise ProjectError(f"there is no campaign file in this folder at {at}")
    contents = _contents(folder, tree, campaigns)
    known = set(names)

    def named(name: str) -> bytes | None:
        return _contents(folder, tree, [name])[0] if name in known else None

    return read(folder, zip(campaigns, contents, strict=True), named)


def file_at(folder: Path, at: Revision, path: str) -> bytes | None:
    """A file of the folder as it was at a revision; None: there was none."""
    prefix = _said(folder, "rev-parse", "--show-prefix")
    return _git(folder, "cat-file", "blob", f"{at.commit}:{prefix}{path}")


def _is_campaign(name: str) -> bool:
    hidden = any(part.startswith(".") for part in PurePosixPath(name).parts)
    return name.endswith(CAMPAIGNS) and not hidden


def _contents(folder: Path, tree: str, names: Iterable[str]) -> list[bytes]:
    """All files at once: a process for each would take a second for a few hundred."""
    asked = [*names]
    lines = "".join(f"{tree}{name}\n" for name in asked).encode()
    told = _git(folder, "cat-file", "--batch", stdin=lines) or b""
    found: list[bytes] = []
    for name in asked:
        head, _, rest = told.partition(b"\n")
        if not head.split()[-1].isdigit():
            raise NoRevision(f"git cannot read {name} at {tree}: {head.decode()}")
        size = int(head.split()[-1])
        found.append(rest[:size])
        told = rest[size + 1 :]
    return found


def _said(folder: Path, *words: str) -> str:
    told = _git(folder, *words)
    return told.decode().strip() if told is not None else ""


def _git(folder: Path, *words: str, stdin: bytes = b"") -> bytes | None:
    """What git says; None where it refuses, or is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(folder), *words], input=stdin, capture_output=True, check=False
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
