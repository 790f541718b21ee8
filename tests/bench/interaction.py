"""How long the inbox takes from a key or a click to the next paint, in a real browser.

Measured as INP is: of every interaction its longest event, until the frame after it is on the
screen; of a round, which has fewer than fifty, the slowest. What the server takes to answer is not
in it. The floor is a bare page of the same browser in which a key changes one word.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from playwright.sync_api import Error, Page

from frontend import bundle
from tests.bench.inboxes import MEMBER, REAL, Inbox
from tests.bench.measure import NotMeasured, Side
from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.frontend.screens import LOCALE, WIDE, served, sign_in

LEAST = 16  # ms: shorter interactions a browser does not tell of; they count as so long
PATIENCE = 10_000  # ms for what a step waits for
WATCH = f"""
const durations = [];
const note = entries => durations.push(
  ...entries.filter(one => one.interactionId > 0).map(one => one.duration));
const watching = new PerformanceObserver(list => note(list.getEntries()));
watching.observe({{type: 'event', durationThreshold: {LEAST}}});
window.slowest = async () => {{
  for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  note(watching.takeRecords());
  return Math.max(0, ...durations.splice(0));
}};
"""
BARE = """<!doctype html><meta charset=utf-8><p id=word>0</p><script>
addEventListener('keydown', () => { word.textContent = Number(word.textContent) + 1; });
</script>"""


@dataclass(frozen=True, kw_only=True)
class Step:
    """What somebody does at a page: keys one by one, or a click, until something is shown."""

    keys: tuple[str, ...] = ()
    click: str = ""
    shows: str = "body"


def _tab(number: int, key: str) -> Step:
    return Step(keys=(key,), shows=f"#task-tabs a:nth-of-type({number})[aria-current]")


ROUND = (
    Step(keys=("j", "j", "j", "k", "k")),
    Step(keys=("x", "j", "x", "j", "x"), shows="#bulk"),
    Step(click="#pick-all", shows="#pick-all:checked"),
    Step(keys=("Escape", "k", "k")),
    Step(keys=("Enter",), shows="#detail #task-form"),
    Step(keys=("c",), shows="#detail [data-act=release]"),
    Step(keys=("e", "Control+a", "3", "6", "0", "0"), shows="#draft-state:not(:empty)"),
    Step(keys=("Escape",)),
    *(_tab(number, "]") for number in range(2, 7)),
    _tab(1, "]"),
    Step(keys=("u",), shows="#detail [data-act=claim]"),
    Step(keys=("o", "?"), shows="#keys-help[open]"),
    Step(keys=("Escape",)),
    Step(click=".narrowing summary", shows="#choose-due"),
    Step(keys=("Escape",)),
    Step(keys=("/", "B", "0", "0"), shows="#list-state a"),
    Step(keys=("Escape", "g", "t"), shows="[data-go=t][aria-current]"),
)
KEYS = sum(len(step.keys) + bool(step.click) for step in ROUND)


@contextmanager
def sitting(inbox: Inbox) -> Iterator["Sitting"]:
    """Seat somebody before an inbox, and before a bare page.

    :raises NotMeasured: the machine has no browser, or the pages have no scripts
    """
    if PROGRAM is None:
        raise NotMeasured(MISSING)
    if not bundle.is_current():
        raise NotMeasured("the scripts of the pages are not built")
    width, height = WIDE
    with ExitStack() as exits:
        address = exits.enter_context(served(inbox.client.application))
        seat = browser(locale=LOCALE, base_url=address, viewport={"width": width, "height": height})
        try:
            opened = exits.enter_context(seat)
        except Error as error:
            raise NotMeasured(f"{PROGRAM} does not start") from error
        _put_first(inbox, "assess_loss")
        opened.set_default_timeout(PATIENCE)
        opened.add_init_script(WATCH)
        page, bare = opened.new_page(), opened.new_page()
        sign_in(page, MEMBER, "zh")
        bare.set_content(BARE)
        yield Sitting(page, bare)


def _put_first(inbox: Inbox, definition: str) -> None:
    """Let a task of a real claim stand first: its copies have no state and cannot be opened."""
    wanted = {"view": "all", "q": REAL, "filter[task_definition]": definition}
    (task,) = inbox.company.get("u_sup", "/tasks", **wanted)["items"]
    answer = inbox.company.call("u_sup", "PATCH", f"/tasks/{task['id']}", json={"priority": 100})
    assert answer.status_code == 200, answer.text


@dataclass(frozen=True)
class Sitting:
    """Two pages of one browser."""

    page: Page
    bare: Page

    @property
    def work(self) -> Side:
        return Side(self._work, [0])

    @property
    def word(self) -> Side:
        return Side(self._word, [0])

    def _work(self, _: int) -> float:
        """Open the list anew and do the round; return the seconds of its slowest interaction."""
        self.page.bring_to_front()
        self.page.goto("/tasks?view=unassigned")
        self.page.wait_for_selector("html[data-script=on]")
        return max(_take(self.page, step) for step in ROUND) / 1000

    def _word(self, _: int) -> float:
        """Press as many keys in the bare page; return the seconds of the slowest."""
        self.bare.bring_to_front()
        return max(_take(self.bare, Step(keys=("a",))) for _ in range(KEYS)) / 1000


def _take(page: Page, step: Step) -> float:
    """Take a step; return the milliseconds of its slowest interaction."""
    if step.click:
        page.locator(step.click).click()
    times = [LEAST, _told(page)]
    for key in step.keys:
        page.keyboard.press(key)
        times.append(_told(page))
    page.wait_for_selector(step.shows)
    return max(*times, _told(page))


def _told(page: Page) -> float:
    """Wait until what has been done is painted; return the milliseconds of the slowest of it."""
    return float(page.evaluate("slowest()"))
