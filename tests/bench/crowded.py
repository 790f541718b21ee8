"""Fills a database with open tasks: rows of real claims multiplied by SQL in the database itself.

Each copy is a case of its own: number, subject, amount, due date, priority, holder and readers are
spread over the copies as in a house of that size. What lists never read is left out: the engine's
stored state, and all variables but those named here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from app.database import Base
from app.inbox.models import TaskWord

BASE = 50_000_000  # keys of copies begin here
PEOPLE_BASE = 40_000_000
TASKS_A_PERSON = 400  # open ones: a year of a large insurer's staff
MEMBERS = 5  # keys of one copy's own rows of a table at most
VARIABLES = ("claimed_amount", "lob", "risk_level", "track", "subject", "channel")
TABLES = (
    "case",
    "inbox_task",
    "task_candidate",
    "case_variable",
    "sla_clock",
    "task_event",
    "task_exclusion",
    "task_read_mark",
    "case_comment",
    "user_account",
)
#: of a prime field, so that each thing is spread by itself
FIELD = 1_000_003
ROADS = ("世纪大道", "人民路", "中山北路", "解放路", "延安高架", "沪太路", "海港大道", "学院路")
CAUSES = ("倒车碰撞立柱", "追尾", "剐蹭", "玻璃破碎", "涉水", "高空坠物", "自燃", "侧翻")
FAMILY = ("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "马", "朱")
GIVEN = ("伟", "芳", "娜", "敏", "静", "强", "磊", "洋", "艳", "勇", "军", "杰", "娟", "涛", "超")


@dataclass(frozen=True, kw_only=True)
class Source:
    """A task of a real case that is multiplied."""

    task_id: int
    case_id: int
    #: of a hundred copies so many are of this one
    share: int


class Crowd:
    """Writes copies of tasks through one connection, in one transaction of its caller."""

    def __init__(self, connection: sa.Connection, measured: Sequence[int]) -> None:
        self._run = connection
        self._sqlite = connection.dialect.name == "sqlite"
        #: people whose lists are measured, by id
        self._measured = measured

    def multiply(self, sources: Sequence[Source], wanted: int) -> None:
        """Write copies until ``wanted`` more tasks are open.

        :param wanted: at least 100
        """
        self._mix(sources)
        people = max(50, wanted // TASKS_A_PERSON)
        self._people(people)
        indexes = list(self._without_indexes())
        for statement in (*self._copies(people), *self._words()):
            self._do(statement, wanted)
        for statement in indexes:
            self._do(statement)

    def _do(self, statement: str, wanted: int = 0) -> None:
        self._run.execute(sa.text(statement.replace("{series}", self._series(wanted))))

    def _series(self, wanted: int) -> str:
        if not self._sqlite:
            return f"generate_series(CAST(0 AS BIGINT), {wanted - 1}) AS s(g)"
        return (
            "(WITH RECURSIVE n(g) AS (SELECT 0 UNION ALL SELECT g + 1 FROM n"
            f" WHERE g < {wanted - 1}) SELECT g FROM n) AS s"
        )

    def _mix(self, sources: Sequence[Source]) -> None:
        self._do("CREATE TEMPORARY TABLE mix (place INTEGER PRIMARY KEY, task_id BIGINT,"
                 " case_id BIGINT)")  # fmt: skip
        places = iter(range(100))
        rows = [
            f"({next(places)}, {one.task_id}, {one.case_id})"
            for one in sources
            for _ in range(one.share)
        ]
        self._do(f"INSERT INTO mix VALUES {', '.join(rows)}")

    def _people(self, people: int) -> None:
        more = {
            "id": f"{PEOPLE_BASE} + s.g",
            "username": "'crowd' || s.g",
            "name": _one_of(FAMILY, 7) + " || " + _one_of(GIVEN, 11),
        }
        one = f'"user_account" AS r ON r.id = {self._measured[0]}'
        self._do(_copy("user_account", more, f"{{series}} JOIN {one}"), people)

    def _without_indexes(self) -> Iterator[str]:
        """Drop what can be made anew afterwards; give how."""
        named = ", ".join(f"'{name}'" for name in TABLES)
        if self._sqlite:
            found = (
                "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
                f" AND tbl_name IN ({named})"
            )
        else:
            found = (
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND"
                f" tablename IN ({named}) AND indexname NOT IN"
                " (SELECT conname FROM pg_constraint)"
            )
        for name, definition in self._run.execute(sa.text(found)).all():
            self._do(f'DROP INDEX "{name}"')
            yield definition

    def _copies(self, people: int) -> Iterator[str]:
        """Give the statements that copy table by table."""
        mixed = f"{{series}} JOIN mix AS m ON m.place = {_spread(1, 100)}"
        task = self._of_task(people)
        ordered = ("rank", "due_order", "follow_up_at")
        order = {"task_id": task["id"], **{name: task[name] for name in ordered}}
        yield _copy("case", self._of_case(), f'{mixed} JOIN "case" AS r ON r.id = m.case_id')
        yield _copy("inbox_task", task, f'{mixed} JOIN "inbox_task" AS r ON r.id = m.task_id')
        offered = f'{mixed} JOIN "task_candidate" AS r ON r.task_id = m.task_id'
        free = f"({task['assignee_id']}) IS NULL"
        yield _copy("task_candidate", {**order, "free": free}, offered)
        named = {**order, "free": free, "audience": f"'user:' || ({self._measured_by(19)})"}
        first = "SELECT min(o.audience) FROM task_candidate AS o WHERE o.task_id = r.task_id"
        some = f"r.audience = ({first}) AND {_spread(17, 200)} = 0"
        yield _copy("task_candidate", named, f"{offered} AND {some}")
        yield from self._of_cases(mixed)
        yield from self._marks(mixed, people, task)

    def _of_case(self) -> dict[str, str]:
        return {
            "id": f"{BASE} + s.g",
            "business_key": _NUMBER,
            "state": "''" if not self._sqlite else "x''",
            "started_at": self._moment("2025-12-01", "s.g % 7000000"),
        }

    def _of_task(self, people: int) -> dict[str, str]:
        priority = f"(CASE WHEN {_spread(23, 100)} < 70 THEN 50 ELSE 10 * {_spread(29, 10)} END)"
        due = self._moment("2026-02-25", f"{_spread(31, 1000)} * 3000")
        has_none = f"{_spread(37, 20)} = 0"
        holder = (
            f"CASE WHEN {_spread(41, 100)} < 70 THEN NULL"
            f" WHEN {_spread(43, 5000)} = 0 THEN ({self._measured_by(47)})"
            f" ELSE {PEOPLE_BASE} + {_spread(53, people)} END"
        )
        never = self._moment("9999-01-01", "0")
        put_off = self._moment("2026-03-03", f"{_spread(59, 20)} * 86400")
        return {
            "id": f"{BASE} + s.g",
            "case_id": f"{BASE} + s.g",
            "business_key": _NUMBER,
            "subject": _SUBJECT,
            "assignee_id": holder,
            "priority": priority,
            "rank": f"-{priority}",
            "due_at": f"CASE WHEN {has_none} THEN NULL ELSE {due} END",
            "due_order": f"CASE WHEN {has_none} THEN {never} ELSE {due} END",
            "created_at": self._moment("2025-12-01", "s.g % 7000000"),
            "follow_up_at": f"CASE WHEN {_spread(61, 20)} = 0 THEN {put_off} END",
        }

    def _of_cases(self, mixed: str) -> Iterator[str]:
        of_task, key = f"{BASE} + s.g", f"{BASE} + row_number() OVER ()"
        own = {"id": key, "case_id": of_task, "task_id": of_task}
        values = {
            "id": key,
            "case_id": of_task,
            "number": f"CASE r.name WHEN 'claimed_amount' THEN {_AMOUNT} ELSE r.number END",
            "text": f"CASE r.name WHEN 'subject' THEN {_SUBJECT} ELSE r.text END",
        }
        kept = ", ".join(f"'{name}'" for name in VARIABLES)
        yield _copy(
            "case_variable",
            values,
            f'{mixed} JOIN "case_variable" AS r ON r.case_id = m.case_id AND r.name IN ({kept})',
        )
        due = self._moment("2026-02-25", f"{_spread(31, 1000)} * 3000")
        clock = {**own, "task_id": f"CASE WHEN r.task_id IS NULL THEN NULL ELSE {of_task} END"}
        yield _copy(
            "sla_clock",
            {**clock, "due_at": due, "next_event_at": "NULL"},
            f"{mixed} JOIN inbox_task AS t ON t.id = m.task_id"
            ' JOIN "sla_clock" AS r ON r.case_id = m.case_id AND r.stage = t.stage'
            " AND (r.task_id IS NULL OR r.task_id = m.task_id)",
        )
        yield _copy(
            "task_event",
            {"id": key, "task_id": of_task},
            f'{mixed} JOIN "task_event" AS r ON r.task_id = m.task_id',
        )
        yield _copy(
            "case_comment",
            {**own, "business_key": _NUMBER},
            f'{mixed} JOIN "case_comment" AS r ON {_spread(67, 30)} = 0',
        )

    def _marks(self, mixed: str, people: int, task: dict[str, str]) -> Iterator[str]:
        """Keep people from tasks, and let those who are measured have read some."""
        who = (
            f"CASE WHEN {_spread(71, 20)} = 0 THEN ({self._measured_by(73)})"
            f" ELSE {PEOPLE_BASE} + {_spread(79, people)} END"
        )
        yield (
            "INSERT INTO task_exclusion (task_id, user_id, conflicting_task_id, role)"
            f" SELECT {task['id']}, {who}, m.task_id, NULL FROM {mixed} WHERE {_spread(83, 10)} = 0"
        )
        yield (
            "INSERT INTO task_read_mark (task_id, user_id, acts, read_at)"
            f" SELECT {task['id']}, {self._measured_by(89)}, 1, {self._moment('2026-03-01', '0')}"
            f" FROM {mixed} WHERE {_spread(97, 50)} = 0"
        )

    def _words(self) -> Iterator[str]:
        """Write every end of the copies' numbers and subjects, as ``lists.words`` does."""
        places = "generate_series(1, 60) AS p(n)"
        if self._sqlite:
            places = (
                "(WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 60)"
                " SELECT n FROM n) AS p"
            )
        ends = " UNION ALL ".join(
            f"SELECT substr(lower({text}), p.n, {TaskWord.LENGTH}), id FROM inbox_task"
            f" JOIN {places} ON p.n <= length({text}) WHERE id >= {BASE}"
            for text in ("business_key", "subject")
        )
        insert = "INSERT INTO task_word (word, task_id)"
        if self._sqlite:
            yield f"{insert} SELECT * FROM ({ends}) ORDER BY 1, 2"
            return
        yield "ALTER TABLE task_word DROP CONSTRAINT pk_task_word"
        yield f"{insert} {ends}"
        yield "ALTER TABLE task_word ADD CONSTRAINT pk_task_word PRIMARY KEY (word, task_id)"

    def _measured_by(self, prime: int) -> str:
        places = " ".join(f"WHEN {n} THEN {one}" for n, one in enumerate(self._measured))
        return f"CASE {_spread(prime, len(self._measured))} {places} END"

    def _moment(self, day: str, seconds: str) -> str:
        if self._sqlite:
            shift = f"'+' || ({seconds}) || ' seconds'"
            return f"strftime('%Y-%m-%d %H:%M:%S.000000', '{day}', {shift})"
        return f"(timestamptz '{day} 00:00Z' + ({seconds}) * interval '1 second')"


