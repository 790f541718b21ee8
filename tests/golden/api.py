"""The description of the API: what a change means to those who call it."""

import json
import tempfile
from pathlib import Path

from app import create_app
from app.config import ROOT, Settings
from app.extensions import db

DESCRIPTION = ROOT / "tests/golden/openapi.json"
ADDRESS = "/api/v1/openapi.json"


def api() -> dict[Path, str]:
    """Write the OpenAPI document as the product serves it."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        settings = Settings(database_url=f"sqlite:///{data}/empty.db", data=data, test_mode=True)
        app = create_app(settings)
        document = app.test_client().get(ADDRESS).json
        with app.app_context():
            db.engine.dispose()
    return {DESCRIPTION: json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"}
