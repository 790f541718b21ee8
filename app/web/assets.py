"""Where browsers find scripts and styles: names that change with their content, kept for a year."""

import hashlib
import json
from pathlib import Path

from flask import Response, current_app, request, url_for

from app.web.blueprint import blueprint

STATIC = Path(__file__).resolve().parent / "static"
ENDPOINT = "web.static"
BUILT = "dist/"  # what frontend/ is built into; its names tell their content already
MANIFEST = "claimdesk.assets"  # in app.extensions: from the name to the built file's name
FOR_A_YEAR = "public, max-age=31536000, immutable"
VERSION = "v"

_versions: dict[Path, tuple[int, str]] = {}


def read_manifest(folder: Path = STATIC / BUILT) -> dict[str, str]:
    """Return what is built, by the name that pages ask for; empty where nothing is."""
    path = folder / "manifest.json"
    built: dict[str, str] = json.loads(path.read_bytes()) if path.exists() else {}
    return built


def asset(name: str) -> str:
    """Return the address of a built file, or "" where nothing is built: the page does without."""
    built = current_app.extensions[MANIFEST].get(name)
    return url_for(ENDPOINT, filename=BUILT + built) if built else ""


def version_of(path: Path) -> str:
    """Return what a file's content is told from; read again only when the file has changed."""
    changed = path.stat().st_mtime_ns
    known = _versions.get(path)
    if known is None or known[0] != changed:
        known = changed, hashlib.sha256(path.read_bytes()).hexdigest()[:10]
        _versions[path] = known
    return known[1]


@blueprint.url_defaults
def add_version(endpoint: str, values: dict[str, str]) -> None:
    """Let the address of each static file change with the file."""
    if endpoint == ENDPOINT and not values["filename"].startswith(BUILT):
        values.setdefault(VERSION, version_of(STATIC / values["filename"]))


def keep_static(response: Response) -> Response:
    """Let a file whose address tells its content be kept; another is asked for each time."""
    is_told = VERSION in request.args or (request.view_args or {})["filename"].startswith(BUILT)
    is_there = response.status_code in (200, 304)
    response.headers["Cache-Control"] = FOR_A_YEAR if is_told and is_there else "no-cache"
    return response
