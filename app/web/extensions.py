"""The Flask extensions of the pages, made once and bound in create_web."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://")


class Cookies(SecureCookieSessionInterface):
    """The signed cookie of the pages; one that came by HTTPS goes back by nothing else."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Follow the request: the same installation may be used in the clear on its own machine."""
        return request.is_secure


def name_alone() -> str:
    """Return whose password is guessed, wherever the guesses come from."""
    return f"name {request.form.get('username', '').strip().lower()[:80]}"


def address_and_name() -> str:
    """Return whose guesses at a password are counted together."""
    return f"{get_remote_address()} {name_alone()}"
