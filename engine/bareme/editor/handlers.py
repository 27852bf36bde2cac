"""The messages of the protocol, each handed to the library and answered.

Whatever goes wrong in an answer is told to the log of the client, and the answer is empty.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from bareme.editor import conversion
from bareme.editor.actions import actions
from bareme.editor.completion import completions
from bareme.editor.formatting import formatted
from bareme.editor.hints import hints, lenses
from bareme.editor.hover import hover
from bareme.editor.navigation import declared, definition, references
from bareme.editor.renaming import Refused, renamable, renamed
from bareme.reading.tree import Span
from bareme.translation import speaking, tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from bareme.editor.protocol import Server
    from bareme.editor.session import Session
    from bareme.editor.workspace import Document

CHOOSE = "bareme.chooseExample"
_TRIGGERS = [" ", '"', "'", "[", "{", "(", ","]
_TOLD = frozenset({"rename", "prepare_rename"})  # nothing answered would look like done
_log = logging.getLogger("pygls.bareme")


class Handlers:
    """One method a message of the protocol."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def register(self, server: Server) -> None:
        """Tell the server which messages are answered, and how."""
        completing = types.CompletionOptions(trigger_characters=_TRIGGERS)
        acting = types.CodeActionOptions(
            code_action_kinds=[types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]
        )
        for method, handler, options in (
            (types.INITIALIZE, self.initialize, None),
            (types.SHUTDOWN, self.shutdown, None),
            (types.TEXT_DOCUMENT_DID_OPEN, self.did_open, None),
            (types.TEXT_DOCUMENT_DID_CHANGE, self.did_change, None),
            (types.TEXT_DOCUMENT_DID_SAVE, self.did_save, None),
            (types.TEXT_DOCUMENT_DID_CLOSE, self.did_close, None),
            (types.WORKSPACE_DID_CHANGE_CONFIGURATION, self.did_change_configuration, None),
            (types.TEXT_DOCUMENT_COMPLETION, self.completion, completing),
            (types.TEXT_DOCUMENT_HOVER, self.hover, None),
            (types.TEXT_DOCUMENT_DEFINITION, self.definition, None),
            (types.TEXT_DOCUMENT_REFERENCES, self.references, None),
            (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, self.highlight, None),
            (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, self.symbols, None),
            (types.TEXT_DOCUMENT_PREPARE_RENAME, self.prepare_rename, None),
            (types.TEXT_DOCUMENT_RENAME, self.rename, types.RenameOptions(prepare_provider=True)),
            (types.TEXT_DOCUMENT_INLAY_HINT, self.inlay_hint, None),
            (types.TEXT_DOCUMENT_CODE_LENS, self.code_lens, None),
            (types.TEXT_DOCUMENT_CODE_ACTION, self.code_action, acting),
            (types.TEXT_DOCUMENT_FORMATTING, self.formatting, None),
        ):
            server.feature(method, options)(self._guarded(handler))
        server.command(CHOOSE)(self._guarded(self.choose_example))

    def _guarded(self, handler: Callable[..., Any]) -> Callable[..., Any]:
        """Return a handler that speaks the language of the client. Where it fails it says so in the
        log and answers nothing, but for what would then seem done; a refusal is told to the user.
        """

        def guarded(*given: Any) -> Any:
            with speaking(self.session.language):
                try:
                    return handler(*given)
                except Refused as refused:
                    code = types.LSPErrorCodes.RequestFailed.value
                    raise JsonRpcException(str(refused), code) from None
                except Exception:  # the next request may well be answered
                    _log.exception("%s", handler.__name__)
                    if handler.__name__ in _TOLD:
                        raise
                    return None

        return guarded

    def initialize(self, params: types.InitializeParams) -> None:
        """Begin: agree on the language and on how to count."""
        self.session.begin(params)

    def shutdown(self, *_: object) -> None:
        """Take note that the client is about to leave."""
        self.session.is_shut_down = True

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Take over a text."""
        self.session.open(params.text_document)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Take over changes of a text."""
        self.session.change(params)

    def did_save(self, params: types.DidSaveTextDocumentParams) -> None:
        """Check anew: other files may have been written too."""
        document = self.session.document(params.text_document.uri)
        if document is not None:
            self.session.check(document.book)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Go back to the disk."""
        self.session.close(params.text_document.uri)

    def did_change_configuration(self, params: types.DidChangeConfigurationParams) -> None:
        """Take over the settings."""
        settings: Any = params.settings
        self.session.configure(settings.get("bareme") if isinstance(settings, dict) else None)
        self.session.refresh()

    def completion(self, params: types.CompletionParams) -> list[types.CompletionItem]:
        """Return what may be written."""
        found = self._at(params)
        if found is None:
            return []
        document, offset = found
        text, encoding = document.text, self.session.encoding
        return [conversion.item(one, text, encoding) for one in completions(document, offset)]

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Return what is to know of a word."""
        found = self._at(params)
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        told = hover(*found, today) if found else None
        if found is None or told is None:
            return None
        words = types.MarkupContent(types.MarkupKind.Markdown, told.markdown)
        return types.Hover(words, self._range(found[0], told.span))

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """Return where a word is declared."""
        found = self._at(params)
        there = definition(*found) if found else None
        return conversion.location(there, self.session.encoding) if there else None

    def references(self, params: types.ReferenceParams) -> list[types.Location]:
        """Return where a name stands, in every file."""
        found = self._at(params)
        if found is None:
            return []
        declaration = params.context.include_declaration
        places = references(*found, declaration=declaration)
        return [conversion.location(one, self.session.encoding) for one in places]

    def highlight(self, params: types.DocumentHighlightParams) -> list[types.DocumentHighlight]:
        """Return where a name stands in its own file."""
        found = self._at(params)
        if found is None:
            return []
        document = found[0]
        return [
            types.DocumentHighlight(self._range(document, one.span))
            for one in references(*found, declaration=True)
            if one.path == document.path
        ]

    def symbols(self, params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
        """Return what a file declares."""
        document = self.session.document(params.text_document.uri)
        if document is None:
            return []
        text, encoding = document.text, self.session.encoding
        return [conversion.symbol(one, text, encoding) for one in declared(document)]

    def prepare_rename(
        self, params: types.PrepareRenameParams
    ) -> types.PrepareRenamePlaceholder | None:
        """Return the name that would be changed; nothing where there is none."""
        found = self._at(params)
        name = renamable(*found) if found else None
        if found is None or name is None:
            return None
        return types.PrepareRenamePlaceholder(self._range(found[0], name[1]), name[0])

    def rename(self, params: types.RenameParams) -> types.WorkspaceEdit:
        """Return the edits that change a name everywhere; a refusal is an error with its reason."""
        found = self._at(params)
        if found is None:
            raise Refused(tr("Aucun nom à changer ici."))
        return self.session.workspace_edit(renamed(*found, params.new_name))

    def inlay_hint(self, params: types.InlayHintParams) -> list[types.InlayHint]:
        """Return what the followed example gives, line by line."""
        document = self.session.document(params.text_document.uri)
        if document is None:
            return []
        start, end = self._span(document, params.range)
        return [
            types.InlayHint(
                self._position(document, hint.offset),
                hint.text,
                tooltip=hint.tooltip,
                padding_left=True,
            )
            for hint in hints(document, self.session.chosen(document.book))
            if start <= hint.offset <= end
        ]

    def code_lens(self, params: types.CodeLensParams) -> list[types.CodeLens]:
        """Return the lines above which an example is chosen."""
        uri = params.text_document.uri
        document = self.session.document(uri)
        if document is None:
            return []
        return [
            types.CodeLens(
                self._range(document, Span(lens.offset, lens.offset)),
                types.Command(lens.title, CHOOSE, arguments=[uri, lens.example]),
            )
            for lens in lenses(document, self.session.chosen(document.book))
        ]

    def choose_example(self, *given: Any) -> None:
        """Follow an example: the address of a file of its rulebook, and its name."""
        uri, example = given if len(given) == _URI_AND_NAME else ("", "")
        document = self.session.document(str(uri))
        if document is not None:
            book = document.book
            self.session.examples[book.rules / book.name] = str(example)
            self.session.refresh()

    def code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Return what mends the findings of a stretch."""
        document = self.session.document(params.text_document.uri)
        if document is None:
            return []
        span = Span(*self._span(document, params.range))
        wanted = params.context.only
        return [
            types.CodeAction(
                action.title,
                kind=kind,
                diagnostics=[conversion.diagnostic(d, self.session.encoding) for d in action.mends],
                is_preferred=not action.is_all,
                edit=self.session.workspace_edit({document.path: action.edits}),
            )
            for action in actions(self.session.findings(document.path), document.text, span)
            if _is_wanted(kind := _KINDS[action.is_all], wanted)
        ]

    def formatting(self, params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        """Return the edits that lay a file out."""
        document = self.session.document(params.text_document.uri)
        if document is None:
            return []
        edits = formatted(document)
        return conversion.edits(edits, document.text, self.session.encoding)

    def _at(self, params: Any) -> tuple[Document, int] | None:
        """Return the document and the offset a request is about."""
        document = self.session.document(params.text_document.uri)
        if document is None:
            return None
        offset = conversion.offset(document.text, params.position, self.session.encoding)
        return document, offset

    def _span(self, document: Document, given: types.Range) -> tuple[int, int]:
        text, encoding = document.text, self.session.encoding
        start = conversion.offset(text, given.start, encoding)
        return start, conversion.offset(text, given.end, encoding)

    def _range(self, document: Document, span: Span) -> types.Range:
        return conversion.range_(document.text, span, self.session.encoding)

    def _position(self, document: Document, offset: int) -> types.Position:
        return conversion.position(document.text, offset, self.session.encoding)


_URI_AND_NAME = 2
_KINDS = {False: types.CodeActionKind.QuickFix, True: types.CodeActionKind.SourceFixAll}


def _is_wanted(kind: types.CodeActionKind, wanted: Any) -> bool:
    """Tell whether a client that asks for some kinds of actions asks for this one."""
    if wanted is None:
        return True
    asked = (str(getattr(one, "value", one)) for one in wanted)
    return any(kind.value == one or kind.value.startswith(f"{one}.") for one in asked)
