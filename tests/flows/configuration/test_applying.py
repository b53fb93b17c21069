"""Files are applied as a whole or not at all; what is wrong with them is told with file and line; one can go back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from heard.domain.catalogue.models import Service
from heard.domain.configuration.rules.problems import BrokenFiles
from heard.domain.journal.models import Entry
from heard.domain.questions.queries import current_version
from heard.domain.routing.models import Rule
from heard.flows import configuration
from heard.flows.configuration import apply, chosen, current_setup, exported, plan, plan_back, read_files, roll_back
from heard.flows.configuration.planning import worked_out
from heard.kernel.actor import SYSTEM
from heard.kernel.errors import Refused

if TYPE_CHECKING:
    from heard.domain.configuration.models import Applied

pytestmark = pytest.mark.django_db

COUNCIL = {
    "heard.yaml": "format: 1\ncouncil: Fairmere\n",
    "calendars.yaml": "- name: Office\n  windows:\n  - days: [mon, fri]\n    opens: 09:00\n    closes: 17:00\n",
    "departments.yaml": "- code: roads\n  name: Roads\n  live: false\n",
    "teams.yaml": "- code: north\n  name: North\n  department: roads\n  calendar: Office\n",
    "groups.yaml": "- code: roads\n  name: Roads\n",
    "questionnaires/hole.yaml": (
        "code: hole\nname: The hole\npages:\n- code: hole\n  title: The hole\n  questions:\n"
        "  - code: depth\n    kind: number\n    label: How deep?\n    unit: cm\n"
        "  - code: fell\n    kind: yes_no\n    label: Did somebody fall?\n"
        "    show_if:\n      field: answers.depth\n      more_than: 5\n"
    ),
    "services/pothole.yaml": (
        "code: pothole\nname: Pothole\ngroup: roads\nwords:\n- crater\ndepartment: roads\nquestionnaire: hole\n"
        "targets:\n- resolution: 5d\n- priority: high\n  resolution: 1d\n"
        "- resolution: 4h\n  condition:\n    field: text\n    contains:\n    - child\n"
    ),
    "rules.yaml": (
        "- name: Deep\n  condition:\n    field: answers.depth\n    more_than: 10\n  team: north\n  priority: high\n"
        "- name: Roads\n  condition:\n    field: service\n    is: pothole\n  team: north\n"
    ),
    "automations.yaml": (
        "- code: urgent\n  name: Children first\n  trigger:\n    'on': case.opened\n  condition:\n    field: text\n"
        "    contains:\n    - child\n  steps:\n  - step: priority\n    priority: urgent\n  active: true\n"
    ),
}  # fmt: skip


def files(**changed: str | None) -> dict[str, bytes]:
    """The council's files, some of them others or (None) left out; dots stand for slashes."""
    renamed = {name.replace("__", "/") + ".yaml": text for name, text in changed.items()}
    return {name: text.encode() for name, text in (COUNCIL | renamed).items() if text is not None}


def applied(**changed: str | None) -> Applied:
    documents = read_files(files(**changed))
    done = apply(documents, planned=plan(documents, actor=SYSTEM), actor=SYSTEM)
    assert done
    return done


def refused(**changed: str | None) -> list[str]:
    """What is told; and nothing is changed."""
    before = current_setup(), Entry.objects.count()
    with pytest.raises(BrokenFiles) as broken:
        plan(read_files(files(**changed)), actor=SYSTEM)
    assert (current_setup(), Entry.objects.count()) == before
    return [str(problem) for problem in broken.value.problems]


def test_everything_is_made_by_the_domains_own_operations() -> None:
    assert applied()
    service = Service.objects.get()
    assert (service.department.live, service.words, service.targets.count()) == (False, "crater", 3)
    assert current_version(service.questionnaire_id).number == 1
    kinds = set(Entry.objects.values_list("kind", flat=True))
    assert {
        "service.added",
        "rule.added",
        "questionnaire.published",
        "automation.switched_on",
        "targets.changed",
    } <= kinds
    assert Entry.objects.filter(kind="configuration.applied").count() == 1


def test_what_is_exported_is_what_was_applied() -> None:
    applied()
    written = {name: content.decode() for name, content in exported().items()}
    assert written["services/pothole.yaml"] == COUNCIL["services/pothole.yaml"]
    assert written["questionnaires/hole.yaml"] == COUNCIL["questionnaires/hole.yaml"]
    assert written["rules.yaml"] == COUNCIL["rules.yaml"]


