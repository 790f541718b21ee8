"""The Flask extensions of the pages, made once and bound in create_web."""

from flask import Flask, request
from flask.sessions import SecureCookieSessionInterface
from flask_wtf.csrf import CSRFProtect

csrf = CSRFProtect()


class Cookies(SecureCookieSessionInterface):
    """The signed cookie of the pages; one that came by HTTPS goes back by nothing else."""

    def get_cookie_secure(self, app: Flask) -> bool:
        """Follow the request: the same installation may be used in the clear on its own machine."""
        return request.is_secure
