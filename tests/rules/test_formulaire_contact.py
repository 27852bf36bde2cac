"""The contact form, held against a second calculation of what it accepts.

Section 5 of the description of the law. Everything the form refuses is judged here by hand:
social security numbers digit by digit, addresses and numbers without patterns.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bareme
from shelf import book

if TYPE_CHECKING:
    from collections.abc import Callable

NAME = "formulaire-contact"
many = settings(max_examples=300, derandomize=True, deadline=None, database=None)

FIRST, LAST = dt.date(2019, 1, 1), dt.date(2019, 12, 31)
SUBJECTS = (
    "affiliation_radiation",
    "changement_situation",
    "cotisations",
    "retraite_invalidite",
    "sante_cmu_c",
    "aide_sociale",
    "international",
    "mediation",
)
ANSWERS = ("oui", "non", "non_precisee")
FORMATS = ("pdf", "jpg", "png", "autre")
DIGITS = "0123456789"
CORSICA = {"2A": 1_000_000, "2B": 2_000_000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form as it was filled in; nothing is wrong with this one."""

    date: dt.date = dt.date(2019, 6, 15)
    subject: str = "cotisations"
    earlier: bool = True
    complaint: dt.date = dt.date(2019, 6, 15)
    answered: str = "non"
    name: str = "Durand"
    first_name: str = "Élodie"
    number: str = "255081416802538"
    telephone: str = "612345678"
    mail: str = "elodie@exemple.fr"
    again: str = "elodie@exemple.fr"
    message: str = "Bonjour"
    files: int = 2
    heaviest: Decimal = Decimal(2)
    formats: tuple[str, ...] = ("pdf",)

    def given(self) -> dict[str, object]:
        """Return the same form under the names of the rulebook's inputs."""
        return {
            "date_demande": self.date,
            "objet": self.subject,
            "reclamation_anterieure": self.earlier,
            "date_reclamation": self.complaint,
            "reponse_reclamation": self.answered,
            "nom": self.name,
            "prenom": self.first_name,
            "numero_securite_sociale": self.number,
            "telephone": self.telephone,
            "courriel": self.mail,
            "confirmation_courriel": self.again,
            "message": self.message,
            "nombre_pieces_jointes": self.files,
            "taille_piece_la_plus_lourde": self.heaviest,
            "formats_pieces_jointes": list(self.formats),
        }


def all_digits(text: str) -> bool:
    return all(sign in DIGITS for sign in text)


def is_number(text: str) -> bool:
    """Tell whether these are 15 digits, or 13 around the 2A or 2B of a Corsican département."""
    department = text[5:7]
    rest = text[:5] + text[7:] if department in CORSICA else text
    return len(text) == 15 and all_digits(rest)


def key_of(thirteen: str) -> int:
    """Return the key of the first 13 characters, digit by digit.

    Corsica: the letter is read as a zero, and one million (A) or two (B) taken off.
    """
    less = CORSICA.get(thirteen[5:7], 0)
    remainder = 0
    for sign in thirteen:
        remainder = (10 * remainder + (0 if sign in "AB" else DIGITS.index(sign))) % 97
    return 97 - (remainder - less) % 97


def is_telephone(text: str) -> bool:
    return len(text) == 9 and all_digits(text) and text[0] != "0"


def is_mail(text: str) -> bool:
    before, at, domain = text.partition("@")
    inner_dot = "." in domain[1:-1]
    return bool(before and at) and "@" not in domain and inner_dot and " " not in text


def faults(form: Form) -> tuple[str, ...]:
    """Return everything the form refuses, in its order."""
    well_formed, attached = is_number(form.number), form.files > 0
    judged = {
        "objet": form.subject not in SUBJECTS,
        "date_reclamation": form.earlier and form.complaint > form.date,
        "reponse_reclamation": form.earlier and form.answered not in ("oui", "non"),
        "nom": not form.name,
        "prenom": not form.first_name,
        "numero_forme": not well_formed,
        "numero_cle": well_formed and key_of(form.number[:13]) != int(form.number[13:]),
        "telephone": not is_telephone(form.telephone),
        "courriel": not is_mail(form.mail),
        "confirmation_courriel": not form.again or form.again != form.mail,
        "message_vide": not form.message,
        "message_trop_long": len(form.message) > 150,
        "trop_de_pieces": form.files > 4,
        "piece_trop_lourde": attached and form.heaviest > 2,
        "format_piece": attached and "autre" in form.formats,
    }
    return tuple(name for name, wrong in judged.items() if wrong)


