"""The keys of this installation, the encrypted column type and the keyed hash for exact search."""

import base64
import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import Session

from app.database import from_json, to_json
from app.errors import Misconfigured

FILE = "keys.json"
KEY_BYTES = 32
NONCE_BYTES = 12  # what AES-GCM is specified for
SEALED = "sealed"  # in stored JSON: the one key of what is encrypted


@dataclass(frozen=True, kw_only=True)
class Keys:
    """Every key of one installation; ``demo`` keys were made unasked and protect nothing real."""

    session: bytes  #: signs the cookie of the pages
    token: bytes  #: signs bearer tokens
    search: bytes  #: hashes what is searched exactly
    encryption: Mapping[int, bytes]  #: by key id, 1-255; older ones stay to read older rows
    current: int  #: id of the key that encrypts now
    demo: bool


def new_keys(*, demo: bool) -> Keys:
    """Make fresh random keys."""
    return Keys(
        session=secrets.token_bytes(KEY_BYTES),
        token=secrets.token_bytes(KEY_BYTES),
        search=secrets.token_bytes(KEY_BYTES),
        encryption={1: secrets.token_bytes(KEY_BYTES)},
        current=1,
        demo=demo,
    )


def load_keys(folder: Path, *, demo: bool) -> Keys:
    """Read the keys of a data folder; a demo or test start makes them where they are missing.

    :raises Misconfigured: there are none, or they are demo keys and this is not a demo
    """
    path = folder / FILE
    if not path.exists():
        if not demo:
            raise Misconfigured(f"{path} is missing; make it: python -m app.cli make-keys")
        write_keys(folder, new_keys(demo=True))
    keys = _parse(path)
    if keys.demo and not demo:
        raise Misconfigured(f"{path} holds demo keys, and this is not a demo")
    return keys


def write_keys(folder: Path, keys: Keys) -> None:
    """Write the keys, readable by their owner only; keys that exist are never replaced."""
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{FILE}.{secrets.token_hex(8)}"
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(_plain(keys), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(fresh, folder / FILE)  # fails where a second process was faster; its keys count
    except FileExistsError:
        pass
    finally:
        fresh.unlink()


def _plain(keys: Keys) -> dict[str, object]:
    return {
        "demo": keys.demo,
        "session": _text(keys.session),
        "token": _text(keys.token),
        "search": _text(keys.search),
        "current": keys.current,
        "encryption": {str(number): _text(key) for number, key in keys.encryption.items()},
    }


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode("ascii")


def _parse(path: Path) -> Keys:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        encryption = {int(n): base64.b64decode(key) for n, key in stored["encryption"].items()}
        return Keys(
            session=base64.b64decode(stored["session"]),
            token=base64.b64decode(stored["token"]),
            search=base64.b64decode(stored["search"]),
            encryption=encryption,
            current=int(stored["current"]),
            demo=bool(stored["demo"]),
        )
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Misconfigured(f"{path} is not a file of keys") from error


_attached: WeakKeyDictionary[Dialect, Keys] = WeakKeyDictionary()


def attach(engine: Engine, keys: Keys) -> None:
    """Let the encrypted columns read and written through an engine use these keys."""
    _attached[engine.dialect] = keys


def _keys_of(dialect: Dialect) -> Keys:
    keys = _attached.get(dialect)
    if keys is None:
        raise Misconfigured("no keys are attached to this database engine")
    return keys


def search_hash(session: Session, text: str) -> str:
    """Return the keyed hash by which a row with this exact text is found."""
    keys = _keys_of(session.get_bind().dialect)
    return hmac.new(keys.search, text.encode("utf-8"), hashlib.sha256).hexdigest()


def encrypt(keys: Keys, text: str) -> bytes:
    """Return key id, nonce and ciphertext in one piece."""
    head = bytes([keys.current])
    nonce = secrets.token_bytes(NONCE_BYTES)
    sealed = AESGCM(keys.encryption[keys.current]).encrypt(nonce, text.encode("utf-8"), head)
    return head + nonce + sealed


def decrypt(keys: Keys, stored: bytes) -> str:
    """Return the text that ``encrypt`` was given.

    :raises Misconfigured: the key is not there, or the stored value was changed
    """
    key = keys.encryption.get(stored[0])
    if key is None:
        raise Misconfigured(f"encryption key {stored[0]} is not in {FILE}")
    nonce, sealed = stored[1 : 1 + NONCE_BYTES], stored[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, sealed, stored[:1]).decode("utf-8")
    except InvalidTag as error:
        raise Misconfigured("an encrypted value does not belong to these keys") from error


class Encrypted(sa.types.TypeDecorator[str]):
    """Text that is stored encrypted (AES-256-GCM); it can be neither searched nor sorted in SQL."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        return None if value is None else encrypt(_keys_of(dialect), value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        return None if value is None else decrypt(_keys_of(dialect), bytes(value))


class EncryptedJson(sa.types.TypeDecorator[Any]):
    """A JSON object that is stored encrypted; one that was stored in clear is read too."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        if value is None:
            return None
        return to_json({SEALED: _text(encrypt(_keys_of(dialect), to_json(value)))})

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        stored = None if value is None else from_json(value)
        if stored is None or set(stored) != {SEALED}:
            return stored
        return from_json(decrypt(_keys_of(dialect), base64.b64decode(stored[SEALED])))
