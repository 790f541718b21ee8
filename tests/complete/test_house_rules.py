"""The house keeps its own rules: small modules and functions, one place that commits."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.complete.sources import APP, ROOT, functions, length, modules, place, tracked, tree
from tests.order import LONGEST

MODULE_LINES = 300
FUNCTION_LINES = 40
NAMES_THAT_SAY_NOTHING = re.compile(r"^(utils?|helpers?|common|misc|managers?|base_.*)$")
LONG_FOR_A_REASON = f"longer than {MODULE_LINES} lines"  # in a docstring, with the reason

#: How the machine on which the project is written might show: its folders and its registries.
ELSEWHERE = re.compile(
    r"(?<![\w./{}])/(?:home|root|Users|opt|mnt|workspace)/\w|(?:index|extra-index)-url"
    r"|\"resolved\": \"http"
)


def too_long(path: Path) -> bool:
    return len(path.read_text("utf-8").splitlines()) > MODULE_LINES


def commits(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".commit"):
            yield place(path, node.lineno)


def inner_imports(path: Path) -> Iterator[str]:
    for function in functions(path):
        for node in ast.walk(function):
            names = [getattr(node, "module", None) or ""]
            names += [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            own = any(name == "app" or name.startswith("app.") for name in names)
            relative = isinstance(node, ast.ImportFrom) and node.level > 0
            if isinstance(node, ast.Import | ast.ImportFrom) and (own or relative):
                yield place(path, node.lineno)


def clocks_of_the_machine(path: Path) -> Iterator[str]:
    """List where the machine is asked for the time."""
    asked = {"now", "utcnow", "today"}
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = ast.unparse(node.func.value)
            if node.func.attr in asked and owner.split(".")[-1] in ("datetime", "date"):
                yield place(path, node.lineno)
            if ast.unparse(node.func) in ("time.time", "time.time_ns"):
                yield place(path, node.lineno)


def floats(path: Path) -> Iterator[str]:
    """List where money could become a float."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "float":
            yield place(path, node.lineno)


def test_a_module_is_read_in_one_go_or_says_why_not() -> None:
    long = [path for path in modules("app", "tests") if too_long(path)]

    unexplained = [
        str(path.relative_to(ROOT))
        for path in long
        if LONG_FOR_A_REASON not in (ast.get_docstring(tree(path)) or "")
    ]

    assert unexplained == []


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        path for path in modules() if path.stat().st_size and not ast.get_docstring(tree(path))
    ]

    assert silent == []


def test_a_function_is_seen_at_once() -> None:
    long = [
        f"{place(path, function.lineno)} {function.name}: {length(function)} lines"
        for path in modules()
        for function in functions(path)
        if length(function) > FUNCTION_LINES
    ]

    assert long == []


def test_only_the_transaction_commits() -> None:
    committing = [where for path in modules() for where in commits(path)]

    assert [where.partition(":")[0] for where in committing] == ["app/transaction.py"]


def test_no_import_of_the_house_hides_in_a_function() -> None:
    assert [where for path in modules() for where in inner_imports(path)] == []


def test_nobody_asks_the_machine_for_the_time_but_the_clock_and_the_door() -> None:
    asking = {
        where.partition(":")[0] for path in modules() for where in clocks_of_the_machine(path)
    }

    # a bearer token and a sign-in's cookie live by wall time, whatever a test clock shows
    assert asking <= {"app/clock.py", "app/api/auth.py", "app/identity/sessions.py"}


def test_only_the_settings_read_the_environment() -> None:
    reading = {
        str(path.relative_to(ROOT))
        for path in modules()
        for node in ast.walk(tree(path))
        if ast.unparse(node) in ("os.environ", "os.getenv")
    }

    assert reading == {"app/config.py"}


def test_no_amount_of_money_becomes_a_float() -> None:
    rooms = ("insurance", "sla", "inbox", "identity", "outbox", "audit")
    paths = [path for room in rooms for path in modules(f"app/{room}")]

    assert [where for path in paths for where in floats(path)] == []


def test_whoever_handles_an_overdue_clock_is_told_when_a_feature_stops_it() -> None:
    # app.cases.clocks.stop_clock tells; the one of the clocks themselves only returns what it ended
    silent = [
        place(path, node.lineno)
        for path in modules("app/insurance")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and re.fullmatch(r"sla\.(stop|cancel)_\w+", ast.unparse(node.func))
    ]

    assert silent == []


def test_names_of_files_say_what_is_in_them() -> None:
    names = {path.stem for path in APP.rglob("*") if path.name != "__init__.py"}

    assert [name for name in names if NAMES_THAT_SAY_NOTHING.match(name)] == []


def test_the_tests_that_workers_begin_with_are_there() -> None:
    assert [name for name in LONGEST if not (ROOT / "tests" / name).is_file()] == []


def test_the_project_speaks_only_of_itself() -> None:
    texts = ((path, path.read_bytes()) for path in tracked() if path != Path(__file__))

    strangers = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path, content in texts
        if b"\0" not in content and (found := ELSEWHERE.search(content.decode("utf-8", "replace")))
    ]

    assert strangers == []
