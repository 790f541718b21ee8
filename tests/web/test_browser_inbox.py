"""The inbox in a real browser: keys, undo, what others do meanwhile, a server that is gone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from app.inbox.lists.listing import Window
from tests.frontend.browser import MISSING, PROGRAM, browser
from tests.scenarios.company import Company
from tests.scenarios.s1 import REPORT
from tests.scenarios.serving import served

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
]
WIDE = {"width": 1440, "height": 900}
ASK_NOW = "dispatchEvent(new Event('online'))"  # as when the machine is on the network again
FOCUSED = "document.activeElement.id"


@pytest.fixture
def address(company: Company) -> Iterator[str]:
    """Serve the pages of a company with four claims to register."""
    company.clock_shows("2026-03-02T09:30")
    for number in range(4):
        company.reports("u_int", **{**REPORT, "object_id": f"沪A1000{number}"})
    with served(company) as address:
        yield address


def sits_down(page: Page) -> Page:
    """Let the registrar sign in, before the tasks of their group."""
    page.goto("/sign-in?next=/tasks?view%3Dteam")
    page.get_by_label("用户名").fill("u_reg")
    page.get_by_label("密码").fill("claimdesk")
    page.get_by_label("密码").press("Enter")
    page.wait_for_url("**/tasks*")
    page.goto("/tasks?view=team")
    return page


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of, e.g. a breach of the content policy."""
    return []


@pytest.fixture
def page(address: str, complaints: list[str]) -> Iterator[Page]:
    """The inbox of a registrar, with its script at work."""
    with browser(locale="zh-CN", base_url=address, viewport=WIDE) as opened:
        page = opened.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        sits_down(page).wait_for_selector("html[data-script=on]")
        yield page


def test_tasks_are_worked_through_by_keyboard(page: Page, complaints: list[str]) -> None:
    rows, toasts = page.locator(".task-row"), page.locator("#toasts")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    expect(rows.nth(1).locator(".who")).to_have_text("我")
    expect(page.locator("#tasks-nav [aria-current] .count")).to_have_text("4")
    assert page.evaluate(FOCUSED) == rows.nth(1).locator(".name").get_attribute("id")
    toasts.get_by_role("button", name="撤销").click()
    expect(rows.nth(1).locator(".who")).to_have_text("")

    page.keyboard.press("Enter")
    expect(page.locator("#detail h1")).to_have_text("立案")
    expect(page.locator("#detail")).to_be_focused()
    expect(rows.nth(1).locator(".name")).to_have_attribute("aria-current", "true")
    page.get_by_label("不予立案").focus()
    page.keyboard.press("Tab")
    page.keyboard.type("5")
    expect(page.locator("#f-reserve_amount")).to_have_value("5")
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#picked")).to_have_text("2")
    page.locator("#bulk").get_by_role("button", name="领取").click()
    expect(toasts).to_contain_text("已领取 2 个任务。")
    expect(page.locator("#detail [data-act=release]")).to_be_visible()

    page.keyboard.press("/")
    page.keyboard.type("沪A10003")
    expect(rows).to_have_count(1)
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("沪A10003")
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(rows).to_have_count(2)
    page.keyboard.press("?")
    page.get_by_label("启用单键操作").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("g")
    page.keyboard.press("u")
    expect(page.locator("#keys-help")).to_be_hidden()
    expect(rows).to_have_count(2)
    page.go_back()
    expect(page.locator("#q")).to_have_value("沪A10003")
    assert complaints == []


def test_an_act_with_many_loses_nothing_and_no_step_back(page: Page) -> None:
    rows, toasts = page.locator(".task-row"), page.locator("#toasts")
    rows.nth(0).locator(".name").click()
    expect(page.locator("#detail h1")).to_be_visible()
    before = page.evaluate("history.length")
    rows.nth(0).locator(".pick").check(force=True)
    rows.nth(1).locator(".pick").check(force=True)
    page.locator("#bulk").get_by_role("button", name="领取").click()
    expect(page.locator("#detail [data-act=release]")).to_be_visible()
    assert page.evaluate("history.length") == before

    rows.nth(0).locator(".pick").check(force=True)
    rows.nth(1).locator(".pick").check(force=True)
    page.locator("#bulk summary", has_text="推迟").click()
    page.locator("#bulk").get_by_role("button", name="推迟").click()
    expect(toasts).to_contain_text("请填写推迟到何时。")
    expect(page.locator("#picked")).to_have_text("2")
    expect(page.locator("[name=until]")).to_be_focused()
    page.locator("[name=until]").fill("2026-03-05T09:00")
    page.locator("[name=until]").press("Enter")
    expect(toasts).to_contain_text("已推迟 2 个任务。")
    expect(page.locator("#bulk details[open]")).to_have_count(0)


