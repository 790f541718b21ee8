"""The WSGI entry: ``waitress-serve wsgi:app``."""

from app import create_app
from app.config import Settings

app = create_app(Settings.from_env())
