"""Claimdesk: the only module that knows every part of the house."""

from flask import Flask

from app import database, secrets
from app.api import create_api
from app.api.parts import Parts
from app.config import Settings
from app.extensions import db, migrate

SETTINGS = "claimdesk.settings"  # in app.extensions


def create_app(settings: Settings) -> Flask:
    """Put the parts together."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    settings.data.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.extensions[SETTINGS] = settings
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        database.prepare(db.engine)
    _add_api(app, settings)
    return app


def _add_api(app: Flask, settings: Settings) -> None:
    keys = secrets.load_keys(settings.data, demo=settings.demo or settings.test_mode)
    app.config["SECRET_KEY"] = keys.session
    with app.app_context():
        secrets.attach(db.engine, keys)
    create_api(app, Parts(keys=keys, files=settings.data / "files", test_mode=settings.test_mode))
