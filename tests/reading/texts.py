"""Files whose characters or structure are wrong: what YAML, or an editor, puts in the way."""

from __future__ import annotations

from rulebooks import HEAD, PARAMETERS, RULEBOOK, Mistake, in_figure, in_rule, mistake

_NO_BREAK, _ZERO_WIDTH = "\u00a0", "\u200b"

_FIGURE = "unit: €\nvalues:\n  2019-01-01: {value: 5, reference: Décret}"

CHARACTERS = (
    in_figure("tab as indentation", "unit: €\n\tvalues: ◄ tab\n  2019-01-01: {value: 5}"),
    in_figure("tab after a colon", _FIGURE.replace("unit: €", "unit:\t€ ◄ tab")),
    in_figure("tab at the end of a line", _FIGURE.replace("unit: €", "unit: €\t ◄ tab")),
    in_figure(
        "no-break space as indentation",
        _FIGURE.replace("unit: €", f"{_NO_BREAK}unit: € ◄ invisible-space"),
    ),
    in_figure(
        "no-break space before a colon",
        _FIGURE.replace("unit: €", f"unit{_NO_BREAK}: € ◄ invisible-space"),
    ),
    in_figure(
        "no-break space after a colon",
        _FIGURE.replace("unit: €", f"unit:{_NO_BREAK}€ ◄ invisible-space"),
    ),
    in_figure(
        "no-break space after a colon between braces",
        _FIGURE.replace("{value: 5", f"{{value:{_NO_BREAK}5").replace(
            "Décret}", "Décret} ◄ invisible-space"
        ),
    ),
    mistake(
        "no-break space after a dash",
        rulebook=f"{RULEBOOK}notes:\n  -{_NO_BREAK}Une note ◄ invisible-space\n",
    ),
    in_figure(
        "zero-width space before a name",
        _FIGURE.replace("unit: €", f"{_ZERO_WIDTH}unit: € ◄ control-character"),
    ),
    in_figure("escape character", _FIGURE.replace("Décret}", "\x1b[31mD} ◄ control-character")),
    in_figure("NUL", _FIGURE.replace("Décret}", "D\x00} ◄ control-character")),
    in_figure("line separator", _FIGURE.replace("Décret}", "D\u2028} ◄ control-character")),
    mistake(
        "both sides of a conflict",
        parameters=f"{PARAMETERS}<<<<<<< HEAD ◄ merge-conflict\n# ici\n=======\n"
        "# là\n>>>>>>> autre\n",
    ),
)

