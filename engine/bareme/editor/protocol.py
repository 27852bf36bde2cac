"""How pygls is made to serve here: texts kept by us, faults told to the client and never fatal.

pygls would keep a second copy of every text, whose lines and columns it counts in its own way; and
it leaves a request unanswered whose parameters it cannot read.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

if TYPE_CHECKING:
    from collections.abc import Iterator


class Protocol(LanguageServerProtocol):
    """The protocol as pygls speaks it, but for the texts, which are left to the server."""

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> Iterator[Any]:
        """Hand a document over to the server."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Iterator[Any]:
        """Hand a change over to the server."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Iterator[Any]:
        """Tell the server that a document is closed."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Read a message; a request that cannot be read is answered, with why."""
        try:
            return super().structure_message(data)
        except JsonRpcException as fault:
            if "method" in data and isinstance(data.get("id"), (int, str)):
                self._send_response(data["id"], error=fault.to_response_error())
            raise


class Server(LanguageServer):
    """A server that says what goes wrong in it to the log of the client, and goes on."""

    def __init__(self, name: str, version: str) -> None:
        super().__init__(
            name, version, protocol_cls=Protocol, converter_factory=default_converter, max_workers=2
        )
        logger = logging.getLogger("pygls")
        logger.handlers[:] = [_ToClient(self)]
        logger.propagate = False  # else Python would write it to standard error

    def report_server_error(self, error: Exception, source: object) -> None:
        """Leave it at the message in the log: there is nothing a user could do."""


class _ToClient(logging.Handler):
    """Writes what pygls logs to the log of the client."""

    def __init__(self, server: Server) -> None:
        super().__init__(logging.WARNING)
        self.server = server
        self.busy = False

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line; what cannot be sent is dropped, as there is nowhere else to say it."""
        fault = record.exc_info[1] if record.exc_info else None
        if isinstance(fault, JsonRpcException):  # the client is answered with what it says
            return
        if self.busy or self.server.protocol.writer is None:
            return
        self.busy = True  # sending may log in turn
        try:
            error = record.levelno >= logging.ERROR
            kind = types.MessageType.Error if error else types.MessageType.Warning
            self.server.window_log_message(types.LogMessageParams(kind, self.format(record)))
        except (OSError, ValueError):
            self.server.protocol.writer = None  # nobody is there any more
        finally:
            self.busy = False
