"""The worker process: a ticker that fires what is due; any number of them may run."""

import logging
import signal
import threading

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from app import clock
from app.extensions import db
from app.jobs.advance import plan_schedule
from app.jobs.firing import fire_due

TICK_SECONDS = 1  # the shortest limit is a minute; a message to a busy case waits this long


def tick(app: Flask) -> None:
    """Fire what is due; a test clock is left to who advances it."""
    with app.app_context():
        if not clock.is_test(db.session()):
            fire_due()


def run(app: Flask) -> None:
    """Tick until the process is told to end; a firing that has begun is finished."""
    with app.app_context():
        plan_schedule()
    logging.getLogger("apscheduler").setLevel(logging.WARNING)  # it tells of every tick
    ended = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: ended.set())
    ticker = BackgroundScheduler(timezone="UTC")
    ticker.add_job(
        tick, "interval", args=[app], seconds=TICK_SECONDS, max_instances=1, coalesce=True
    )
    ticker.start()
    ended.wait()
    ticker.shutdown(wait=True)
