"""What letters say, how sums are spelled out, and how letters are printed."""

import datetime as dt
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from app.config import ROOT
from app.errors import Misconfigured
from app.insurance.claims.letters import steps_in_words
from app.insurance.claims.names import DOC_TYPE_NAMES
from app.insurance.claims.vocabulary import DOC_TYPES
from app.insurance.letters import contents, fonts
from app.insurance.letters.capitals import in_capitals
from app.insurance.letters.contents import About, Content, Row, Settlement
from app.insurance.letters.models import LetterKind
from app.insurance.letters.pdf import Letterhead, render
from app.insurance.letters.queries import Printable
from app.insurance.letters.wording import LABELS, TITLES
from app.insurance.payments.letters import KIND_NAMES, METHOD_NAMES
from app.insurance.payments.models import PaymentKind
from app.insurance.payments.rules import METHODS
from tests.insurance.conftest import ZONE

DAY = dt.date(2026, 5, 3)
ABOUT = About(
    claim_no="CLM-20260302-000001",
    policy_no="P-MOT",
    product="机动车商业保险",
    loss_at=dt.datetime(2026, 3, 2, 8, 5, tzinfo=ZONE),
    loss_place="上海市浦东新区",
    claimed=Decimal("32000.00"),
    is_life=False,
)
HEAD = Letterhead(company="示例保险股份有限公司", contact="400-000-0000")
FRACTIONS = {"角": Decimal("0.1"), "分": Decimal("0.01")}
LONG = "\n".join(f"第{number}点：" + "驾驶人酒后驾驶，属于责任免除。" * 20 for number in range(40))


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("0.56", "伍角陆分"),
        ("1.00", "壹元整"),
        ("10.00", "壹拾元整"),
        ("15.00", "壹拾伍元整"),
        ("101.00", "壹佰零壹元整"),
        ("110.10", "壹佰壹拾元壹角整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1005.30", "壹仟零伍元叁角整"),
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("3600.00", "叁仟陆佰元整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("100000.00", "壹拾万元整"),
        ("100001.00", "壹拾万零壹元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("10000000.00", "壹仟万元整"),
        ("10001000.00", "壹仟万壹仟元整"),
        ("100000000.00", "壹亿元整"),
        ("100000001.00", "壹亿零壹元整"),
        ("100010001.00", "壹亿零壹万零壹元整"),
        ("1000000000000.00", "壹万亿元整"),
        ("9999999999999.99", "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
    ],
)
def test_a_sum_is_spelled_out_as_vouchers_want_it(amount: str, words: str) -> None:
    assert in_capitals(Decimal(amount)) == f"人民币{words}"


@pytest.mark.parametrize("amount", ["-0.01", "0.001"])
def test_what_cannot_be_paid_is_not_spelled_out(amount: str) -> None:
    with pytest.raises(ValueError, match=r"not a sum"):
        in_capitals(Decimal(amount))


def read_back(words: str) -> Decimal:
    """Return the sum that figures in words mean, by reading them from left to right."""
    total = section = digit = Decimal(0)
    for one in words.removeprefix("人民币").replace("整", ""):
        if one in "零壹贰叁肆伍陆柒捌玖":
            digit = Decimal("零壹贰叁肆伍陆柒捌玖".index(one))
        elif one in "拾佰仟":
            section, digit = section + digit * 10 ** ("拾佰仟".index(one) + 1), Decimal(0)
        elif one == "万":
            section, digit = (section + digit) * 10**4, Decimal(0)
            total, section = total + section, Decimal(0)
        elif one == "亿":
            total, section, digit = (total + section + digit) * 10**8, Decimal(0), Decimal(0)
        elif one == "元":
            total, section, digit = total + section + digit, Decimal(0), Decimal(0)
        else:
            total += digit * FRACTIONS[one]
            digit = Decimal(0)
    return total


@given(st.decimals(min_value=0, max_value=10**13 - 1, places=2))
def test_every_sum_is_read_back_from_its_words(amount: Decimal) -> None:
    words = in_capitals(amount)

    assert read_back(words) == amount
    assert "零零" not in words


def rejection(reasons: str = "酒后驾驶") -> Content:
    return contents.rejection(ABOUT, reasons=reasons, clause="第八条", decided_on=DAY, date=DAY)


def settled(*, agreed: bool = False, already_paid: str = "0.00") -> Content:
    given_result = Settlement(
        decision="赔付",
        payable=Decimal("3600.00"),
        already_paid=Decimal(already_paid),
        steps=[Row(name="理算赔款", value="3,600.00元")],
        agreed=agreed,
    )
    return contents.result(ABOUT, given_result, DAY)


def test_a_right_to_life_benefits_lasts_five_years_and_others_two() -> None:
    life = contents.rejection(
        About(**{**vars(ABOUT), "is_life": True}),
        reasons="责任免除",
        clause="第五条",
        decided_on=DAY,
        date=DAY,
    )

    assert "诉讼时效为5年" in "".join(life.rights)
    assert "诉讼时效为2年" in "".join(rejection().rights)


def test_who_has_nothing_to_agree_on_is_not_asked_to() -> None:
    assert "不同意" in "".join(settled().next_steps)
    assert "不同意" not in "".join(settled(agreed=True).next_steps)


def test_an_advance_is_deducted_from_what_is_still_to_pay() -> None:
    facts = {row.name: row.value for row in settled(already_paid="1000.00").facts}

    assert (facts["已付金额"], facts["本次应付"]) == ("1,000.00元", "2,600.00元")


def test_the_steps_of_a_calculation_are_told_in_words_and_ratios_only_where_they_cut() -> None:
    computed = {"gross": 4000, "prop": "0.8", "liability_ratio": 1, "unknown": 1, "payable": "3200"}

    assert [(row.name, row.value) for row in steps_in_words(computed)] == [
        ("核定损失或给付基数", "4,000.00元"),
        ("投保比例", "80.00%"),
        ("理算赔款", "3,200.00元"),
    ]


def test_a_content_is_stored_and_read_back_as_it_was() -> None:
    stored = json.loads(json.dumps(contents.as_json(settled())))

    assert contents.as_json(contents.from_json(stored)) == stored


def labels_of(part: Any) -> Iterator[tuple[str, str]]:
    if isinstance(part, dict):
        if "value" in part and "label" in part:
            yield part["value"], part["label"]
        part = list(part.values())
    for inner in part if isinstance(part, list) else ():
        yield from labels_of(inner)


def test_papers_are_called_in_letters_as_in_the_forms() -> None:
    form = ROOT / "bpmn/claim_document_review/forms/issue_supplement_notice.form"
    shown = dict(labels_of(json.loads(form.read_text("utf-8"))))

    assert set(DOC_TYPE_NAMES) == set(DOC_TYPES)
    assert {code: shown[code] for code in DOC_TYPES} == DOC_TYPE_NAMES


def test_every_kind_of_letter_and_payment_has_its_words() -> None:
    kinds = {kind.value for kind in LetterKind}

    assert [set(titles) for titles in TITLES.values()] == [kinds] * len(TITLES)
    assert set(LABELS) == set(TITLES)
    assert set(KIND_NAMES) == set(PaymentKind)
    assert set(METHOD_NAMES) == set(METHODS)


def print_of(content: Content) -> Printable:
    return Printable(
        letter_no="LTR-20260503-000001",
        kind=LetterKind.REJECTION,
        language="zh",
        title="保险拒赔通知书",
        recipient="张伟",
        content=content,
    )


def test_the_same_letter_is_printed_to_the_same_bytes() -> None:
    font = fonts.font_for_letters()

    first, again = (render(print_of(rejection()), HEAD, font) for _ in range(2))

    assert first == again
    assert first != render(print_of(rejection("无证驾驶")), HEAD, font)


def test_long_reasons_go_on_over_pages_that_are_numbered() -> None:
    content = render(print_of(rejection(LONG)), HEAD, fonts.font_for_letters())

    texts = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
    numbers = [f"第{page}页共{len(texts)}页" for page in range(1, len(texts) + 1)]
    assert len(texts) > 3
    assert [number in text for number, text in zip(numbers, texts, strict=True)] == [
        True for _ in texts
    ]
    assert "第39点" in "".join(texts)


def test_what_people_wrote_is_never_markup() -> None:
    reasons = "损失 <5000 元 & <b>不属于</b> 责任 <img src='x'/>"

    content = render(print_of(rejection(reasons)), HEAD, fonts.font_for_letters())

    text = "".join(PdfReader(io.BytesIO(content)).pages[0].extract_text().split())
    assert "".join(reasons.split()) in text


def test_a_font_that_is_configured_and_useless_is_named(tmp_path: Path) -> None:
    font = tmp_path / "broken.ttf"
    font.write_bytes(b"no font")

    with pytest.raises(Misconfigured, match=r"LETTER_FONT is .*broken\.ttf"):
        fonts.font_for_letters(font)


def test_fonts_are_looked_for_in_the_order_of_their_fitness(tmp_path: Path) -> None:
    folder = tmp_path / "truetype"
    folder.mkdir()
    names = ("simsun.ttc", "wqy-zenhei.ttc", "NotoSansSC-Regular.ttf", "DejaVuSans.ttf")
    [(folder / name).write_bytes(b"") for name in names]

    found = [path.name for path in fonts.candidates((tmp_path, tmp_path / "nothing"))]

    assert found == ["NotoSansSC-Regular.ttf", "wqy-zenhei.ttc", "simsun.ttc"]


def test_without_any_font_letters_name_one_and_the_log_warns(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(fonts, "candidates", lambda: iter(()))

    name = fonts.font_for_letters.__wrapped__()

    assert name == fonts.NOT_EMBEDDED
    assert "LETTER_FONT" in caplog.text
    assert render(print_of(rejection()), HEAD, name).startswith(b"%PDF")


def test_no_line_begins_with_a_mark_that_ends_a_phrase() -> None:
    texts = [
        "字" * before + "，》：；"[one] + "字" * 60 for before in range(36, 46) for one in range(4)
    ]
    content = render(print_of(rejection("\n".join(texts))), HEAD, fonts.font_for_letters())

    pages = PdfReader(io.BytesIO(content)).pages
    lines = [line for page in pages for line in page.extract_text().splitlines()]
    assert [line for line in lines if line[:1] in set("，》：；")] == []
