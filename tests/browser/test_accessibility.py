"""Every room by axe-core, and the main path with no pointer at all."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from web.page import ROOMS

GRAVE = ("serious", "critical")
QUESTION = "到2025年要培育多少科技型中小企业？"
UNANSWERABLE = "个人所得税起征点是多少？"


def findings(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
        for violation in found
        if violation["impact"] in GRAVE
        for node in violation["nodes"]
    ]


# What a room shows once it was entered.
ENTERED = {
    "ask": "#history .example",
    "study": "#study-about .pick",
    "applies": "#applies-view .example",
    "prepare": "#prepare-view .example",
    "documents": "#documents-list .files > li",
}


@pytest.mark.parametrize("width", [1440, 390])
def test_every_room_is_accessible(server, open_page, width):
    page = open_page(server, width)
    for room in ROOMS:
        page.locator(f"#masthead [data-room={room}]").click()
        expect(page.locator(f"#room-{room}")).to_be_visible()
        expect(page.locator(ENTERED[room]).first).to_be_visible()
        assert (room, findings(page)) == (room, [])


def test_answers_and_source_are_accessible(server, open_page):
    page = open_page(server)
    for question, state in ((QUESTION, "answered"), (UNANSWERABLE, "not-found"), ("质量" * 600, "failed")):
        page.fill("#question textarea", question)
        page.press("#question textarea", "Enter")
        page.wait_for_selector(f".turn.{state}")
    page.locator(".turn.answered details.bad summary").click()
    page.click("#narrow")
    page.locator("button.mark").first.click()
    page.wait_for_selector("mark.passage")
    page.locator("button.mark").first.hover()
    assert findings(page) == []


def tab_to(page: Page, selector: str, key: str = "Tab") -> None:
    for _ in range(60):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached with {key}")


def test_main_path_by_keyboard_alone(server, open_page):
    page = open_page(server)
    page.keyboard.press("/")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn.answered")
    tab_to(page, "button.mark", "Shift+Tab")
    quote = page.locator(".answer .quote").first.inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("mark.passage").first).to_have_text(quote)
    tab_to(page, "[data-copy]")
    tab_to(page, "details.bad summary")
    page.keyboard.press("Enter")
    tab_to(page, "input[name=reason]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.value") == "引文不对"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('details.bad summary')")
    for name in ROOMS:
        tab_to(page, f"#masthead [data-room={name}]", "Shift+Tab" if name == "ask" else "Tab")
        page.keyboard.press("Enter")
        expect(page.locator(f"#room-{name}")).to_be_visible()
