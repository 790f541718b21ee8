#!/usr/bin/env python3
"""One command for everything; it first sets up what is missing, in .venv beside this file.

python3 dev.py run              the product on http://127.0.0.1:8765, with demo data
python3 dev.py test [ARGS]      all tests, on SQLite and PostgreSQL (ARGS go to pytest)
python3 dev.py check [--fast]   what CI runs: format, lint, types, diagrams and so on, then tests
python3 dev.py fix              format the code and mend what the linter can mend
python3 dev.py seed             fill an empty database with the demo company
python3 dev.py migrate [NAME]   bring the database up to date; with NAME write a new migration
python3 dev.py golden           write the golden files anew
python3 dev.py diagrams [ARGS]  draw the diagrams for the guides, with --lang en in English
python3 dev.py screens [ARGS]   photograph the pages for the guide of the staff
python3 dev.py bench [ARGS]     measure, each figure as a ratio to a floor of the same run
python3 dev.py tck PATH [ARGS]  run the DMN compatibility kit in PATH
"""

import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / ".claimdesk-stamp"
SUPPORTED = ((3, 11), (3, 13))
SOURCES = ("app", "frontend", "tests", "migrations", "dev.py", "hatch_build.py", "wsgi.py")
#: what the tests of a file share is made once; tests/order.py says which files come first
BY_FILE = ("--dist", "loadfile", "--no-loadscope-reorder")
CHECKS = (  # (what it says when it fails, arguments of Python)
    ("format: run 'python3 dev.py fix'", ("-m", "ruff", "format", "--check", *SOURCES)),
    ("lint", ("-m", "ruff", "check", *SOURCES)),
    ("types", ("-m", "mypy")),
    ("imports", ("-c", "from importlinter.cli import lint_imports_command as c; c()")),
    ("diagrams", ("-m", "tests.frontend.lint")),
    ("migrations: run 'python3 dev.py migrate NAME'", ("-m", "app.cli", "check-migrations")),
)


def main(arguments: list[str]) -> int:
    """Run one command; return its exit code."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    set_up()
    return COMMANDS[arguments[0]](arguments[1:])


def set_up() -> None:
    """Make the environment and install the project, unless both are as the lock says."""
    ensure_python()
    wanted = fingerprint()
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == wanted:
        build_scripts()
        return
    if not PYTHON.exists():
        make_environment()
    print("Setting up .venv (once; about a minute) ...", flush=True)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run(
        [*pip, "--require-hashes", "-r", ROOT / "requirements.lock"], cwd=ROOT, check=True
    )
    build_scripts()
    once = {**os.environ, "CLAIMDESK_SKIP_ASSETS": "1"}  # they are built, or it has been said
    subprocess.run([*pip, "--no-deps", "-e", "."], cwd=ROOT, check=True, env=once)
    STAMP.write_text(wanted)


def build_scripts() -> None:
    """Build what browsers run, if its sources have changed; the product runs without, too."""
    from frontend import bundle

    if not bundle.is_current():
        python("-m", "frontend.bundle")


def ensure_python() -> None:
    low, high = SUPPORTED
    if not low <= sys.version_info[:2] <= high:
        names = " to ".join(".".join(map(str, version)) for version in SUPPORTED)
        sys.exit(f"Claimdesk runs on Python {names}; this is {sys.version.split()[0]}.")


def fingerprint() -> str:
    """Say what the environment has to match: the lock, the project file, this Python."""
    parts = [(ROOT / name).read_bytes() for name in ("requirements.lock", "pyproject.toml")]
    return hashlib.sha256(b"\0".join([*parts, sys.version.encode()])).hexdigest()


def make_environment() -> None:
    try:
        import ensurepip  # noqa: F401
        import venv
    except ImportError:
        sys.exit("Python's venv is missing; on Debian or Ubuntu: apt install python3-venv")
    venv.EnvBuilder(with_pip=True).create(VENV)


def python(*arguments: object, **environment: str) -> int:
    """Run the environment's Python in the project's folder."""
    env = {**os.environ, **environment}
    return subprocess.call([str(PYTHON), *map(str, arguments)], cwd=ROOT, env=env)


def run(arguments: list[str]) -> int:
    """Become the server, so that whoever ends this process ends it and not only its starter."""
    command = ("-m", "app.cli", "run", *arguments)
    if os.name == "nt":  # where a process cannot become another
        return python(*command, CLAIMDESK_DEMO=demo())
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), *command], {**os.environ, "CLAIMDESK_DEMO": demo()})


def demo() -> str:
    """Return the demo flag: on, unless test mode or the caller says otherwise."""
    if os.environ.get("CLAIMDESK_TEST_MODE") == "1":
        return "0"
    return os.environ.get("CLAIMDESK_DEMO", "1")


def test(arguments: list[str]) -> int:
    told = any(a.startswith("-n") for a in arguments)
    workers = () if told else ("-n", "auto", *BY_FILE)
    return python("-m", "pytest", *workers, *arguments)


def check(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as data:
        for name, command in CHECKS:
            print(f"== {name.partition(':')[0]}", flush=True)
            if python(*command, CLAIMDESK_TEST_MODE="1", CLAIMDESK_DATA=data, DATABASE_URL="") != 0:
                print(f"check failed: {name}")
                return 1
    if "--fast" in arguments:
        return 0
    print("== tests", flush=True)
    return test([])


def fix(arguments: list[str]) -> int:
    return python("-m", "ruff", "check", "--fix", *SOURCES) | python(
        "-m", "ruff", "format", *SOURCES
    )


def seed(arguments: list[str]) -> int:
    return python("-m", "app.cli", "seed", *arguments, CLAIMDESK_DEMO=demo())


def migrate(arguments: list[str]) -> int:
    command = "write-migration" if arguments else "migrate"
    return python("-m", "app.cli", command, *arguments, CLAIMDESK_DEMO=demo())


def golden(arguments: list[str]) -> int:
    return python("-m", "tests.golden.write", *arguments)


def diagrams(arguments: list[str]) -> int:
    return python("-m", "tests.frontend.pictures", *arguments)


def screens(arguments: list[str]) -> int:
    return python("-m", "tests.frontend.screens", *arguments)


def bench(arguments: list[str]) -> int:
    return python("-m", "tests.bench", *arguments)


def tck(arguments: list[str]) -> int:
    return python("-m", "app.decisions.kit", *arguments)


COMMANDS = {
    "run": run,
    "test": test,
    "check": check,
    "fix": fix,
    "seed": seed,
    "migrate": migrate,
    "golden": golden,
    "diagrams": diagrams,
    "screens": screens,
    "bench": bench,
    "tck": tck,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
