"""Keys of an installation, encrypted columns and exact search over them."""

import dataclasses
from pathlib import Path

import pytest
import sqlalchemy as sa

from app import secrets
from app.errors import Misconfigured

KEYS = secrets.new_keys(demo=True)


def test_what_was_encrypted_reads_back_and_is_not_seen_in_the_stored_bytes() -> None:
    stored = secrets.encrypt(KEYS, "身份证 110101199001011234")

    assert secrets.decrypt(KEYS, stored) == "身份证 110101199001011234"
    assert b"110101" not in stored
    assert stored[0] == KEYS.current


def test_the_same_text_is_stored_differently_each_time() -> None:
    assert secrets.encrypt(KEYS, "x") != secrets.encrypt(KEYS, "x")


def test_a_changed_byte_is_noticed() -> None:
    stored = bytearray(secrets.encrypt(KEYS, "x"))
    stored[-1] ^= 1

    with pytest.raises(Misconfigured):
        secrets.decrypt(KEYS, bytes(stored))


def test_rows_of_an_older_key_stay_readable_after_a_new_key_came() -> None:
    stored = secrets.encrypt(KEYS, "x")
    newer = dataclasses.replace(KEYS, encryption={**KEYS.encryption, 2: b"n" * 32}, current=2)

    assert secrets.decrypt(newer, stored) == "x"
    assert secrets.encrypt(newer, "x")[0] == 2
    with pytest.raises(Misconfigured, match="key 2"):
        secrets.decrypt(KEYS, secrets.encrypt(newer, "x"))


def test_a_demo_makes_its_keys_once(tmp_path: Path) -> None:
    first = secrets.load_keys(tmp_path, demo=True)

    assert secrets.load_keys(tmp_path, demo=True) == first
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_a_second_process_takes_the_keys_of_the_first(tmp_path: Path) -> None:
    first = secrets.load_keys(tmp_path, demo=True)

    secrets.write_keys(tmp_path, secrets.new_keys(demo=True))

    assert secrets.load_keys(tmp_path, demo=True) == first
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_outside_a_demo_no_keys_are_made_and_demo_keys_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="missing"):
        secrets.load_keys(tmp_path, demo=False)
    secrets.load_keys(tmp_path, demo=True)
    with pytest.raises(Misconfigured, match="demo keys"):
        secrets.load_keys(tmp_path, demo=False)


def test_a_damaged_key_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("[]")

    with pytest.raises(Misconfigured, match=r"keys\.json"):
        secrets.load_keys(tmp_path, demo=True)


def test_a_column_is_encrypted_in_the_database_and_plain_in_python() -> None:
    table = sa.Table("person", sa.MetaData(), sa.Column("phone", secrets.Encrypted))
    engine = sa.create_engine("sqlite://")
    secrets.attach(engine, KEYS)

    with engine.begin() as connection:
        table.create(connection)
        connection.execute(sa.insert(table).values(phone="13800000000"))
        stored = connection.exec_driver_sql("select phone from person").scalar_one()
        assert connection.execute(sa.select(table.c.phone)).scalar_one() == "13800000000"
    engine.dispose()

    assert b"138" not in stored


def test_an_engine_without_keys_reads_no_encrypted_column() -> None:
    table = sa.Table("person", sa.MetaData(), sa.Column("phone", secrets.Encrypted))
    engine = sa.create_engine("sqlite://")

    with engine.begin() as connection:
        table.create(connection)
        with pytest.raises(sa.exc.StatementError, match="no keys are attached"):
            connection.execute(sa.insert(table).values(phone="1"))
    engine.dispose()


def test_exact_search_finds_by_a_hash_that_depends_on_the_keys() -> None:
    engine, other = sa.create_engine("sqlite://"), sa.create_engine("sqlite://")
    secrets.attach(engine, KEYS)
    secrets.attach(other, secrets.new_keys(demo=True))

    with sa.orm.Session(engine) as mine, sa.orm.Session(other) as theirs:
        hashed = secrets.search_hash(mine, "13800000000")
        assert hashed == secrets.search_hash(mine, "13800000000")
        assert hashed != secrets.search_hash(theirs, "13800000000")
