"""`segue lsp`: what editors ask while somebody writes, over the Language Server Protocol.

This room is the protocol only, one file a feature; what is asked is answered by `compiler/editing`.
"""

from __future__ import annotations

from importlib.util import find_spec

from segue.options import fail


def lsp() -> None:
    """Answer an editor over standard input and output; editors start this themselves.

    What stands in their unsaved files counts over what is on the disk.
    """
    if find_spec("pygls") is None:
        fail("this needs the library for editors, the extra `lsp`: "
             "in a clone of Segue, `pip install '.[lsp]'`")  # fmt: skip
    from segue.lsp.features import server

    server().start_io()
