"""The language server: one client, on standard input and output, and nothing else."""

from __future__ import annotations

import os
import sys

from bareme._version import __version__
from bareme.editor.handlers import Handlers
from bareme.editor.protocol import Server
from bareme.editor.session import Session


def serve() -> int:
    """Serve one client on standard input and output until it leaves; return the exit status that
    the protocol asks for: 0 when it said goodbye, else 1.
    """
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # the protocol has standard output for itself
    server = Server("bareme", __version__)
    session = Session(server)
    Handlers(session).register(server)
    server.start_io(sys.stdin.buffer, answers)
    return 0 if session.is_shut_down else 1
