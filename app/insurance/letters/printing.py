"""Prints letters after the commit: rendered outside every transaction, then entered as files."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.files import operations as files
from app.insurance.letters import queries
from app.insurance.letters.fonts import font_for_letters
from app.insurance.letters.operations import PRINT
from app.insurance.letters.pdf import Letterhead, render
from app.insurance.letters.queries import Printable
from app.insurance.records import touch
from app.outbox.ports import Answer, Message, Port, Ports
from app.work import Work

PDF = "application/pdf"


@dataclass(frozen=True, kw_only=True)
class Press:
    """What turns a letter, as ``read`` gives it, into a stored PDF."""

    root: Path
    head: Letterhead
    font: Path | None
    read: Callable[[int], Printable]

    def ports(self) -> Ports:
        """Return how the outbox has letters printed."""
        return {PRINT: Port(send=self._print, delivered=_enter)}

    def _print(self, message: Message) -> Answer:
        printed = self.read(int(message.payload["letter_id"]))
        content = render(printed, self.head, font_for_letters(self.font))
        return {"sha256": files.keep(self.root, content), "size": len(content)}


def _enter(work: Work, message: Message, answer: Answer) -> None:
    """Enter the print as a file of the letter; one that has its print keeps it."""
    letter = queries.get_letter(work.session, message.payload["letter_id"]).letter
    if letter.file_id is not None:
        return
    name = f"{letter.title}_{letter.letter_no}.pdf"
    stored = files.enter_kept(
        work, name=name, kind=PDF, sha256=answer["sha256"], size=answer["size"]
    )
    letter.file_id = stored.id
    touch(work, letter)