STRUCTURE = (
    mistake("empty file", parameters=" ◄ empty-file"),
    mistake("nothing but remarks", parameters="# rien ◄ empty-file\n# non plus\n"),
    mistake("nothing but null", parameters="null ◄ empty-value\n"),
    mistake("a word", parameters="bonjour ◄ wrong-shape\n"),
    mistake("a list", parameters="- plafond ◄ wrong-shape\n- taux\n"),
    mistake("two documents", rulebook=f"{HEAD}--- ◄ several-documents\n{HEAD}"),
    mistake("a document, and the start of another", rulebook=f"{HEAD}--- ◄ several-documents\n"),
    mistake(
        "the same figure twice",
        parameters=f"{PARAMETERS}taux: ◄ duplicate-key\n  label: Autre\n  unit: €\n  values:\n"
        "    2019-01-01: {value: 1, reference: Décret}\n",
    ),
    in_figure(
        "the same date twice",
        f"{_FIGURE}\n  2019-01-01: {{value: 6, reference: Décret}} ◄ duplicate-key",
    ),
    in_figure(
        "the same date twice, once in quotes",
        f'{_FIGURE}\n  "2019-01-01": {{value: 6, reference: Décret}} ◄ duplicate-key',
    ),
    in_rule("the same key twice", "unit: €\nformula: 1\nlabel: Encore ◄ duplicate-key"),
    mistake("the same section twice", rulebook=f"{RULEBOOK}inputs: {{}} ◄ duplicate-key\n"),
    in_figure("an anchor", "unit: &euro € ◄ yaml-alias\nvalues: {}"),
    in_figure("an alias", f"note: *note ◄ yaml-alias\n{_FIGURE}"),
    in_figure("a merge key", f"<<: *commun ◄ yaml-alias\n{_FIGURE}"),
    in_figure(
        "a text that begins with a star",
        f'note: *Important* ◄ yaml-alias → "*Important*"\n{_FIGURE}',
    ),
    in_figure("a tag", f"note: !!str 5 ◄ yaml-tag\n{_FIGURE}"),
    in_figure("a tag of one's own", f"note: !important ◄ yaml-tag\n{_FIGURE}"),
    in_figure("a colon in a text", f'note: Seuil : 2019 ◄ yaml-colon → "Seuil : 2019"\n{_FIGURE}'),
    in_figure(
        "a colon in a text between braces",
        "unit: €\nvalues:\n  2019-01-01: {value: 5, reference: Art. 3 : seuil} ◄ yaml-colon → "
        '"Art. 3 : seuil"',
    ),
    in_figure("no colon", f"note Rien ◄ yaml-missing-colon → note: Rien\n{_FIGURE}"),
    in_figure("no space after a colon", f"note:Rien ◄ yaml-missing-colon → note: Rien\n{_FIGURE}"),
    in_figure(
        "no space after the last colon", f"{_FIGURE}\nnote:Rien ◄ yaml-missing-colon → note: Rien"
    ),
    in_figure(
        "no space after a colon between braces",
        "unit: €\nvalues:\n"
        "  2019-01-01: {value:5, reference: Décret} ◄ yaml-missing-colon → value: 5",
    ),
    in_figure("a line too far to the right", f"   note: Rien ◄ yaml-indentation\n{_FIGURE}"),
    in_figure("a line too far to the left", f"{_FIGURE}\n note: Rien ◄ yaml-indentation"),
    in_figure(
        "a date not aligned with the others",
        f"{_FIGURE}\n   2020-01-01: {{value: 6, reference: Décret}} ◄ yaml-indentation",
    ),
    in_figure("an open double quote", f'note: "Rien ◄ yaml-quote\n{_FIGURE}'),
    in_figure(
        "an open double quote, before others",
        'note: "Rien ◄ yaml-quote\nunit: "%"\nvalues:\n  2019-01-01: {value: 5 %, reference: D}',
    ),
    in_figure("an open apostrophe", f"note: 'Rien ◄ yaml-quote\n{_FIGURE}"),
    in_figure("an apostrophe within apostrophes", f"note: 'L'arrêté' ◄ yaml-quote\n{_FIGURE}"),
    in_figure("quotes within quotes", f'note: "Le "seuil" vaut" ◄ yaml-quote\n{_FIGURE}'),
    in_figure("text after quotes", f'note: "Seuil" annuel ◄ yaml-quote\n{_FIGURE}'),
    in_figure(
        "an open brace", "unit: €\nvalues:\n  2019-01-01: {value: 5, reference: Décret ◄ yaml-quote"
    ),
    in_figure(
        "an open brace, before other lines",
        "unit: €\nvalues:\n  2019-01-01: {value: 5, reference: Décret ◄ yaml-quote\n"
        "  2020-01-01: {value: 6, reference: Décret}",
    ),
    in_figure(
        "a brace too many",
        "unit: €\nvalues:\n  2019-01-01: {value: 5, reference: Décret}} ◄ yaml-quote",
    ),
    mistake("an open bracket", rulebook=f"{RULEBOOK}outputs: [reads ◄ yaml-quote\n"),
    in_figure("a unit that begins with %", 'unit: % ◄ yaml-percent → "%"\nvalues: {}'),
    in_rule(
        "a cell that begins with >=",
        'unit: €\ntable:\n  rows:\n    - when:\n        age: >= 7 ◄ yaml-greater-than → ">= 7"\n'
        "      then: 0",
    ),
    in_rule(
        "a cell that begins with >",
        'unit: €\ntable:\n  rows:\n    - when:\n        age: > 7 ◄ yaml-greater-than → "> 7"\n'
        "      then: 0",
    ),
    in_rule(
        "a cell that begins with >, without a space",
        "unit: €\ntable:\n  rows:\n    - when:\n        age: >7 ◄ yaml-greater-than\n      then: 0",
    ),
    in_rule(
        "a cell that begins with >=, between braces",
        "unit: €\ntable:\n  rows:\n"
        '    - when: {age: >= 7} ◄ yaml-greater-than → ">= 7"\n      then: 0',
    ),
    in_rule(
        "a comma in the label of an item",
        "list:\n  un: {label: Un, deux et trois, when: marie} ◄ yaml-comma",
    ),
    in_rule(
        "a colon in the label of an item",
        'list:\n  un: {label: Attention : un, when: marie} ◄ yaml-colon → "Attention : un"',
    ),
    in_rule(
        "a comma in the condition of an item",
        "list:\n  un: {label: Un, when: min(age, 3) > 2} ◄ yaml-comma",
    ),
    in_rule("an item twice", "list:\n  un: {label: Un}\n  un: {label: Deux} ◄ duplicate-key"),
    in_rule(
        "a column twice in a row",
        "unit: €\ntable:\n  rows:\n"
        '    - when: {age: ">= 3", age: "<= 5"} ◄ duplicate-key\n      then: 1\n    - otherwise: 0',
    ),
    in_rule(
        "a formula that begins with quotes", 'type: boolean\nformula: "pdf" in formats ◄ yaml-quote'
    ),
    in_rule("a list that is not closed", "list: {un: {label: Un, when: marie} ◄ yaml-quote"),
    in_figure("a text that begins with @", f'note: @insee ◄ yaml-text-start → "@insee"\n{_FIGURE}'),
    in_figure(
        "a text that begins with `", f'note: `insee` ◄ yaml-text-start → "`insee`"\n{_FIGURE}'
    ),
    in_figure("a list as a name", f"? [a, b] ◄ yaml-complex-key\n: 1\n{_FIGURE}"),
    in_figure("braces in a text", f"note: {{{{seuil}}}} ◄ yaml-complex-key\n{_FIGURE}"),
    mistake(
        "deep nesting",
        parameters="\n".join(" " * 2 * level + f"a{level}:" for level in range(20))
        + " ◄ too-deep\n",
    ),
)

MISTAKES: tuple[Mistake, ...] = (*CHARACTERS, *STRUCTURE)
