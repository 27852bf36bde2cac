"""The workflows and hooks that are offered: they are sound, and do what is said of them."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from bareme.cli import COMMANDS, main
from bareme.cli.parsing import parse
from bareme.differences.rendering.markdown import MARKER
from differences.repositories import ESSAI, FIGURES, Repository, isolate

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
CI = ROOT / "docs" / "ci"
PATH = os.environ.get("PATH", os.defpath)
HOSTILE = "`touch pris` $(touch pris) ${{ github.token }} \"'\\ é € & + % \n\n::error::x\n"

needs_bash = pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
needs_curl = pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("curl")), reason="there is no bash or no curl"
)


def github() -> dict[str, Any]:
    text = (CI / "github.yml").read_text("utf-8")
    made = yaml.safe_load(text)
    made["on"] = made.pop(True)  # YAML 1.1, as PyYAML reads it, takes `on` for a truth
    return dict(made)


def gitlab() -> dict[str, Any]:
    return dict(yaml.safe_load((CI / "gitlab.yml").read_text("utf-8")))


def steps(job: str) -> dict[str, dict[str, Any]]:
    return {step.get("name") or step["uses"]: step for step in github()["jobs"][job]["steps"]}


SCRIPTS = {
    "github compare": steps("compare")["Compare"]["run"],
    "github comment": steps("comment")["Post or update the comment"]["run"],
    "gitlab compare": gitlab()["bareme-diff"]["script"][-1],
    "gitlab comment": gitlab()["bareme-comment"]["script"][-1],
}


def test_only_the_job_that_comments_may_write() -> None:
    flow = github()
    assert set(flow["on"]) == {"pull_request"}
    assert flow["permissions"] == {}
    permissions = {name: job["permissions"] for name, job in flow["jobs"].items()}
    assert permissions == {
        "compare": {"contents": "read"},
        "comment": {"pull-requests": "write"},
    }
    assert "head.repo.full_name == github.repository" in flow["jobs"]["comment"]["if"]
    brought = [step.get("uses", "") for step in flow["jobs"]["comment"]["steps"]]
    assert not any("checkout" in name for name in brought)


def test_actions_are_pinned_and_scripts_take_nothing_from_the_change() -> None:
    for job in github()["jobs"].values():
        for step in job["steps"]:
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", step.get("uses", f"a@{'0' * 40}"))
            assert "${{" not in step.get("run", "")
            for value in step.get("env", {}).values():
                assert not re.search(r"title|body|ref\b|label|login", value)
    told = (CI / "gitlab.yml").read_text("utf-8")
    assert not re.search(r"CI_\w*(TITLE|DESCRIPTION|MESSAGE|BRANCH_NAME|REF_NAME)", told)


def test_the_marker_is_that_of_the_comment() -> None:
    for script in SCRIPTS.values():
        assert MARKER in script


@needs_bash
@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_are_sound(name: str) -> None:
    done = subprocess.run(["bash", "-n", "-c", SCRIPTS[name]], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def run(script: str, where: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as the runners do: bash stops at the first failure, pipes included."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=where,
        env={"PATH": PATH, "NO_PROXY": "*", "GIT_CONFIG_GLOBAL": os.devnull, **variables},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


# Stands in for the program: notes how it is called, writes what it is told to.
STUB = """\
#!/bin/sh
printf '%s\\n' "$*" >> "$CALLS"
while [ $# -gt 1 ]; do
  if [ "$1" = --output ] && [ -n "$SAID" ]; then printf '%s' "$SAID" > "$2"; fi
  shift
done
exit "$ANSWER"
"""


@needs_bash
@pytest.mark.parametrize("forge", ["github", "gitlab"])
@pytest.mark.parametrize(("answer", "said"), [(0, "dit"), (1, HOSTILE), (2, "dit"), (2, "")])
def test_what_is_compared_and_what_comes_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forge: str, answer: int, said: str
) -> None:
    isolate(monkeypatch)
    repository = Repository(tmp_path / "depot")
    parted = repository.commit(ESSAI)
    repository.git("checkout", "-q", "-b", "changement")
    head = repository.commit({"essai/parameters.yaml": FIGURES.replace("1000", "1100")})
    repository.git("checkout", "-q", "main")
    target = repository.commit({"ailleurs.txt": "x"}, under=".")
    stub = tmp_path / "bin" / "bareme"
    stub.parent.mkdir()
    stub.write_text(STUB)
    stub.chmod(0o755)
    given = {"RULES": "rules", "PATH": f"{stub.parent}{os.pathsep}{PATH}"}
    given |= {"CALLS": str(tmp_path / "calls"), "ANSWER": str(answer), "SAID": said}
    if forge == "github":
        files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        done = run(
            SCRIPTS["github compare"], repository.path, BASE=target, HEAD=head, **given, **files
        )
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "GITHUB_OUTPUT").read_text() == f"status={answer}\n"
        verdict = steps("compare")["Verdict"]["run"]
        assert run(verdict, tmp_path, STATUS=str(answer)).returncode == answer
    else:
        known = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": target, "CI_COMMIT_SHA": head}
        done = run(SCRIPTS["gitlab compare"], repository.path, **known, **given)
        assert done.returncode == answer
    comment = (repository.path / "bareme-diff" / "comment.md").read_text("utf-8")
    if said:
        assert comment == said
    else:
        assert comment.startswith(f"{MARKER}\n**Les barèmes n'ont pas pu être comparés**")
    if forge == "github":
        assert (tmp_path / "GITHUB_STEP_SUMMARY").read_text("utf-8") == comment
    assert not (repository.path / "pris").exists()
    calls = (tmp_path / "calls").read_text("utf-8").splitlines()
    for call in calls:  # the program does take all these options
        asked = parse(shlex.split(call), COMMANDS, "")
        assert (asked.base, asked.head, asked.rules) == (parted, head, "rules")
    asked = parse(shlex.split(calls[0]), COMMANDS, "")
    assert (asked.fail_on, asked.format) == ("error", "markdown")


class Forge(ThreadingHTTPServer):
    """What GitHub and GitLab do of comments; `refuse` is a status to answer with instead."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.comments: list[dict[str, Any]] = []
        self.refuse = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def add(self, body: str, own: bool, kind: str = "Bot") -> dict[str, Any]:
        comment = {
            "id": 1000 + len(self.comments),
            "body": body,
            "user": {"type": kind},
            "author": {"id": 7 if own else 8},
            "html_url": "https://exemple.fr/1",
        }
        self.comments.append(comment)
        return comment


class _Handler(BaseHTTPRequestHandler):
    server: Forge

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its parent's name
        pass

    def _answer(self, data: object, status: int = 200) -> None:
        written = json.dumps(data).encode()
        self.send_response(self.server.refuse or status)
        self.send_header("Content-Length", str(len(written)))
        self.end_headers()
        self.wfile.write(written)

    def do_GET(self) -> None:
        assert "jeton" in f"{self.headers['Authorization']}{self.headers['PRIVATE-TOKEN']}"
        url = urlsplit(self.path)
        if url.path == "/user":
            return self._answer({"id": 7})
        assert url.path.endswith(("/issues/12/comments", "/projects/3/merge_requests/12/notes"))
        asked = parse_qs(url.query)
        size, page = int(asked["per_page"][0]), int(asked["page"][0])
        return self._answer(self.server.comments[size * (page - 1) : size * page])

    def _write(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        body = json.loads(raw)["body"] if raw[0] == "{" else parse_qs(raw)["body"][0]
        if len(body) > 65_536:
            return self._answer({"message": "Body is too long"}, 422)
        if self.server.refuse:
            return self._answer({})
        if self.command == "POST":
            return self._answer(self.server.add(body, own=True), 201)
        number = int(self.path.rpartition("/")[2])
        found = next(comment for comment in self.server.comments if comment["id"] == number)
        found["body"] = body
        return self._answer(found)

    do_POST = do_PATCH = do_PUT = _write  # noqa: N815  # the names its parent calls


@pytest.fixture
def forge() -> Iterator[Forge]:
    with Forge() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def post(forge: Forge, where: Path, kind: str, comment: str) -> subprocess.CompletedProcess[str]:
    (where / "bareme-diff").mkdir(exist_ok=True)
    (where / "bareme-diff" / "comment.md").write_text(comment, encoding="utf-8")
    variables = {"TOKEN": "jeton", "NUMBER": "12", "GITHUB_REPOSITORY": "a/b"}
    variables |= {"GITHUB_API_URL": forge.url, "CI_API_V4_URL": forge.url}
    variables |= {"BAREME_TOKEN": "jeton", "CI_MERGE_REQUEST_PROJECT_ID": "3"}
    return run(SCRIPTS[f"{kind} comment"], where, CI_MERGE_REQUEST_IID="12", **variables)


@needs_curl
@pytest.mark.parametrize("kind", ["github", "gitlab"])
@pytest.mark.parametrize("others", [0, 98, 230])
def test_one_comment_is_posted_then_brought_up_to_date(
    forge: Forge, tmp_path: Path, kind: str, others: int
) -> None:
    for number in range(others):
        forge.add(f"Un avis, le {number}e", own=False, kind="User")
    forge.add(f"{MARKER}\nquelqu'un d'autre", own=False, kind="User")
    forge.add(f"Sans la marque en tête : {MARKER}", own=True)
    expected = [dict(comment) for comment in forge.comments]
    for text in ("un", HOSTILE, "é€" * 29_000, "neuf"):
        done = post(forge, tmp_path, kind, f"{MARKER}\n{text}")
        assert done.returncode == 0, done.stderr
        assert [comment["body"] for comment in forge.comments] == [
            *(comment["body"] for comment in expected),
            f"{MARKER}\n{text}",
            *(["Un autre"] if text != "un" else []),
        ]
        if text == "un":
            forge.add("Un autre", own=False, kind="User")
    assert not (tmp_path / "pris").exists()


@needs_curl
def test_a_comment_too_long_for_github_is_cut(forge: Forge, tmp_path: Path) -> None:
    done = post(forge, tmp_path, "github", MARKER + "é" * 70_000)
    assert done.returncode == 0, done.stderr
    (comment,) = forge.comments
    assert comment["body"].startswith(MARKER + "é" * 64_000)
    assert comment["body"].endswith("é\n\n…")


@needs_curl
@pytest.mark.parametrize("kind", ["github", "gitlab"])
def test_a_refusal_is_not_taken_for_success(forge: Forge, tmp_path: Path, kind: str) -> None:
    forge.refuse = 403
    done = post(forge, tmp_path, kind, MARKER)
    assert done.returncode != 0
    assert "403" in done.stderr
    assert "jeton" not in done.stdout + done.stderr


@needs_bash
def test_without_a_token_or_a_comment_nothing_is_posted(tmp_path: Path) -> None:
    assert run(SCRIPTS["gitlab comment"], tmp_path).stdout.startswith("No BAREME_TOKEN")
    done = run(SCRIPTS["gitlab comment"], tmp_path, BAREME_TOKEN="jeton")
    assert done.stdout.startswith("Nothing to post")


def hooks() -> dict[str, dict[str, Any]]:
    listed = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    return {hook["id"]: hook for hook in listed}


def hook(name: str) -> int:
    """Call a hook as pre-commit does: its entry, then its arguments, from the top."""
    called = hooks()[name]
    program, *words = shlex.split(called["entry"]) + called["args"]
    assert (program, called["language"], called["pass_filenames"]) == ("bareme", "python", False)
    return main(words)


def test_the_hooks_stop_what_they_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    isolate(monkeypatch)
    repository = Repository(tmp_path / "depot")
    monkeypatch.chdir(repository.path)
    repository.commit(ESSAI)
    assert (hook("bareme-check"), hook("bareme-diff")) == (0, 0)
    label = FIGURES.replace("label: Seuil", "label: Seuil de revenu")
    repository.write({"essai/parameters.yaml": label})
    assert (hook("bareme-check"), hook("bareme-diff")) == (0, 0)
    repository.write({"essai/parameters.yaml": FIGURES.replace("1000", "1 000")})
    capsys.readouterr()
    assert (hook("bareme-check"), hook("bareme-diff")) == (1, 2)
    assert "rules/essai/parameters.yaml" in capsys.readouterr().out


def test_the_hooks_start_on_the_files_of_rulebooks() -> None:
    for called in hooks().values():
        for path, starts in {
            "rules/essai/parameters.yaml": True,
            "rules/essai/rulebook.yml": True,
            "docs/rules/essai.yaml": False,
            "rules/essai/notes.md": False,
        }.items():
            assert bool(re.search(called["files"], path)) == starts


def test_every_offer_is_on_the_page() -> None:
    page = (CI / "README.md").read_text("utf-8")
    for name in ("github.yml", "gitlab.yml", ".pre-commit-hooks.yaml", *hooks()):
        assert name in page
    assert MARKER in page
