"""The settings of a running Claimdesk, read once from the environment."""

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.errors import Misconfigured

ROOT = Path(__file__).resolve().parent.parent
BANKS = ("simulator", "manual")
COMPANY = "示例保险股份有限公司"
CONTACT = "客户服务热线 400-000-0000"
LONGEST_KEPT = 3650  # days for which notices may be kept
SETTINGS = "claimdesk.settings"  # where create_app keeps them, in app.extensions


class SmtpTls(Enum):
    """How the way to the mail server is protected."""

    STARTTLS = "starttls"  #: the server is asked to encrypt after the first words
    TLS = "tls"  #: encrypted from the first byte
    NONE = "none"  #: in the clear, for a server on the same machine


@dataclass(frozen=True, kw_only=True)
class Smtp:
    """The mail server, and in whose name mail is sent."""

    host: str
    port: int
    sender: str
    user: str | None
    password: str | None = field(repr=False)
    tls: SmtpTls


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One process's settings; ``from_env`` names the variable of each (README, "Settings")."""

    database_url: str
    data: Path
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Asia/Shanghai"))
    test_mode: bool = False
    demo: bool = False
    bank: str = "simulator"
    company: str = COMPANY
    contact: str = CONTACT
    #: host:port or socket of a ClamAV daemon; None: files are not scanned
    clamd: str | None = None
    #: a TrueType font; None: one that the system has
    letter_font: Path | None = None
    #: None: mail is simulated
    smtp: Smtp | None = None
    #: address of the proxy that ends TLS, whose word on the caller is believed; None: nobody's is
    proxy: str | None = None
    host: str = "127.0.0.1"
    port: int = 8765
    #: where people open the pages, for links in mail; without a slash at its end
    address: str = "http://127.0.0.1:8765"
    #: for how long a notice is kept once it is read
    notices_kept: dt.timedelta = dt.timedelta(days=90)

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """Read the settings.

        :raises Misconfigured: a value is not one of those allowed
        """
        env = os.environ if env is None else env
        test_mode = env.get("CLAIMDESK_TEST_MODE", "") == "1"
        data = Path(env.get("CLAIMDESK_DATA") or ROOT / "var" / ("test" if test_mode else "demo"))
        bank = env.get("BANK") or ("manual" if test_mode else "simulator")
        font = env.get("LETTER_FONT")
        host = env.get("CLAIMDESK_HOST", "127.0.0.1")
        port = _port(env.get("CLAIMDESK_PORT") or "8765", "CLAIMDESK_PORT")
        if bank not in BANKS:
            raise Misconfigured(f"BANK is {bank!r}; it is one of {', '.join(BANKS)}")
        return cls(
            database_url=_database_url(env.get("DATABASE_URL", ""), data),
            data=data,
            zone=_zone(env.get("CLAIMDESK_ZONE", "Asia/Shanghai")),
            test_mode=test_mode,
            demo=env.get("CLAIMDESK_DEMO", "") == "1",
            bank=bank,
            company=env.get("COMPANY_NAME") or COMPANY,
            contact=env.get("COMPANY_CONTACT") or CONTACT,
            clamd=env.get("CLAMD_ADDRESS") or None,
            letter_font=Path(font) if font else None,
            smtp=_smtp(env),
            proxy=env.get("CLAIMDESK_PROXY") or None,
            host=host,
            port=port,
            address=_address(env.get("CLAIMDESK_URL") or f"http://{host}:{port}"),
            notices_kept=_days(env.get("CLAIMDESK_NOTICES_KEPT") or "90"),
        )


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Misconfigured(f"CLAIMDESK_ZONE is {name!r}; name one like Asia/Shanghai") from error


def _port(text: str, name: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise Misconfigured(f"{name} is {text!r}; it is a number up to 65535")
    return int(text)


def _address(text: str) -> str:
    """Read the address of the pages.

    :raises Misconfigured: it is none, or has a query
    """
    place = urlsplit(text)
    if place.scheme not in ("http", "https") or not place.netloc or place.query or place.fragment:
        raise Misconfigured(f"CLAIMDESK_URL is {text!r}; it is like https://claims.example.com")
    return text.rstrip("/")


def _days(text: str) -> dt.timedelta:
    if not (text.isascii() and text.isdigit() and 0 < int(text) <= LONGEST_KEPT):
        detail = f"it is a number of days from 1 to {LONGEST_KEPT}"
        raise Misconfigured(f"CLAIMDESK_NOTICES_KEPT is {text!r}; {detail}")
    return dt.timedelta(days=int(text))


def _smtp(env: Mapping[str, str]) -> Smtp | None:
    """Read how mail is sent; without a host it is simulated.

    :raises Misconfigured: there is no sender, or a password would travel in the clear
    """
    host, user = env.get("CLAIMDESK_SMTP_HOST"), env.get("CLAIMDESK_SMTP_USER") or None
    port = _port(env.get("CLAIMDESK_SMTP_PORT") or "587", "CLAIMDESK_SMTP_PORT")
    sender, password = env.get("CLAIMDESK_SMTP_FROM", ""), env.get("CLAIMDESK_SMTP_PASSWORD")
    tls = _tls(env.get("CLAIMDESK_SMTP_TLS") or SmtpTls.STARTTLS.value)
    if not host:
        return None
    if "@" not in sender:
        raise Misconfigured("CLAIMDESK_SMTP_FROM is the address that mail is sent from; set it")
    if user is not None and tls is SmtpTls.NONE:
        raise Misconfigured("CLAIMDESK_SMTP_TLS is none: CLAIMDESK_SMTP_USER would go in the clear")
    return Smtp(host=host, port=port, sender=sender, user=user, password=password, tls=tls)


def _tls(text: str) -> SmtpTls:
    try:
        return SmtpTls(text)
    except ValueError as error:
        ways = ", ".join(way.value for way in SmtpTls)
        raise Misconfigured(f"CLAIMDESK_SMTP_TLS is {text!r}; it is one of {ways}") from error


def _database_url(url: str, data: Path) -> str:
    """Name psycopg 3 in a PostgreSQL URL; by default SQLite in the data folder."""
    if not url:
        return f"sqlite:///{data / 'claimdesk.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url
