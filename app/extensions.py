"""The Flask extensions of the app, made once and bound in create_app."""

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy

from app.database import Base

db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
migrate = Migrate(directory="migrations", render_as_batch=True)
