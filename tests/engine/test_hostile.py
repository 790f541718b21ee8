"""Files that mean harm, or are merely mad: refused with a reason, or stopped with an incident."""

import time

import pytest

from . import diagrams as d
from . import extras as e
from .broken import SOUND, alone, beside
from .test_validate import check
from .world import World

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def with_doctype(doctype: str, content: bytes = SOUND) -> bytes:
    return content.replace(b"?>", f"?>{doctype}".encode(), 1)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE d [<!ENTITY l0 "ha">{LAUGHS}]>'
READS_A_FILE = '<!DOCTYPE d [<!ENTITY l0 SYSTEM "file:///etc/passwd">]>'
FETCHES = '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/evil.dtd">'
IN_TEXT = beside("<bpmn:textAnnotation><bpmn:text>&l9;</bpmn:text></bpmn:textAnnotation>")
IN_ATTRIBUTE = SOUND.replace(b'name="work"', b'name="&l9;"')


@pytest.mark.parametrize("doctype", [BOMB, READS_A_FILE, FETCHES, "<!DOCTYPE d>"])
@pytest.mark.parametrize("content", [SOUND, IN_TEXT, IN_ATTRIBUTE])
def test_a_file_with_a_document_type_is_refused_at_once(doctype: str, content: bytes) -> None:
    began = time.perf_counter()

    (finding,) = check(a=with_doctype(doctype, content))

    assert finding.rule in ("document_type", "not_xml")
    assert "root:" not in finding.reason
    assert time.perf_counter() - began < 1


def test_a_document_type_does_not_hide_in_another_encoding() -> None:
    text = with_doctype("<!DOCTYPE d>").decode().replace("UTF-8", "UTF-16")

    (finding,) = check(a=text.encode("utf-16"))
    assert finding.rule == "document_type"


@pytest.mark.parametrize(
    "content",
    [b"", b"\0", b"PK\x03\x04", b"{}", b"<", b"<a/>", b"\xff\xfe", SOUND[:200], SOUND + b"<a/>"],
)
def test_what_is_no_diagram_is_refused(content: bytes) -> None:
    (finding,) = check(a=content)
    assert (finding.level, finding.element) == ("error", "")


def test_ten_megabytes_are_refused_before_they_are_read() -> None:
    began = time.perf_counter()

    (finding,) = check(a=b"<" + b"a" * 10_000_000)

    assert finding.rule == "file_too_large"
    assert time.perf_counter() - began < 0.2


def test_a_wide_diagram_is_checked_in_time() -> None:
    names = [f"step_{number}" for number in range(1500)]
    tasks = map(d.user_task, names)
    content = d.diagram(d.start(), *tasks, d.end(), d.flows(" > ".join(["start", *names, "end"])))
    began = time.perf_counter()

    assert check(a=content) == []
    assert time.perf_counter() - began < 5


def test_a_diagram_of_many_messages_is_checked_in_time() -> None:
    names = [f"step_{number}" for number in range(1500)]
    tasks = (d.receive_task(name, f"m_{name}") for name in names)
    messages = [e.message(f"m_{name}", key="=key") for name in names]
    line = d.flows(" > ".join(["start", *names, "end"]))
    content = d.diagram(d.start(), *tasks, d.end(), line, declares=messages)
    began = time.perf_counter()

    assert check(a=content) == []
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (BPMN, "http://www.omg.org/spec/BPMN/2.1/MODEL", "not_bpmn"),
        (f' xmlns:bpmn="{BPMN}"', "", "not_xml"),
        ("camunda.org/schema/zeebe/1.0", "camunda.org/schema/zeebe/9.0", "user_task_dialect"),
        ("spec/BPMN/20100524/DI", "spec/BPMN/2/DI", "not_drawn"),
    ],
)
def test_namespaces_that_are_wrong_are_found(old: str, new: str, rule: str) -> None:
    found = check(a=SOUND.decode().replace(old, new).encode())
    assert rule in [finding.rule for finding in found]


@pytest.mark.parametrize(
    "code",
    [
        '=__import__("os").system("touch /tmp/owned")',
        '=open("/etc/passwd").read()',
        "=().__class__.__bases__[0].__subclasses__()",
        '=exec("1")',
        "=(function() external {java: {class: 'java.lang.System'}})()",
    ],
)
def test_code_in_an_expression_does_nothing(code: str) -> None:
    content = alone(d.script_task("x", code, "result"))

    world = World([content])
    world.start()

    assert world.variables().get("result") is None
    assert check(a=content) != []


@pytest.mark.parametrize("text", ["import os", "${execution.x}", "#{1+1}", "java.lang.Runtime"])
def test_a_script_that_is_not_feel_is_refused(text: str) -> None:
    (finding, *_) = check(a=alone(d.script_task("x", text, "result")))
    assert (finding.rule, finding.element) == ("script_missing", "x")


@pytest.mark.parametrize(
    "text",
    ["=" + "(" * 5000 + "1" + ")" * 5000, "=" + "-" * 5000 + "1", "=" + "[" * 5000 + "]" * 5000],
)
def test_an_expression_nested_without_end_is_refused(text: str) -> None:
    (finding,) = check(a=alone(d.script_task("x", text, "result")))
    assert (finding.rule, finding.element) == ("expression", "x")


def nested(depth: int) -> bytes:
    """Sub-processes within each other."""
    inner = d.plain_task("task_0")
    for level in range(1, depth + 1):
        ends = d.start(f"start_{level}"), d.end(f"end_{level}")
        flows = d.flows(f"start_{level} > task_{level - 1} > end_{level}")
        inner = d.sub_process(f"task_{level}", *ends, inner, flows)
    return alone(inner, f"task_{depth}")


def test_sub_processes_within_each_other_run() -> None:
    assert check(a=nested(40)) == []
    world = World([nested(40)], "step")
    world.start()
    assert world.done()


def test_sub_processes_without_end_are_refused() -> None:
    (finding,) = check(a=nested(400))
    assert finding.rule in ("not_xml", "not_parsed")


def test_a_loop_without_a_wait_is_stopped_with_an_incident() -> None:
    turn = d.script_task("turn", "=1", "n")
    loop = d.diagram(
        d.start(), d.exclusive("again"), turn, d.end(), d.flows("start > again > turn > again")
    )
    world = World([loop], "never")
    world.start()

    assert world.incident()[1] == "STEP_BUDGET"


def test_tokens_that_multiply_are_stopped_with_an_incident() -> None:
    content = d.diagram(
        d.start(), d.plain_task("x"), d.end(), d.flows("start > x", "x > x", "x > x", "x > end")
    )
    world = World([content], "never")
    began = time.perf_counter()
    world.start()

    assert {wait[3]["kind"] for wait in world.incidents()} == {"STEP_BUDGET"}
    assert time.perf_counter() - began < 5


def test_a_process_that_calls_itself_is_stopped_with_an_incident() -> None:
    world = World([alone(d.call("x", "p"))], "command")
    world.start()

    assert world.incident()[:2] == ("x", "CALLED_ELEMENT_ERROR")
