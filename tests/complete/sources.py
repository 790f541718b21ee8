"""The project's own files, as the tests of this folder read them."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> list[Path]:
    """List the Python files of folders, by default of the product."""
    return [
        path for folder in folders or ("app",) for path in sorted((ROOT / folder).rglob("*.py"))
    ]


@functools.cache
def tree(path: Path) -> ast.Module:
    """Parse a module once."""
    return ast.parse(path.read_text("utf-8"))


def functions(path: Path) -> Iterator[Function]:
    """Visit every function of a module, those inside others too."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, FUNCTIONS))


def length(function: Function) -> int:
    """Count the lines of a function without its docstring."""
    described = ast.get_docstring(function, clean=False)
    first = function.body[0]
    spoken = (first.end_lineno or 0) - first.lineno + 1 if described is not None else 0
    return (function.end_lineno or 0) - function.lineno + 1 - spoken


def place(path: Path, line: int) -> str:
    """Name a line of a file."""
    return f"{path.relative_to(ROOT)}:{line}"


def tracked() -> list[Path]:
    """List every file of the project, as git knows them."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    paths = (ROOT / name for name in listed.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]