def service(more: str) -> str:
    return f"code: pothole\nname: Pothole\ngroup: roads\n{more}"


def question(more: str) -> str:
    top = "code: hole\nname: H\npages:\n- code: hole\n  title: H\n  questions:\n  - code: depth\n    label: D\n"
    return top + more


def workflow(status: str, more: str = "") -> str:
    return f"code: work\nname: W\nstages:\n- code: a\n  name: A\n  status: {status}\n{more}"


WRONG = {
    "a group that is gone": ("groups", "- code: bins\n  name: Bins\n", "services/pothole.yaml:3: There is no “roads”"),
    "no department": ("teams", "- code: north\n  name: N\n  department: x\n  calendar: Office\n", "teams.yaml:3: "),
    "a rule's condition": (
        "rules",
        "- name: D\n  team: north\n  condition:\n    any:\n    - {field: text, is: a}\n    - {field: hue, is: 1}\n",
        "rules.yaml:6: ",
    ),
    "no spell": ("services__pothole", service("targets:\n- resolution: soon\n"), ":5: "),
    "two promises": ("services__pothole", service("targets:\n- resolution: 1d\n- resolution: 2d\n"), ":6: There are"),
    "a target's condition": (
        "services__pothole",
        service("targets:\n- resolution: 1d\n  condition:\n    field: colour\n    is: red\n"),
        "services/pothole.yaml:6: ",
    ),
    "no priority": ("services__pothole", service("default_priority: big\n"), "services/pothole.yaml:4: "),
    "a question's kind": ("questionnaires__hole", question("    kind: colour\n"), "questionnaires/hole.yaml:9: "),
    "a question's condition": (
        "questionnaires__hole",
        question("    kind: number\n    show_if:\n      field: answers.width\n      is: 1\n"),
        "questionnaires/hole.yaml:1",
    ),
    "no step": (
        "automations",
        "- code: a\n  name: A\n  trigger:\n    'on': case.opened\n  steps:\n  - step: fly\n",
        "automations.yaml:6: ",
    ),
    "no status": ("workflows__work", workflow("asleep"), "workflows/work.yaml:6: "),
    "a service that is not there": (
        "workflows__work",
        workflow("received", "cases:\n- code: c\n  service: paint\n  stage: a\n"),
        "workflows/work.yaml:9: There is no “paint”",
    ),
    "no hours": (
        "calendars",
        "- name: Office\n  windows:\n  - days: [mon]\n    opens: 25:00\n    closes: 17:00\n",
        "calendars.yaml:1: ",
    ),
    "an unknown gap": ("templates", "- name: T\n  text: Hello {stranger}\n", "templates.yaml:2: "),
    "nothing that is kept": ("retention", "- kind: dust\n  keep_days: 365\n", "retention.yaml:1: "),
    "no purpose": ("wordings", "- purpose: war\n  language: en\n  text: Yes\n", "wordings.yaml:1: "),
    "no time": ("restraints", "- purpose: information\n  per_week: 2\n  quiet_from: late\n", "restraints.yaml:3: "),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_with_its_line_and_nothing_is_changed(what: str) -> None:
    file, text, told = WRONG[what]
    problems = refused(**{file: text})
    assert [problem for problem in problems if told in problem], problems


def test_several_mistakes_are_told_at_once() -> None:
    told = refused(
        templates="- name: T\n  text: Hello {stranger}\n- name: U\n  text: Hello {nobody}\n",
        retention="- kind: dust\n  keep_days: 365\n",
    )
    assert [one.partition(" ")[0] for one in told] == ["retention.yaml:1:", "templates.yaml:2:", "templates.yaml:4:"]


def test_it_is_all_or_nothing_also_when_applied_without_a_look() -> None:
    before = current_setup()
    broken = read_files(files(templates="- name: T\n  text: Hello {stranger}\n"))
    with pytest.raises(BrokenFiles):
        apply(broken, planned=worked_out(broken), actor=SYSTEM)
    assert current_setup() == before


def test_what_the_files_leave_out_goes_out_of_use_unless_one_only_adds() -> None:
    applied()
    more = read_files(
        files(
            rules="- name: All\n  team: north\n",
            services__pothole=None,
            services__ice="code: ice\nname: Ice\ngroup: roads\n",
        )
    )
    only_adding = plan(more, add_only=True, actor=SYSTEM)
    assert {change.what for change in only_adding.changes} == {"new"}
    apply(more, planned=plan(more, actor=SYSTEM), actor=SYSTEM)
    assert set(Service.objects.values_list("code", "active")) == {("pothole", False), ("ice", True)}
    assert sorted(Rule.objects.values_list("name", "active")) == [("All", True), ("Deep", False), ("Roads", False)]
    assert plan(more, actor=SYSTEM).changes == []


def test_one_section_alone() -> None:
    applied()
    other = read_files(files(rules="- name: All\n  team: north\n", groups="- code: roads\n  name: Streets\n"))
    planned = plan(other, only=["groups"], actor=SYSTEM)
    assert [change.words for change in planned.changes] == ["Group of services “Streets” changes"]
    apply(other, planned=planned, actor=SYSTEM)
    assert Rule.objects.count() == 2


def test_going_back_is_what_was_before() -> None:
    applied()
    before = current_setup()
    done = applied(
        rules="- name: Roads\n  team: north\n- name: Deep\n  team: north\n",
        departments="- code: roads\n  name: Highways\n",
        questionnaires__hole=COUNCIL["questionnaires/hole.yaml"].replace("How deep?", "How deep is it?"),
        services__pothole=COUNCIL["services/pothole.yaml"].replace("5d", "9d"),
        automations="[]\n",
    )
    assert {change["section"] for change in done.plan} == {
        "rules", "departments", "questionnaires", "services", "automations"
    }  # fmt: skip
    assert set(done.before) == {change["section"] for change in done.plan}
    undone = roll_back(done, planned=plan_back(done, actor=SYSTEM), actor=SYSTEM)
    assert current_setup() == before
    assert undone.undoes == done
    assert roll_back(done, planned=plan_back(done, actor=SYSTEM), actor=SYSTEM) is None


def test_a_plan_holds_for_the_set_up_it_was_made_from() -> None:
    applied()
    documents = read_files(files(groups="- code: roads\n  name: Streets\n"))
    planned = plan(documents, actor=SYSTEM)
    Service.objects.update(reopen_days=99)
    with pytest.raises(Refused, match="changed meanwhile"):
        apply(documents, planned=planned, actor=SYSTEM)


def test_a_case_keeps_the_version_it_was_asked_and_the_next_one_is_published() -> None:
    applied()
    asked = current_version(Service.objects.get().questionnaire_id)
    applied(questionnaires__hole=COUNCIL["questionnaires/hole.yaml"].replace("How deep?", "How deep is it?"))
    asked.refresh_from_db()
    assert "How deep?" in str(asked.definition)
    assert current_version(Service.objects.get().questionnaire_id).number == 2


def test_some_services_alone_bring_what_they_need() -> None:
    documents = read_files(files(services__ice="code: ice\nname: Ice\ngroup: roads\n"))
    some = chosen(documents, services={"pothole"})
    assert {name: len(items) for name, items in some.setup.items()} == {
        "departments": 1, "questionnaires": 1, "groups": 1, "services": 1
    }  # fmt: skip
    apply(some, planned=plan(some, add_only=True, actor=SYSTEM), actor=SYSTEM)
    assert Service.objects.get().code == "pothole"


def test_two_councils_are_compared_without_either() -> None:
    one, other = read_files(files()), read_files(files(groups="- code: roads\n  name: Streets\n"))
    assert [str(one) for change in configuration.compared(one, other) for one in change.differences] == [
        "name: Roads → Streets"
    ]


def test_files_are_written_into_a_folder_and_old_ones_go(tmp_path) -> None:
    applied()
    configuration.put_into(tmp_path / "ours", exported())
    (tmp_path / "ours" / "README.md").write_text("Ours")
    (tmp_path / "ours" / "services" / "gone.yaml").write_text("code: gone\n")
    configuration.put_into(tmp_path / "ours", exported())
    assert configuration.files_in(tmp_path / "ours") == exported() | {"README.md": b"Ours"}
    configuration.put_into(tmp_path / "ours.zip", exported())
    assert configuration.files_in(tmp_path / "ours.zip") == exported()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "letter.txt").write_text("Dear")
    with pytest.raises(Refused, match="holds other things"):
        configuration.put_into(tmp_path / "other", exported())
