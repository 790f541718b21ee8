"""What browsers are told with every page: nothing runs or loads that is not ours."""

from flask import Response, request

from app.web.assets import ENDPOINT, keep_static

API = "/api/"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; object-src 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), display-capture=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # the origin has to be told to our own pages: the check against forged forms asks for it
    "Referrer-Policy": "same-origin",
}
FOR_A_YEAR = "max-age=31536000"  # from then on, browsers come by HTTPS only


def add_headers(response: Response) -> Response:
    """Add them to everything outside the API; pages hold personal data and are not kept."""
    if request.path.startswith(API):
        return response
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", FOR_A_YEAR)
    if request.endpoint == ENDPOINT:
        return keep_static(response)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
