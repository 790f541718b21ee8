"""The WSGI entry: ``waitress-serve wsgi:app``, and the app behind ``flask …``."""

from app import create_app
from app.cli import add_commands
from app.config import Settings
from app.serve import settle

app = create_app(Settings.from_env())
add_commands(app)
settle()
