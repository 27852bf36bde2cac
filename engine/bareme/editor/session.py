"""One client and what it has open: its texts, what was told of them, the examples it follows."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from bareme import translation
from bareme.editor import conversion
from bareme.editor.diagnosing import concerned, findings
from bareme.editor.texts import UTF_16, Change, Position, changed
from bareme.editor.workspace import Book, Workspace, read

if TYPE_CHECKING:
    from pathlib import Path

    from bareme.diagnostics import Diagnostic
    from bareme.editing.edits import Edit
    from bareme.editor.protocol import Server
    from bareme.editor.workspace import Document

_log = logging.getLogger("pygls.bareme")
PAUSE = 0.2  # seconds without typing before a rulebook is checked anew


@dataclass(slots=True, eq=False)
class Session:
    """What one client has open. Used by the thread of the messages only."""

    server: Server
    workspace: Workspace = field(default_factory=Workspace)
    encoding: str = UTF_16
    versions: dict[Path, int | None] = field(default_factory=dict)
    uris: dict[Path, str] = field(default_factory=dict)
    examples: dict[Path, str] = field(default_factory=dict)  # chosen, by directory of rulebook
    preferred: str | None = None  # the example to follow where none is chosen
    told: dict[tuple[Path, str], dict[Path, tuple[Diagnostic, ...]]] = field(default_factory=dict)
    pending: dict[tuple[Path, str], asyncio.Task[None]] = field(default_factory=dict)
    language: str = field(default_factory=translation.language)
    is_shut_down: bool = False

    def begin(self, params: types.InitializeParams) -> None:
        """Agree with the client on the language and on how to count."""
        options: Any = params.initialization_options
        options = options if isinstance(options, dict) else {}
        asked = [options.get("lang"), params.locale]
        known = (translation.known(word) for word in asked if isinstance(word, str))
        self.language = next(filter(None, known), self.language)
        self.configure(options)
        encoding = self.server.workspace.position_encoding or UTF_16
        self.encoding = str(getattr(encoding, "value", encoding))

    def configure(self, settings: Any) -> None:
        """Take over the settings of the client: the example to follow."""
        example = settings.get("example") if isinstance(settings, dict) else None
        if isinstance(example, str):
            self.preferred = example or None

    def document(self, uri: str) -> Document | None:
        """Return the file of a rulebook that a client names; None of anything else."""
        path = conversion.path_of(uri)
        return None if path is None else self.workspace.document(path)

    def chosen(self, book: Book) -> str | None:
        """Return the name of the example that is followed in a rulebook, if one was chosen."""
        return self.examples.get(book.rules / book.name, self.preferred)

    def uri(self, path: Path) -> str:
        """Return how the client names a file: as it did when it opened it."""
        return self.uris.get(path) or path.as_uri()

    def open(self, given: types.TextDocumentItem) -> None:
        """Take over a text that the client has opened."""
        document = self.document(given.uri)
        if document is not None:
            path = document.path
            self.workspace.texts[path] = given.text
            self.versions[path], self.uris[path] = given.version, given.uri
            self.check(document.book)

    def change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take over what the client has changed, one change after the other."""
        document = self.document(params.text_document.uri)
        if document is None or document.path not in self.workspace.texts:
            return
        text = self.workspace.texts[document.path]
        for change in params.content_changes:
            text = changed(text, _change(change), self.encoding)
        self.workspace.texts[document.path] = text
        self.versions[document.path] = params.text_document.version
        self.check(document.book, PAUSE)

    def close(self, uri: str) -> None:
        """Go back to the file on the disk."""
        document = self.document(uri)
        if document is not None and self.workspace.texts.pop(document.path, None) is not None:
            self.versions.pop(document.path, None)
            self.check(document.book)

    def check(self, book: Book, pause: float = 0) -> None:
        """Check a rulebook after a pause, and those that borrow from it; what was to be checked
        before and is not yet, is not.
        """
        for name in concerned(book):
            key = (book.rules, name)
            if waiting := self.pending.pop(key, None):
                waiting.cancel()
            self.pending[key] = asyncio.get_running_loop().create_task(self._check(key, pause))

    async def _check(self, key: tuple[Path, str], pause: float) -> None:
        await asyncio.sleep(pause)
        rules, name = key
        versions = dict(self.versions)
        now = Book(Workspace(dict(self.workspace.texts)), rules, name)  # whatever is typed next
        book, stamp = now._replace(workspace=self.workspace), now.workspace.stamp(now)
        try:
            with translation.speaking(self.language):
                found = await asyncio.to_thread(findings, now.directory, name)
                understood = await asyncio.to_thread(read, now)
                self.workspace.keep(book, stamp, *understood)
                self._tell(key, found, versions)
            self.refresh()
        except Exception:  # noqa: BLE001  # the next change is checked anew
            _log.exception("check %s", name)
        self.pending.pop(key, None)

    def findings(self, path: Path) -> tuple[Diagnostic, ...]:
        """Return what there is to say of a file, by all that was checked."""
        every = (told.get(path, ()) for told in self.told.values())
        return tuple(dict.fromkeys(finding for told in every for finding in told))

    def _tell(
        self,
        key: tuple[Path, str],
        found: dict[Path, tuple[Diagnostic, ...]],
        versions: dict[Path, int | None],
    ) -> None:
        """Publish what there is to say of every file, and that there is nothing more of others."""
        rules, name = key
        before = self.told.get(key, {})
        self.told[key] = found
        opened = {path for path in self.workspace.texts if path.parent == rules / name}
        for path in {*before, *found, *opened}:
            self.server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(
                    uri=self.uri(path),
                    version=versions.get(path) if path in self.workspace.texts else None,
                    diagnostics=[
                        conversion.diagnostic(one, self.encoding) for one in self.findings(path)
                    ],
                )
            )

    def workspace_edit(self, made: dict[Path, tuple[Edit, ...]]) -> types.WorkspaceEdit:
        """Return edits of several files: for the versions they were made for, where the client
        can tell versions apart.
        """
        written = {
            path: conversion.edits(edits, self.workspace.text(path), self.encoding)
            for path, edits in made.items()
        }
        known = self.server.client_capabilities.workspace
        if not (known and known.workspace_edit and known.workspace_edit.document_changes):
            return types.WorkspaceEdit({self.uri(path): list(e) for path, e in written.items()})
        changes = [
            types.TextDocumentEdit(
                types.OptionalVersionedTextDocumentIdentifier(
                    self.uri(path), self.versions.get(path)
                ),
                list(edits),
            )
            for path, edits in written.items()
        ]
        return types.WorkspaceEdit(document_changes=list(changes))

    def refresh(self) -> None:
        """Have the client ask again for what follows from the example."""
        asked = self.server.client_capabilities.workspace
        if asked and asked.inlay_hint and asked.inlay_hint.refresh_support:
            self.server.workspace_inlay_hint_refresh(None)
        if asked and asked.code_lens and asked.code_lens.refresh_support:
            self.server.workspace_code_lens_refresh(None)


def _change(change: types.TextDocumentContentChangeEvent) -> Change:
    if isinstance(change, types.TextDocumentContentChangeWholeDocument):
        return Change(None, None, change.text)
    start, end = change.range.start, change.range.end
    return Change(
        Position(start.line, start.character), Position(end.line, end.character), change.text
    )
