"""Claimdesk: the only module that knows every part of the house."""

from flask import Flask

from app import database, secrets
from app.api import create_api
from app.api.parts import Parts
from app.cases import handlers as cases
from app.config import SETTINGS, Settings
from app.decisions.operations import decide
from app.extensions import db, migrate
from app.files.clamd import Clamd
from app.files.scanning import Gate
from app.inbox.notices.post import Postman
from app.insurance.approvals import handlers as approvals
from app.insurance.care import handlers as care
from app.insurance.channels.carriers import Carriers, simulate
from app.insurance.channels.mail import SmtpCarrier
from app.insurance.channels.models import Channel
from app.insurance.channels.queries import Sendable, read_sendable
from app.insurance.claims import handlers as claims
from app.insurance.complaints import handlers as complaints
from app.insurance.contingency import handlers as contingency
from app.insurance.contingency import plan_versions
from app.insurance.disputes import handlers as disputes
from app.insurance.letters.fonts import font_for_letters
from app.insurance.letters.pdf import Letterhead
from app.insurance.letters.printing import Press
from app.insurance.letters.queries import Printable, read_printable
from app.insurance.overdue import handlers as overdue
from app.insurance.payments import handlers as payments
from app.insurance.payments.bank import BANKS
from app.insurance.quality import handlers as quality
from app.insurance.reports import handlers as reports
from app.insurance.revisits import handlers as revisits
from app.insurance.service import handlers as service
from app.insurance.training import handlers as training
from app.jobs.advance import advance
from app.outbox.ports import Ports
from app.outbox.smtp import MailServer
from app.sla.operations import due
from app.transaction import PORTS, PROCESSES, reading
from app.web import create_web
from app.web.account.mails import MailWriter
from app.web.parts import WebParts
from app.work import Processes

FEATURES = (
    claims,
    approvals,
    payments,
    complaints,
    disputes,
    care,
    overdue,
    service,
    contingency,
    training,
    revisits,
    quality,
    reports,
)  # those whose functions the diagrams call


def create_app(settings: Settings) -> Flask:
    """Put the parts together."""
    app = Flask(__name__, static_folder=None, template_folder=None)
    settings.data.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    app.extensions[SETTINGS] = settings
    app.extensions[PROCESSES] = make_processes(settings)
    app.extensions[PORTS] = make_ports(settings)
    db.init_app(app)
    migrate.init_app(app, db)
    with app.app_context():
        database.prepare(db.engine)
    _add_api(app, settings)
    catalogues = settings.data / "translations"
    files, scans = settings.data / "files", settings.clamd is not None
    create_web(app, WebParts(files=files, catalogues=catalogues, scans=scans))
    return app


def make_processes(settings: Settings) -> Processes:
    """Collect what diagrams may call."""
    return Processes(
        handlers={
            name: call for room in (cases, *FEATURES) for name, call in room.HANDLERS.items()
        },
        listeners={name: call for feature in FEATURES for name, call in feature.LISTENERS.items()},
        endings={
            process: tuple(room.ENDINGS[process] for room in FEATURES if process in room.ENDINGS)
            for process in sorted({name for room in FEATURES for name in room.ENDINGS})
        },
        versioned={"plan": plan_versions},
        functions={"due": due},
        decide=decide,
        zone=settings.zone,
        notices_kept=settings.notices_kept,
    )


def make_ports(settings: Settings) -> Ports:
    """Collect the ways to the outside."""
    ports = {
        **BANKS[settings.bank]().ports(),
        **make_press(settings).ports(),
        **make_carriers(settings).ports(),
        **make_postman(settings),
    }
    if settings.clamd is None:
        return ports
    gate = Gate(root=settings.data / "files", scanner=Clamd(settings.clamd))
    return {**ports, **gate.ports()}


def make_press(settings: Settings) -> Press:
    """Return what prints letters.

    :raises Misconfigured: letters cannot be set in the font that is configured
    """
    if settings.letter_font is not None:
        font_for_letters(settings.letter_font)
    return Press(
        root=settings.data / "files",
        head=Letterhead(company=settings.company, contact=settings.contact),
        font=settings.letter_font,
        read=_read_letter,
    )


def make_carriers(settings: Settings) -> Carriers:
    """Return what brings messages to customers; SMS and calls are simulated."""
    mail = simulate if settings.smtp is None else SmtpCarrier(smtp=settings.smtp)
    return Carriers(
        read=_read_message,
        by_channel={Channel.MAIL: mail, Channel.SMS: simulate, Channel.PHONE: simulate},
    )


def make_postman(settings: Settings) -> Ports:
    """Return what brings notices to staff by mail; without a mail server they are in the page."""
    if settings.smtp is None:
        return {}
    server, write = MailServer(smtp=settings.smtp), MailWriter(address=settings.address)
    return Postman(server=server, read=reading, write=write).ports()


def _read_message(message_id: int) -> Sendable:
    return read_sendable(reading().session, message_id)


def _read_letter(letter_id: int) -> Printable:
    return read_printable(reading().session, letter_id)


def _add_api(app: Flask, settings: Settings) -> None:
    keys = secrets.load_keys(settings.data, demo=settings.demo or settings.test_mode)
    app.config["SECRET_KEY"] = keys.session
    with app.app_context():
        secrets.attach(db.engine, keys)
    parts = Parts(
        keys=keys,
        files=settings.data / "files",
        test_mode=settings.test_mode,
        scans=settings.clamd is not None,
        advance=advance,
    )
    create_api(app, parts)