def found(form: Form) -> object:
    """Return the faults the library finds; whether the form is accepted must follow from them."""
    result = book(NAME).evaluate(form.given())
    assert not result.pending
    assert result.outputs == ("recevable", "fautes")
    assert result["recevable"] is (result["fautes"] == ())
    return result["fautes"]


# Everything wrong at once, or anything of it: each fault is one change to a right form.

WRONG: dict[str, Callable[[Form], Form]] = {
    "objet": lambda form: replace(form, subject="aucun"),
    "date_reclamation": lambda form: replace(form, complaint=form.date + dt.timedelta(days=1)),
    "reponse_reclamation": lambda form: replace(form, answered="non_precisee"),
    "nom": lambda form: replace(form, name=""),
    "prenom": lambda form: replace(form, first_name=""),
    "numero_forme": lambda form: replace(form, number="25508141680253"),
    "numero_cle": lambda form: replace(form, number="255081416802539"),
    "telephone": lambda form: replace(form, telephone="0612345678"),
    "courriel": lambda form: replace(form, mail="elodie@exemple", again="elodie@exemple"),
    "confirmation_courriel": lambda form: replace(form, again="elodie@exemple.com"),
    "message_vide": lambda form: replace(form, message=""),
    "message_trop_long": lambda form: replace(form, message="é" * 151),
    "trop_de_pieces": lambda form: replace(form, files=5),
    "piece_trop_lourde": lambda form: replace(form, heaviest=Decimal("2.01")),
    "format_piece": lambda form: replace(form, formats=("pdf", "autre")),
}
NOT_BOTH = ({"numero_forme", "numero_cle"}, {"message_vide", "message_trop_long"})


def with_faults(names: frozenset[str]) -> Form:
    form = Form()
    for name, spoil in WRONG.items():  # in the order of the form: a confirmation after its mail
        form = spoil(form) if name in names else form
    return form


def test_a_right_form_is_accepted() -> None:
    assert found(Form()) == ()


@pytest.mark.parametrize("name", WRONG)
def test_each_fault_alone(name: str) -> None:
    form = with_faults(frozenset({name}))
    assert faults(form) == (name,)
    assert found(form) == (name,)


@many
@given(names=st.frozensets(st.sampled_from(list(WRONG))))
def test_any_faults_together(names: frozenset[str]) -> None:
    for pair in NOT_BOTH:
        if pair <= names:
            names -= {max(pair)}
    assert found(with_faults(names)) == tuple(name for name in WRONG if name in names)


@pytest.mark.parametrize("spared", sorted(NOT_BOTH[0]))
@pytest.mark.parametrize("also_spared", sorted(NOT_BOTH[1]))
def test_all_faults_at_once(spared: str, also_spared: str) -> None:
    names = frozenset(WRONG) - {spared, also_spared}
    assert found(with_faults(names)) == tuple(name for name in WRONG if name in names)


# Forms filled in at random, most of each field close to what is refused.

