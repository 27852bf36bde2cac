"""Which language is spoken, to whom, and in which thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa
import pytest

import bareme
from bareme import translation
from bareme.translation import language, of_the_user, speaking, tr, trn, use


@pytest.fixture
def speechless(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Take away all that says a language."""
    for name in ("BAREME_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(translation, "_chosen", None)
    return monkeypatch


def test_a_library_speaks_french_whatever_the_locale(speechless: pytest.MonkeyPatch) -> None:
    speechless.setenv("LANG", "en_GB.UTF-8")
    assert language() == "fr"


def test_what_is_nearer_prevails(speechless: pytest.MonkeyPatch) -> None:
    speechless.setenv("BAREME_LANG", "en")
    assert language() == "en"
    use("fr")
    assert language() == "fr"
    with speaking("en"):
        assert language() == "en"
        with speaking("fr"):
            assert language() == "fr"
        assert language() == "en"
    assert language() == "fr"


def test_a_language_ends_with_its_block_even_by_an_error(speechless: pytest.MonkeyPatch) -> None:
    del speechless
    with pytest.raises(KeyError), speaking("en"):
        raise KeyError
    assert language() == "fr"


@pytest.mark.parametrize(
    ("environment", "spoken"),
    [
        ({}, "fr"),
        ({"LANG": "C.UTF-8"}, "fr"),
        ({"LANG": "POSIX"}, "fr"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fr_FR", "LC_MESSAGES": "en_US"}, "en"),
        ({"LANG": "fr_FR", "LC_ALL": "en_US"}, "en"),
        ({"LANG": "en_US", "BAREME_LANG": "fr"}, "fr"),
        ({"LANG": "fr_FR", "BAREME_LANG": "en-GB"}, "en"),
        ({"LANG": "fr_FR", "BAREME_LANG": "xx"}, "fr"),
    ],
)
def test_a_command_asks_the_locale(
    environment: dict[str, str], spoken: str, speechless: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        speechless.setenv(name, value)
    assert of_the_user() == spoken


@pytest.mark.parametrize("code", ["de", "", "EN"])
def test_another_language_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="fr, en"):
        use(code)
    with pytest.raises(ValueError, match="fr, en"), speaking(code):
        pass


def test_a_message_is_its_own_french() -> None:
    with speaking("fr"):
        assert tr("Texte : {text}", text="a") == "Texte : a"
        assert trn("{n} mot", "{n} mots", 0, n=0) == "0 mot"
        assert trn("{n} mot", "{n} mots", 2, n=2) == "2 mots"
    with speaking("en"):
        assert tr("Texte : {text}", text="{a}") == "Text: {a}"
        assert tr("no message") == "no message"
        assert tr("") == ""


def test_a_language_is_that_of_its_thread(speechless: pytest.MonkeyPatch) -> None:
    del speechless
    with speaking("en"), ThreadPoolExecutor(1) as pool:
        assert pool.submit(language).result() == "fr"
        assert language() == "en"


@pytest.mark.parametrize("workers", [1, 3])
def test_the_threads_of_the_library_speak_the_language_of_the_caller(workers: int) -> None:
    rules = bareme.load("indemnites-journalieres").on("2018-03-01")
    wrong = pa.table({"statut": ["boulanger"] * 4, "revenu_annuel_moyen": ["20000,5"] * 4})
    with speaking("en"):
        (found,) = rules.evaluate_stream([wrong], workers=workers)
        told = {d.message for row in found.rejected for d in row.diagnostics}
        assert "“boulanger” is not one of the choices." in told
    told = {d.message for row in found.rejected for d in row.diagnostics}
    assert "« boulanger » ne fait pas partie des choix." in told


def test_a_refusal_is_told_in_the_language_of_who_reads_it() -> None:
    with pytest.raises(bareme.SituationError) as refused:
        bareme.load("indemnites-journalieres").on("2018-03-01").evaluate(statut="boulanger")
    assert "« boulanger » ne fait pas partie des choix." in str(refused.value)
    with speaking("en"):
        assert "“boulanger” is not one of the choices. Use one of the choices: artisan" in str(
            refused.value
        )
