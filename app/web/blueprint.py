"""The blueprint that every page belongs to."""

from flask import Blueprint

blueprint = Blueprint(
    "web",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)
