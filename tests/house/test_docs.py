"""What the reference lists must be what there is: nothing undocumented, nothing documented that is gone."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from heard.cli.main import heard_command
from heard.domain.cases.queries.vocabulary import case_vocabulary
from heard.domain.criteria.rules import load
from heard.domain.criteria.rules.operators import SHAPES
from heard.domain.segments.queries.vocabulary import person_vocabulary
from tests.town.assets import LayerFactory
from tests.town.catalogue import asking

CHECKOUT = Path(__file__).resolve().parents[2]
REFERENCE = CHECKOUT / "docs" / "reference"
READ_FROM_ENVIRONMENT = re.compile(r'(?:environ(?:\.get)?[\[(]|_flag\(|_list\()\s*"(HEARD_[A-Z_]+)"')
QUOTED = re.compile(r'"(HEARD_[A-Z_]+)"')
LINK = re.compile(r"""(?:\]\(|<img src=")([^)#"\s]+)""")
LARGEST_PICTURE = 200_000


def rows(page: str) -> set[str]:
    """The first cells of a page's tables that hold nothing but code."""
    return set(re.findall(r"^\| `([^`]+)` \|", (REFERENCE / page).read_text(), re.MULTILINE))


def sources(*folders: str) -> Iterator[str]:
    for folder in folders:
        for file in (CHECKOUT / folder).rglob("*.py"):
            if "migrations" not in file.parts and file != Path(__file__):
                yield file.read_text()


def test_every_variable_is_documented() -> None:
    read = {name for text in sources("src", "tests", "bench") for name in READ_FROM_ENVIRONMENT.findall(text)}
    assert len(read) > 20
    assert read - rows("settings.md") == set()


def test_every_documented_variable_exists() -> None:
    there_are = {name for text in sources("src", "tests", "bench") for name in QUOTED.findall(text)}
    assert rows("settings.md") - there_are == set()


def commands() -> dict[str, click.Command]:
    context = click.Context(heard_command)
    found = {name: heard_command.get_command(context, name) for name in heard_command.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def options_of(command: click.Command) -> set[str]:
    own = {name for parameter in command.params for name in parameter.opts if name.startswith("--")}
    deeper = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*(options_of(one) for one in deeper)) - {"--help", "--version"}


def chapters() -> dict[str, str]:
    """`heard x`: what the page says of it."""
    _before, *parts = re.split(r"^### heard ", (REFERENCE / "commands.md").read_text(), flags=re.MULTILINE)
    return {name.strip(): text for name, text in (part.split("\n", 1) for part in parts)}


def test_every_command_has_its_chapter() -> None:
    assert set(chapters()) == set(commands())


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_option_is_documented_and_exists(name: str) -> None:
    assert set(re.findall(r"`(--[a-z-]+)`", chapters()[name])) == options_of(commands()[name])


def test_every_script_is_documented() -> None:
    assert {row for row in rows("commands.md") if row.startswith("bin/")} == {
        f"bin/{script.name}" for script in (CHECKOUT / "bin").iterdir()
    }


def recorded_kinds() -> set[str]:
    """Only operations write the journal; a literal of two words with a dot in one is a kind."""
    kinds: set[str] = set()
    for file in (CHECKOUT / "src/heard/domain").glob("*/operations*"):
        for module in [file] if file.is_file() else file.rglob("*.py"):
            nodes = ast.walk(ast.parse(module.read_text()))
            words = (node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str))
            kinds.update(word for word in words if re.fullmatch(r"[a-z_]+\.[a-z_]+", word))
    return kinds


def test_every_kind_of_the_journal_is_documented_and_recorded() -> None:
    kinds = {row for row in rows("journal.md") if "." in row}
    assert len(kinds) > 30
    assert kinds == recorded_kinds()


def table(page: str, heading: str) -> set[str]:
    """What stands in the first cells of the table below a heading."""
    chapter = (REFERENCE / page).read_text().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    cells = re.findall(r"^\| (`[^|]+) \|", chapter, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def test_the_fields_and_operators_of_conditions_are_those_documented() -> None:
    vocabulary = case_vocabulary()
    families = {f"{prefix}.…" for prefix in vocabulary.families}
    assert table("conditions.md", "Fields of a case") == set(vocabulary.fields) | families
    assert table("conditions.md", "Operators") == set(SHAPES)


def test_the_fields_about_people_are_those_documented_and_so_is_what_is_sensitive() -> None:
    vocabulary = person_vocabulary()
    families = {f"{prefix}.…" for prefix in vocabulary.families}
    assert table("conditions.md", "Fields of a person") == set(vocabulary.fields) | families
    chapter = (REFERENCE / "conditions.md").read_text().partition("## Fields of a person\n")[2].partition("\n## ")[0]
    sensitive = set(re.findall(r"^\| `(\w+)` .* yes \|$", chapter, re.MULTILINE))
    assert sensitive == {name for name, field in vocabulary.fields.items() if field.sensitive}


@pytest.mark.django_db
def test_the_example_conditions_can_be_read() -> None:
    asking({"code": "danger", "label": "Is it dangerous?", "kind": "yes_no"})
    LayerFactory(code="school")
    examples = re.findall(r"```json\n(.*?)```", (REFERENCE / "conditions.md").read_text(), re.DOTALL)
    assert len(examples) > 3
    for example in examples:
        assert load(json.loads(example), case_vocabulary()).in_words()


def pages() -> list[Path]:
    return [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("page", pages(), ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(page.read_text()) if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_front_door_leads_to_every_page() -> None:
    """Each page by itself, decisions by their folder."""
    door = (CHECKOUT / "docs" / "README.md").read_text()
    led_to = {(CHECKOUT / "docs" / link).resolve() for link in LINK.findall(door) if "://" not in link}
    of_docs = [page for page in pages() if page.parent != CHECKOUT and page.name != "README.md"]
    assert [page for page in of_docs if page not in led_to and page.parent not in led_to] == []


def test_pictures_are_shown_and_small() -> None:
    pictures = list((CHECKOUT / "docs" / "pictures").iterdir())
    shown = {(page.parent / link).resolve() for page in pages() for link in LINK.findall(page.read_text())}
    assert [picture.name for picture in pictures if picture not in shown] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []
