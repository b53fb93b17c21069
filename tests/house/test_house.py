"""The house is measured: sizes, docstrings, names. What docs/architecture.md promises, this page counts."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

CHECKOUT = Path(__file__).resolve().parents[2]
HEARD = CHECKOUT / "src" / "heard"

MEDIAN_LINES, MOST_LINES, MOST_LINES_OF_A_FUNCTION = 80, 500, 40
# Functions that may be longer, each with its reason: "path::name": "why".
LONGER = {"adapters/channels/email/reading.py::_read": "one line for each field of what a mail says"}
NOT_A_NAME = re.compile(r"^(utils?|helpers?|common|misc|managers?)$")
# A service is what a council offers: these show or make services, and hold no logic of all kinds.
ABOUT_SERVICES = {"web/desk/settings/services.py"}
SIGNALS = {"django.db.models.signals", "django.dispatch", "django.core.signals"}


@cache
def modules() -> dict[str, str]:
    """Every module of Heard by its path; migrations are Django's handwriting."""
    files = (file for file in HEARD.rglob("*.py") if "migrations" not in file.parts)
    return {str(file.relative_to(HEARD)): file.read_text() for file in files}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path, text in sorted(modules().items()):
        yield path, ast.parse(text)


def lengths() -> dict[str, int]:
    """Lines of each module that has more to it than a docstring."""
    return {path: len(text.splitlines()) for path, text in modules().items() if len(ast.parse(text).body) > 1}


def test_files_are_short() -> None:
    lines = lengths()
    longest = sorted(lines, key=lines.__getitem__, reverse=True)[:5]
    figures = f"{len(lines)} files, median {median(lines.values()):.0f}; longest: " + ", ".join(
        f"{path} ({lines[path]})" for path in longest
    )
    assert median(lines.values()) <= MEDIAN_LINES, figures
    assert lines[longest[0]] <= MOST_LINES, figures


def test_functions_fit_on_a_screen() -> None:
    long = {
        f"{path}::{node.name}": node.end_lineno - node.lineno + 1
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_LINES_OF_A_FUNCTION
    }
    assert {name: lines for name, lines in long.items() if name not in LONGER} == {}
    assert set(LONGER) - set(long) == set(), "no longer long: take them out of the list"


def test_every_module_says_what_lives_in_it() -> None:
    silent = [path for path, tree in trees() if tree.body and not ast.get_docstring(tree)]
    assert silent == []


def test_no_drawers_for_odds_and_ends() -> None:
    """A name that fits anything collects everything."""
    parts = {path: [Path(part).stem for part in Path(path).parts] for path in modules()}
    assert [path for path, names in parts.items() if any(NOT_A_NAME.match(name) for name in names)] == []
    services = {path for path, names in parts.items() if "services" in names}
    assert services - ABOUT_SERVICES == set()


def test_no_signals() -> None:
    """Who calls whom can be read; nothing happens behind one's back."""
    using = [path for path, tree in trees() if SIGNALS & set(_imported(tree))]
    assert using == []


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def test_nobody_else_writes_the_rows_of_a_domain() -> None:
    """Surfaces, jobs and commands call operations and flows; they save nothing themselves."""
    writes = {"save", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
    above = [(path, tree) for path, tree in trees() if path.startswith(("web/", "jobs/", "flows/"))]
    found = [
        f"{path}:{node.lineno} .{node.func.attr}()"
        for path, tree in above
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in writes
        and ast.unparse(node.func) != "form.save"  # which calls operations
    ]
    assert found == []


def test_templates_are_named_after_what_they_show() -> None:
    """Small letters, words joined by a line, below a folder of their surface's name."""
    templates = [file for file in HEARD.rglob("templates/**/*") if file.is_file()]
    assert len(templates) > 20
    odd = [
        file
        for file in templates
        if not re.fullmatch(r"[a-z0-9_]+(\.[a-z]+)?\.(html|txt|svg|js|json|css|webmanifest)", file.name)
    ]
    homeless = []
    for file in templates:
        surface = file.parts[file.parts.index("templates") - 1]
        if file.parts[file.parts.index("templates") + 1] != surface:
            homeless.append(file)
    assert [str(file.relative_to(HEARD)) for file in odd + homeless] == []


def test_the_tree_of_the_plan_is_the_tree_there_is() -> None:
    """docs/architecture.md names every room of the house."""
    plan = (CHECKOUT / "docs" / "architecture.md").read_text().partition("```\n")[2].partition("```")[0]
    named = set(re.findall(r"^ +([a-z_]+)/ ", plan, re.MULTILINE))
    rooms = {
        folder.name
        for parent in ("", "web", "domain", "adapters")
        for folder in (HEARD / parent).iterdir()
        if folder.is_dir() and folder.name not in {"__pycache__", "locale", "static", "templates"}
    }
    assert rooms - named == set()
