"""Files of figures in every layout an editor may leave them in."""

from __future__ import annotations

from hypothesis import strategies as st

HEADS = ("", "# Les chiffres.\n\n", "\n")
COMMENTS = ("", "  # publié", " # à vérifier : oui")
_REFERENCES = (
    *("Arrêté du 5 décembre", '"Arrêté : {a, b}"', "'l''arrêté'"),
    *(">-\n{deep}Arrêté\n{deep}long", "|-\n{deep}Arrêté\n\n{deep}long"),
)


def _figure(draw: st.DrawFn, indent: str, value: int) -> str:
    """Return what stands under a date, from its colon on, comment included."""
    comment = draw(st.sampled_from(COMMENTS))
    deep = indent + " " * draw(st.integers(1, 6))
    if draw(st.booleans()):
        reference = draw(st.sampled_from(_REFERENCES)).replace("{deep}", f"{deep} ")
        keys = [f"{deep}value: {value}{comment}", f"{deep}reference: {reference}"]
        if draw(st.booleans()):
            keys.reverse()
        return ":\n" + "\n".join(keys)
    pad = draw(st.sampled_from(("", " ")))
    keys = [f"value: {value}", "reference: Arrêté du 5 décembre"]
    if draw(st.booleans()):
        keys.reverse()
    joint = draw(st.sampled_from((", ", f",\n{deep}")))
    return f": {{{pad}{joint.join(keys)}{pad}}}{comment}"


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Return a file in which each value has its line, or its lines."""
    indent = " " * draw(st.integers(1, 8))
    own = indent + " " * draw(st.integers(1, 8))
    between = st.sampled_from(("", "\n", f"{own}# une remarque\n", "# une remarque au bord\n"))
    quote = draw(st.sampled_from(("", '"', "'")))
    lines = [f"{draw(between)}{own}{quote}{year}-01-01{quote}{_figure(draw, own, 100 + year)}\n"
             for year in range(2019, 2019 + draw(st.integers(1, 4)))]  # fmt: skip
    note = f"{indent}note: À suivre\n"
    after = draw(st.sampled_from(("", f"{own}# la suite en décembre\n", note)))
    return _whole(draw, f"{indent}values:\n{''.join(lines)}{after}", indent)


@st.composite
def flows(draw: st.DrawFn) -> str:
    """Return a file in which all values stand between braces, on one line or on several."""
    indent = " " * draw(st.integers(1, 4))
    years = range(2019, 2019 + draw(st.integers(1, 4)))
    parts = [f"{year}-01-01: {{value: {100 + year}, reference: Arrêté}}" for year in years]
    if draw(st.booleans()):
        values = f"{{{', '.join(parts)}{draw(st.sampled_from(('', ',', ' ')))}}}"
    else:
        joint = f"\n{indent}    "
        lines = [f"{part},{draw(st.sampled_from(COMMENTS))}" for part in parts]
        if draw(st.booleans()):
            lines[-1] = parts[-1] + draw(st.sampled_from(COMMENTS))
        values = f"{{{joint}{joint.join(lines)}\n{indent}}}"
    return _whole(draw, f"{indent}values: {values}{draw(st.sampled_from(COMMENTS))}\n", indent)


def _whole(draw: st.DrawFn, values: str, indent: str) -> str:
    """Return a file with these values, in the line ends and with the end of a random editor."""
    figure = f"plafond:\n{indent}label: Plafond\n{indent}unit: €/an\n{indent}changes: yearly\n"
    other = "autre:\n  label: Autre\n  unit: €\n  values: {2010-01-01: {value: 1, reference: a}}\n"
    head, after = draw(st.sampled_from(HEADS)), draw(st.sampled_from(("", f"\n{other}")))
    text = f"{head}{figure}{values}{after}"
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(("\n", "\r\n"))))
