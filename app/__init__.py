"""Claimdesk: the only module that knows every part of the house."""

from flask import Flask

from app import database
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
    return app
