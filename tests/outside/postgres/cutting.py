"""A way to a PostgreSQL that breaks off at a given statement: before the server has it, or after
the server has done it and before its answer is there."""

from __future__ import annotations

import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

PORT = 5432
MUCH = 1 << 20


class Cut(Enum):
    BEFORE = auto()
    BEHIND = auto()


@contextmanager
def cut_off(address: str, statement: bytes, number: int, cut: Cut) -> Iterator[str]:
    """The address of a server that goes away at the statement that begins so, as often as the
    number says."""
    server = Path(address.split()[0].removeprefix("host=")) / f".s.PGSQL.{PORT}"
    with (
        tempfile.TemporaryDirectory(prefix="segue-cut-", dir="/tmp") as folder,
        socket.socket(socket.AF_UNIX) as door,
    ):
        door.bind(f"{folder}/.s.PGSQL.{PORT}")
        door.listen()
        way = _Way(str(server), statement, number, cut)
        threading.Thread(target=way.serve, args=(door,), daemon=True).start()
        yield f"host={folder} user=segue dbname=postgres sslmode=disable gssencmode=disable"
        assert way.was_cut, "it never came to that statement"


class _Way:
    """One session after another."""

    def __init__(self, server: str, statement: bytes, number: int, cut: Cut) -> None:
        self.server, self.statement, self.left, self.cut = server, statement, number, cut
        self.was_cut, self.answered = False, threading.Event()

    def serve(self, door: socket.socket) -> None:
        while not self.was_cut:
            client, _ = door.accept()
            with client, socket.socket(socket.AF_UNIX) as server:
                server.connect(self.server)
                answers = threading.Thread(target=self._answers, args=(server, client), daemon=True)
                answers.start()
                self._questions(client, server)
                server.shutdown(socket.SHUT_RDWR)
                answers.join()

    def _questions(self, client: socket.socket, server: socket.socket) -> None:
        while asked := client.recv(MUCH):
            if self.statement in asked:
                self.left -= 1
            if not self.left:
                self.was_cut = True
                if self.cut is Cut.BEHIND:
                    self._wait(asked, client, server)
                return
            server.sendall(asked)

    def _wait(self, asked: bytes, client: socket.socket, server: socket.socket) -> None:
        """The rest of the statement, until the server has answered."""
        client.settimeout(0.1)
        while not self.answered.is_set():
            server.sendall(asked)
            try:
                asked = client.recv(MUCH)
            except TimeoutError:
                asked = b""

    def _answers(self, server: socket.socket, client: socket.socket) -> None:
        while answer := server.recv(MUCH):
            if self.was_cut:
                self.answered.set()
                return
            client.sendall(answer)
