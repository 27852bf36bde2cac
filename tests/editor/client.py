"""A small client of the language server: the protocol as an editor speaks it, over its pipes."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from queue import Empty, Queue
from threading import Thread
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 30.0  # seconds for an answer, on whatever machine
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {"workspaceEdit": {"documentChanges": True}},
}


class Client:
    """One server, started as an editor does, and what it said and was not yet asked for."""

    def __init__(self, env: dict[str, str] | None = None) -> None:
        called = "import sys, bareme.cli; sys.exit(bareme.cli.main())"
        self.process = subprocess.Popen(
            [sys.executable, "-c", called, "language-server", "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(env or {})},
        )
        self.said: Queue[dict[str, Any] | None] = Queue()
        self.kept: list[dict[str, Any]] = []
        self.last = 0
        self.versions: dict[str, int] = {}
        self.reader = Thread(target=self._listen, daemon=True)
        self.reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert pipe is not None
            with contextlib.suppress(OSError):
                pipe.close()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()).strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
            if not length:
                self.said.put(None)
                return
            self.said.put(json.loads(stream.read(length)))

    def send_bytes(self, body: bytes) -> None:
        """Send a body as it is, under its header."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def send(self, **message: Any) -> None:
        self.send_bytes(json.dumps({"jsonrpc": "2.0", **message}).encode())

    def notify(self, method: str, params: Any = None) -> None:
        self.send(method=method, params=params)

    def wait(self, wanted: Any) -> dict[str, Any]:
        """Return the first message that `wanted` takes, among those kept and those to come."""
        for message in self.kept:
            if wanted(message):
                self.kept.remove(message)
                return message
        while True:
            try:
                message_ = self.said.get(timeout=PATIENCE)
            except Empty:
                raise TimeoutError(f"no such message, but {self.kept}") from None
            if message_ is None:
                raise EOFError("the server has gone")
            if wanted(message_):
                return message_
            self.kept.append(message_)

    def response(self, method: str, params: Any = None) -> dict[str, Any]:
        """Ask, and return the whole answer."""
        self.last += 1
        asked = self.last
        self.send(id=asked, method=method, params=params)
        return self.wait(lambda message: message.get("id") == asked and "method" not in message)

    def ask(self, method: str, params: Any = None) -> Any:
        """Ask, and return the result; AssertionError when it is an error."""
        answer = self.response(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    def initialize(self, **given: Any) -> dict[str, Any]:
        whole = {"processId": None, "rootUri": None, "capabilities": CAPABILITIES, **given}
        result: dict[str, Any] = self.ask("initialize", whole)
        self.notify("initialized", {})
        return result

    def open(self, path: Path, text: str | None = None) -> None:
        if text is None:
            text = path.read_bytes().decode()
        uri = path.as_uri()
        self.versions[uri] = 1
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": item})

    def change(self, path: Path, *changes: dict[str, Any]) -> None:
        uri = path.as_uri()
        self.versions[uri] += 1
        document = {"uri": uri, "version": self.versions[uri]}
        self.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)}
        )

    def diagnostics(self, path: Path, version: int | None = None) -> list[dict[str, Any]]:
        """Return the next diagnostics of a file: of the version given, where it is open."""
        uri = path.as_uri()

        def is_wanted(message: dict[str, Any]) -> bool:
            if message.get("method") != "textDocument/publishDiagnostics":
                return False
            params = message["params"]
            return params["uri"] == uri and (version is None or params.get("version") == version)

        found: list[dict[str, Any]] = self.wait(is_wanted)["params"]["diagnostics"]
        return found

    def at(self, method: str, path: Path, line: int, column: int, **more: Any) -> Any:
        """Ask about a position, from 0."""
        return self.ask(f"textDocument/{method}", self.place(path, line, column, **more))

    def place(self, path: Path, line: int, column: int, **more: Any) -> dict[str, Any]:
        position = {"line": line, "character": column}
        return {"textDocument": {"uri": path.as_uri()}, "position": position, **more}

    def leave(self) -> int:
        self.ask("shutdown")
        self.notify("exit")
        return self.process.wait(PATIENCE)