def test_keys_act_with_all_that_is_selected(page: Page) -> None:
    rows, toasts = page.locator(".task-row"), page.locator("#toasts")
    for key in "jxjx":
        page.keyboard.press(key)

    page.keyboard.press("c")
    expect(toasts).to_contain_text("已领取 2 个任务。")
    expect(rows.nth(1).locator(".name")).to_be_focused()
    for key in "xkxb":
        page.keyboard.press(key)
    expect(page.locator("#bulk [value=claim]")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(toasts).to_contain_text("已退回 2 个任务。")
    expect(rows.nth(0).locator(".name")).to_be_focused()


def test_pages_filters_and_the_way_back_keep_ones_place(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Window.__init__.__kwdefaults__ or {}, "limit", 3)
    page.reload()
    page.wait_for_selector("html[data-script=on]")
    rows = page.locator(".task-row")
    expect(rows).to_have_count(3)
    for _ in range(4):
        page.keyboard.press("j")
    expect(page.get_by_role("link", name="下一页")).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    expect(rows.first.locator(".name")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(3)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("#detail")).to_be_focused()
    page.go_back()
    expect(rows.nth(1).locator(".name")).to_be_focused()

    page.get_by_text("筛选与排序").click()
    page.get_by_label("处理人").select_option(label="未领取")
    page.get_by_label("流程").select_option(label="理赔")
    chips = page.locator(".chips .chip")
    expect(chips).to_have_count(2)
    chips.first.focus()
    page.keyboard.press("Enter")
    expect(chips).to_have_count(1)
    expect(chips.first).to_be_focused()
    expect(page.get_by_label("处理人")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#q")).to_be_focused()


def test_what_others_do_is_shown_without_losing_ones_place(page: Page, company: Company) -> None:
    rows = page.locator(".task-row")
    keys = [row.get_attribute("id") for row in rows.all()]
    rows.nth(2).locator(".name").click()
    expect(page.locator("#detail h1")).to_be_visible()
    rows.nth(3).locator(".name").focus()
    rows.nth(3).locator(".pick").check()
    rows.nth(3).locator(".name").focus()

    task = (keys[2] or "").removeprefix("task-")
    (user,) = company.get("u_adm", "/users", q="u_reg")["items"]
    company.post("u_sup", f"/tasks/{task}/assign", {"user": str(user["id"]), "reason": "x"})
    company.post("u_sup", f"/tasks/{keys[0][5:]}/assign", {"group": "surveyor", "reason": "x"})
    company.reports("u_int", **{**REPORT, "object_id": "沪A10009"})
    page.evaluate(ASK_NOW)

    expect(page.locator("#changed")).to_contain_text("潘峰")
    expect(page.locator("#heard")).to_have_text("1 个新任务")
    expect(rows).to_have_count(4)
    assert page.evaluate(FOCUSED) == f"open-{keys[3][5:]}"
    expect(page.locator(f"#pick-{keys[3][5:]}")).to_be_checked()
    page.get_by_role("link", name="查看").click()
    expect(page.locator("#changed")).to_be_empty()
    expect(page.locator("#detail [data-act=release]")).to_be_visible()


def test_an_act_after_time_is_up_asks_to_sign_in_and_comes_back(page: Page) -> None:
    page.locator(".task-row .name").first.focus()
    page.context.clear_cookies()

    page.keyboard.press("c")

    expect(page.get_by_label("用户名")).to_be_focused()
    page.get_by_label("用户名").fill("u_reg")
    page.get_by_label("密码").fill("claimdesk")
    page.get_by_label("密码").press("Enter")
    expect(page.locator(".task-row")).to_have_count(4)
    assert page.url.endswith("/tasks?view=team")


def test_a_server_that_is_gone_is_told_and_found_again(page: Page) -> None:
    page.route("**/tasks/live*", lambda route: route.abort())
    page.evaluate(ASK_NOW)
    expect(page.locator("#lost")).to_contain_text("连接中断")
    expect(page.locator(".task-row")).to_have_count(4)

    page.unroute("**/tasks/live*")
    page.evaluate(ASK_NOW)
    expect(page.locator("#lost")).to_be_hidden()
    expect(page.locator("#toasts")).to_contain_text("已重新连接。")


def test_without_a_script_tasks_are_selected_and_taken(address: str) -> None:
    with browser(
        locale="zh-CN", base_url=address, viewport=WIDE, java_script_enabled=False
    ) as opened:
        page = sits_down(opened.new_page())
        rows = page.locator(".task-row")
        rows.nth(0).hover()
        rows.nth(0).locator(".pick").check()
        rows.nth(3).locator(".pick").check()
        page.locator("#bulk").get_by_role("button", name="领取").click()

        expect(page.get_by_text("已领取 2 个任务。")).to_be_visible()
        expect(rows.nth(3).locator(".who")).to_have_text("我")
        page.get_by_text("筛选与排序").click()
        page.get_by_label("处理人").select_option(label="未领取")
        page.get_by_role("button", name="应用").click()
        expect(rows).to_have_count(2)
