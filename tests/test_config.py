"""Settings that cannot be are named before anything starts."""

import pytest

from app.config import Settings
from app.errors import Misconfigured


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CLAIMDESK_SMTP_FROM", ""),
        ("CLAIMDESK_SMTP_PORT", "mail"),
        ("CLAIMDESK_SMTP_TLS", "some"),
        ("CLAIMDESK_SMTP_TLS", "none"),
    ],
)
def test_a_way_for_mail_that_cannot_be_is_named(name: str, value: str) -> None:
    usable = {
        "CLAIMDESK_SMTP_HOST": "mail.example.com",
        "CLAIMDESK_SMTP_FROM": "service@example.com",
        "CLAIMDESK_SMTP_USER": "claimdesk",
        "CLAIMDESK_SMTP_PASSWORD": "secret",
    }
    assert Settings.from_env(usable).smtp is not None

    with pytest.raises(Misconfigured, match=name):
        Settings.from_env({**usable, name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BANK", "none"),
        ("CLAIMDESK_PORT", "80a"),
        ("CLAIMDESK_PORT", "99999"),
        ("CLAIMDESK_ZONE", "Moon/Crater"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        Settings.from_env({name: value})


@pytest.mark.parametrize("given", ["postgres://u@h/d", "postgresql://u@h/d"])
def test_an_url_of_postgresql_uses_the_installed_driver(given: str) -> None:
    settings = Settings.from_env({"DATABASE_URL": given})

    assert settings.database_url == "postgresql+psycopg://u@h/d"


def test_test_mode_has_a_folder_and_a_bank_of_its_own() -> None:
    settings = Settings.from_env({"CLAIMDESK_TEST_MODE": "1"})

    assert (settings.data.name, settings.bank) == ("test", "manual")
