"""Bearer tokens of local users: signed by this installation, valid for one working day."""

import datetime as dt

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from app.errors import NotSignedIn

LIFETIME = dt.timedelta(hours=8)  # wall time: the test clock does not move it
ISSUER = "claimdesk"
ALGORITHM = "HS256"


def issue(key: bytes, user_id: int, *, at: dt.datetime) -> str:
    """Return a token that names a user."""
    claims = {
        "iss": ISSUER,
        "sub": str(user_id),
        "iat": int(at.timestamp()),
        "exp": int((at + LIFETIME).timestamp()),
    }
    return jwt.encode({"alg": ALGORITHM}, claims, OctKey.import_key(key))


def verify(key: bytes, token: str, *, at: dt.datetime) -> int:
    """Return the id of the user that a token names.

    :raises NotSignedIn: it was not issued here, was changed, or has expired
    """
    checks = jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        iss={"essential": True, "value": ISSUER},
        sub={"essential": True},
        exp={"essential": True},
    )
    try:
        claims = jwt.decode(token, OctKey.import_key(key), algorithms=[ALGORITHM]).claims
        checks.validate(claims)
        return int(claims["sub"])
    except (JoseError, ValueError) as error:
        raise NotSignedIn("the token is wrong or has expired", code="invalid_token") from error
