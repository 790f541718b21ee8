"""The Flask extensions of the pages, made once and bound in create_web."""

from flask import request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://")


def address_and_name() -> str:
    """Return whose guesses at a password are counted together."""
    return f"{get_remote_address()} {request.form.get('username', '')[:80]}"