digits = st.sampled_from(DIGITS)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A social security number with its key, from anywhere, often from Corsica."""
    sex, year, month = (
        draw(st.sampled_from("12")),
        draw(st.integers(0, 99)),
        draw(st.integers(1, 12)),
    )
    mainland = st.integers(1, 99).map(lambda n: f"{n:02}")
    department = draw(st.one_of(st.sampled_from(["2A", "2B", "19", "18", "20"]), mainland))
    rest = draw(st.text(digits, min_size=6, max_size=6))
    thirteen = f"{sex}{year:02}{month:02}{department}{rest}"
    return f"{thirteen}{key_of(thirteen):02}"


@st.composite
def spoilt(draw: st.DrawFn, right: st.SearchStrategy[str], signs: str) -> str:
    """A text that is right, or misses it by one sign: put in, taken out or changed."""
    text = draw(right)
    at = draw(st.integers(0, len(text)))
    sign = draw(st.sampled_from(signs))
    how = draw(st.sampled_from(["right", "right", "in", "out", "changed"]))
    if how == "in":
        return text[:at] + sign + text[at:]
    if how == "out":
        return text[:at] + text[at + 1 :]
    return text[:at] + sign + text[at + 1 :] if how == "changed" else text


any_number = st.one_of(
    numbers(),
    spoilt(numbers(), DIGITS + "ABCab２٢ "),
    st.text(st.sampled_from("0129AB"), max_size=16),
)
any_telephone = spoilt(st.text(digits, min_size=9, max_size=9), DIGITS + "+ .７")
any_mail = st.one_of(
    spoilt(st.sampled_from(["a@b.c", "jean.petit@exemple.asso.fr", "é@ô.fr"]), "a@. *#?[]!"),
    st.text(st.sampled_from("ab@@.. "), max_size=8),
)
any_length = st.one_of(st.sampled_from([0, 1, 149, 150, 151]), st.integers(0, 400))


@st.composite
def forms(draw: st.DrawFn) -> Form:
    date = draw(st.dates(FIRST, LAST))
    days = draw(st.one_of(st.integers(-1, 1), st.integers(-900, 900)))
    mail = draw(any_mail)
    files = draw(st.integers(0, 6))
    cents_of_mo = draw(st.one_of(st.sampled_from([0, 199, 200, 201]), st.integers(0, 10_000)))
    formats = st.lists(st.sampled_from(FORMATS), min_size=min(files, 1), max_size=4, unique=True)
    return Form(
        date=date,
        subject=draw(st.sampled_from(["aucun", *SUBJECTS])),
        earlier=draw(st.booleans()),
        complaint=date + dt.timedelta(days=days),
        answered=draw(st.sampled_from(ANSWERS)),
        name=draw(st.sampled_from(["", "X", "Ng", "de La Tour-d'Auvergne"])),
        first_name=draw(st.sampled_from(["", "Y", "Zoé"])),
        number=draw(any_number),
        telephone=draw(any_telephone),
        mail=mail,
        again=draw(st.one_of(st.just(mail), st.just(mail.swapcase()), any_mail)),
        message=draw(st.sampled_from("aé €😀\n*")) * draw(any_length),
        files=files,
        heaviest=Decimal(cents_of_mo).scaleb(-2),
        formats=tuple(draw(formats)),
    )


@settings(many, max_examples=600)
@given(form=forms())
def test_the_engine_finds_the_faults_the_law_finds(form: Form) -> None:
    assert found(form) == faults(form)


# The social security number.


@many
@given(number=numbers())
def test_a_number_with_its_key_is_right(number: str) -> None:
    assert found(replace(Form(), number=number)) == ()


@many
@given(number=numbers(), other=st.integers(0, 99))
def test_only_its_own_key_is_right(number: str, other: int) -> None:
    right = int(number[13:]) == other
    answer = found(replace(Form(), number=f"{number[:13]}{other:02}"))
    assert answer == (() if right else ("numero_cle",))


@many
@given(number=numbers())
def test_the_key_is_calculated_from_the_number_as_read(number: str) -> None:
    outputs = ["numero_lu", "cle_attendue"]
    result = book(NAME).on("2019-06-01").evaluate(numero_securite_sociale=number, outputs=outputs)
    read_as = {"2A": "19", "2B": "18"}
    department = read_as.get(number[5:7], number[5:7])
    assert result["numero_lu"] == number[:5] + department + number[7:13]
    assert result["cle_attendue"] == int(number[13:])


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("255081416802538", ()),
        ("269054958815780", ()),
        ("255081416802537", ("numero_cle",)),
        ("255081416802500", ("numero_cle",)),
        # Corsica: the key of 19 and of 18 is that of 2A and of 2B.
        ("1850519000001", None),
        ("185052A000001", None),
        ("1850518000001", None),
        ("185052B000001", None),
        # The largest key: nothing remains of 97.
        ("0000000000097", None),
        ("0000000000000", None),
        ("9999999999999", None),
        # Another form.
        ("", ("numero_forme",)),
        ("25508141680253", ("numero_forme",)),
        ("2550814168025380", ("numero_forme",)),
        ("2 55 08 14 168 025 38", ("numero_forme",)),
        ("255081416802538 ", ("numero_forme",)),
        ("255081416802538\n", ("numero_forme",)),
        (" 55081416802538", ("numero_forme",)),
        ("185052C00000123", ("numero_forme",)),
        ("185052a00000123", ("numero_forme",)),
        ("18505A200000123", ("numero_forme",)),
        ("185051A00000123", ("numero_forme",)),
        ("185053B00000123", ("numero_forme",)),
        ("2A0501900000123", ("numero_forme",)),
        ("1852A1900000123", ("numero_forme",)),
        ("185052A00002A23", ("numero_forme",)),
        ("185052A0000012A", ("numero_forme",)),
        ("-85051900000123", ("numero_forme",)),
        ("2550814168025٣٨", ("numero_forme",)),
        ("２55081416802538", ("numero_forme",)),
    ],
)
def test_numbers_at_the_edges(number: str, expected: tuple[str, ...] | None) -> None:
    """Where nothing is expected, the key is added, and the next one tried too."""
    if expected is not None:
        assert found(replace(Form(), number=number)) == expected
        return
    key = key_of(number)
    assert found(replace(Form(), number=f"{number}{key:02}")) == ()
    assert found(replace(Form(), number=f"{number}{key - 1:02}")) == ("numero_cle",)


def test_the_second_calculation_of_the_key_is_the_usual_one() -> None:
    assert key_of("2550814168025") == 38
    assert key_of("2690549588157") == 80
    assert key_of("0000000000097") == 97
    assert key_of("185052A000001") == key_of("1850519000001") == 97 - 1850519000001 % 97
    assert key_of("185052B000001") == key_of("1850518000001") == 97 - 1850518000001 % 97


# Telephone, e-mail, message, attachments.


@pytest.mark.parametrize(
    ("telephone", "right"),
    [
        ("612345678", True),
        ("100000000", True),
        ("999999999", True),
        ("", False),
        ("61234567", False),
        ("6123456789", False),
        ("0612345678", False),
        ("012345678", False),
        ("6 12 34 56 78", False),
        ("6 1234567", False),
        ("+33612345", False),
        ("61234567a", False),
        ("612345678\n", False),
        ("６12345678", False),
        ("-12345678", False),
    ],
)
def test_telephones(telephone: str, right: bool) -> None:
    assert is_telephone(telephone) is right
    assert found(replace(Form(), telephone=telephone)) == (() if right else ("telephone",))


@pytest.mark.parametrize(
    ("mail", "right"),
    [
        ("a@b.c", True),
        ("jean.petit@exemple.asso.fr", True),
        ("jean+secu@exemple.fr", True),
        (".@..b.", True),  # only what the form checks
        ("a@b..c", True),
        ("a@.b.c", True),
        ("*@#.?", True),
        ("", False),
        ("@", False),
        ("a", False),
        ("a.b", False),
        ("a.b@c", False),
        ("@b.c", False),
        ("a@", False),
        ("a@.", False),
        ("a@bc", False),
        ("a@.bc", False),
        ("a@bc.", False),
        ("a@b@c.d", False),
        ("a@@b.c", False),
        ("a@b.c@", False),
        ("@a@b.c", False),
        ("a b@c.d", False),
        ("a@b .c", False),
        (" a@b.c", False),
        ("a@b.c ", False),
    ],
)
def test_mails(mail: str, right: bool) -> None:
    assert is_mail(mail) is right
    wrong = ("courriel",) if mail else ("courriel", "confirmation_courriel")  # two empty fields
    assert found(replace(Form(), mail=mail, again=mail)) == (() if right else wrong)


@pytest.mark.parametrize(
    "again", ["", "Elodie@exemple.fr", "elodie@exemple.fr ", "elodie@exemple.f", "autre@exemple.fr"]
)
def test_a_mail_is_confirmed_letter_by_letter(again: str) -> None:
    assert found(replace(Form(), again=again)) == ("confirmation_courriel",)


@pytest.mark.parametrize("sign", ["a", "é", "€", "😀", "\n", " "])
@pytest.mark.parametrize(
    ("length", "expected"),
    [(0, ("message_vide",)), (149, ()), (150, ()), (151, ("message_trop_long",))],
)
def test_a_message_of_at_most_150_characters(
    sign: str, length: int, expected: tuple[str, ...]
) -> None:
    message = "x" + sign * (length - 1) if length else ""
    assert found(replace(Form(), message=message)) == expected


@pytest.mark.parametrize(
    ("files", "heaviest", "formats", "expected"),
    [
        (0, "0", (), ()),
        (0, "5", ("autre",), ()),  # nothing is attached: nothing is judged
        (1, "2", ("pdf",), ()),
        (1, "2.01", ("jpg",), ("piece_trop_lourde",)),
        (1, "2.000001", ("jpg",), ("piece_trop_lourde",)),
        (4, "1.99", ("pdf", "jpg", "png"), ()),
        (4, "0.1", ("autre",), ("format_piece",)),
        (5, "2", ("png",), ("trop_de_pieces",)),
        (
            5,
            "3",
            ("png", "autre"),
            ("trop_de_pieces", "piece_trop_lourde", "format_piece"),
        ),
    ],
)
def test_attachments(
    files: int, heaviest: str, formats: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    form = replace(Form(), files=files, heaviest=Decimal(heaviest), formats=formats)
    assert found(form) == expected


@pytest.mark.parametrize("format_", ["gif", "PDF", "", "doc"])
def test_another_format_is_no_name_of_the_form(format_: str) -> None:
    with pytest.raises(bareme.SituationError):
        found(replace(Form(), formats=(format_,)))


# The complaint made before.


@pytest.mark.parametrize(("days", "expected"), [(-1, ()), (0, ()), (1, ("date_reclamation",))])
@pytest.mark.parametrize("date", [FIRST, dt.date(2019, 2, 28), LAST])
def test_a_complaint_is_not_later_than_the_form(
    date: dt.date, days: int, expected: tuple[str, ...]
) -> None:
    form = replace(Form(), date=date, complaint=date + dt.timedelta(days=days))
    assert found(form) == expected
    assert found(replace(form, earlier=False)) == ()


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_subject_of_the_page_is_accepted(subject: str) -> None:
    assert found(replace(Form(), subject=subject)) == ()


# What is asked.

ALWAYS = {
    "objet",
    "reclamation_anterieure",
    "nom",
    "prenom",
    "numero_securite_sociale",
    "telephone",
    "courriel",
    "confirmation_courriel",
    "message",
}
OF_A_COMPLAINT = {"date_reclamation", "reponse_reclamation"}
OF_ATTACHMENTS = {"taille_piece_la_plus_lourde", "formats_pieces_jointes"}
ASKED: list[tuple[dict[str, object], set[str], set[str]]] = [
    # given, asked for sure, perhaps asked
    ({}, ALWAYS, OF_A_COMPLAINT),
    ({"reclamation_anterieure": False}, ALWAYS, set()),
    ({"reclamation_anterieure": True}, ALWAYS | OF_A_COMPLAINT, set()),
    ({"reclamation_anterieure": False, "nombre_pieces_jointes": 0}, ALWAYS, set()),
    ({"reclamation_anterieure": False, "nombre_pieces_jointes": 1}, ALWAYS | OF_ATTACHMENTS, set()),
    ({"reclamation_anterieure": False, "nombre_pieces_jointes": 5}, ALWAYS | OF_ATTACHMENTS, set()),
]


@pytest.mark.parametrize(("situation", "asked", "perhaps"), ASKED)
def test_only_what_matters_is_asked(
    situation: dict[str, object], asked: set[str], perhaps: set[str]
) -> None:
    needed, possible = book(NAME).on("2019-06-01").questions(situation, ["fautes"])
    assert set(needed) == asked - situation.keys()
    assert set(possible) == perhaps


@pytest.mark.parametrize(
    ("date", "code"), [("2018-12-31", "before-rulebook"), ("2020-01-01", "after-rulebook")]
)
def test_other_years_are_refused_not_guessed(date: str, code: str) -> None:
    form = replace(Form(), date=dt.date.fromisoformat(date), earlier=False)
    with pytest.raises(bareme.SituationError) as refusal:
        found(form)
    assert [diagnostic.code for diagnostic in refusal.value.diagnostics] == [code]
