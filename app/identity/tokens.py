"""Bearer tokens of local users: signed by this installation, valid for one working day."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from app.errors import NotSignedIn

LIFETIME = dt.timedelta(hours=8)  # wall time: the test clock does not move it
ISSUER = "claimdesk"
ALGORITHM = "HS256"
MARK = 16  # characters


@dataclass(frozen=True, kw_only=True)
class Named:
    """Whom a token names."""

    user_id: int
    #: the mark of the password that it was issued for
    password: str


def mark_of(password_hash: str | None) -> str:
    """Return what tells a password from the one before it, and nothing else."""
    return hashlib.sha256((password_hash or "").encode()).hexdigest()[:MARK]


def issue(key: bytes, user_id: int, password_hash: str | None, *, at: dt.datetime) -> str:
    """Return a token that names a user for as long as their password stays."""
    claims = {
        "iss": ISSUER,
        "sub": str(user_id),
        "pwd": mark_of(password_hash),
        "iat": int(at.timestamp()),
        "exp": int((at + LIFETIME).timestamp()),
    }
    return jwt.encode({"alg": ALGORITHM}, claims, OctKey.import_key(key))


def verify(key: bytes, token: str, *, at: dt.datetime) -> Named:
    """Return whom a token names.

    :raises NotSignedIn: it was not issued here, was changed, or has expired
    """
    checks = jwt.JWTClaimsRegistry(
        now=int(at.timestamp()),
        iss={"essential": True, "value": ISSUER},
        sub={"essential": True},
        pwd={"essential": True},
        exp={"essential": True},
    )
    try:
        claims = jwt.decode(token, OctKey.import_key(key), algorithms=[ALGORITHM]).claims
        checks.validate(claims)
        return Named(user_id=int(claims["sub"]), password=str(claims["pwd"]))
    except (JoseError, ValueError) as error:
        raise NotSignedIn("the token is wrong or has expired", code="invalid_token") from error