def _spread(prime: int, into: int) -> str:
    """Spread the copies evenly over 0 to ``into`` - 1, each ``prime`` in a way of its own."""
    first = f"(s.g + {prime * 7919}) * {prime * 104729} % {FIELD}"
    return f"({first} * {prime + 12289} % {FIELD} % {into})"


def _one_of(words: Sequence[str], prime: int) -> str:
    places = " ".join(f"WHEN {n} THEN '{word}'" for n, word in enumerate(words))
    return f"CASE {_spread(prime, len(words))} {places} END"


def _digits(number: str, places: int) -> str:
    return f"substr(CAST({10**places} + {number} AS VARCHAR(20)), 2)"


_NUMBER = (
    f"'CLM-2026' || {_digits('s.g / 3000 % 12 + 1', 2)} || {_digits('s.g / 100 % 28 + 1', 2)}"
    f" || '-' || {_digits('s.g', 7)}"
)
_SUBJECT = (
    f"'沪A' || {_digits(_spread(101, 100_000), 5)} || ' ' || {_one_of(ROADS, 103)}"
    f" || {_one_of(CAUSES, 107)} || ' ' || {_one_of(FAMILY, 109)} || {_one_of(GIVEN, 113)}"
    f" || {_one_of(GIVEN, 127)}"
)
#: many small sums and few large ones: 1 to 1,000,000
_AMOUNT = f"(1.0 * {_spread(131, 1000)} * {_spread(137, 1000)} * {_spread(139, 1000)} / 1000 + 1)"


def _copy(name: str, more: dict[str, str], rows: str) -> str:
    """Write a table's rows anew, but for the columns that are given.

    :param rows: FROM clause in which ``r`` is the row that is copied and ``s.g`` the copy's number
    """
    columns = [column.name for column in Base.metadata.tables[name].c]
    values = [more.get(column, f'r."{column}"') for column in columns]
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{name}" ({names}) SELECT {", ".join(values)} FROM {rows}'
