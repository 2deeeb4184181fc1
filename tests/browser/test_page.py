"""The page and its first room as a reader meets them. Each test also fails on a foreign request, a console error or a dialog (open_page)."""

import json
import re

from playwright.sync_api import Page, expect

QUESTION = "到2025年要培育多少科技型中小企业？"
QUOTE = "培育2万家以上科技型中小企业。"
UNANSWERABLE = "个人所得税起征点是多少？"
NASTY = "河湖 <script>alert(1)</script><img src=x onerror=alert(2)> **a** $x$ [1] {{value}} ${value} 😀👨‍👩‍👧"


def ask(page: Page, question: str, state: str = "answered") -> None:
    """Type, press Enter, wait for the new turn to be complete."""
    turns = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    page.locator(".turn").nth(turns).and_(page.locator(f".{state}")).wait_for()


def in_view(page: Page, selector: str) -> bool:
    """Whether the middle of the first such element is what a reader sees at that place."""
    return page.evaluate(
        """selector => {
          const element = document.querySelector(selector), box = element.getClientRects()[0];
          const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          return element === seen || element.contains(seen) || !!seen?.contains(element) && seen.matches("p");
        }""",
        selector,
    )


def choose_scope(page: Page, title: str) -> None:
    page.click("#scope input")
    page.get_by_role("option", name=re.compile(title)).click()
    page.keyboard.press("Escape")


def test_citation_opens_the_source_at_the_quote(server, open_page):
    page = open_page(server)
    assert page.title() == "明策"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    ask(page, QUESTION)
    quote = page.locator(".answer .quote").first.inner_text()
    assert QUOTE in quote
    card = page.locator(".citation").first.inner_text()
    assert "《中共河南省委" in card and "1.加快质量技术创新应用" in card and "2023年1月17日" in card

    page.get_by_role("button", name=re.compile("引文 1，")).click()
    page.wait_for_selector("mark.passage")
    assert "".join(page.locator("mark.passage").all_inner_texts()) == quote
    page.wait_for_function("document.querySelector('#source').scrollTop > 0")
    assert in_view(page, "mark.passage")

    page.click(".outline summary")
    page.get_by_role("link", name="一、总体要求").click()
    expect(page.locator("#source h3").first).to_be_in_viewport()

    # An earlier answer still opens, by keyboard, and the same passage twice is reached twice.
    ask(page, "推进涉外法治工作的根本目的是什么？")
    expect(page.locator(".turn")).to_have_count(2)
    page.locator(".turn").last.locator("button.mark").last.press("Enter")
    expect(page.locator("mark.passage").first).to_contain_text("根本目的")
    page.locator(".turn").first.locator("button.citation").press("Enter")
    expect(page.locator("mark.passage").first).to_have_text(quote)
    page.evaluate("document.querySelector('#source').scrollTop = 0")
    page.locator(".turn").first.locator("button.mark").press("Enter")
    page.wait_for_function("document.querySelector('#source').scrollTop > 0")
    assert in_view(page, "mark.passage")


def test_off_topic_question_is_turned_down_not_failed(server, open_page):
    page = open_page(server)
    ask(page, UNANSWERABLE, "not-found")
    refusal = page.locator(".refusal")
    expect(refusal).to_contain_text("文件里没有")
    for title in ("《中共中央政治局会议精神》", "《中共河南省委", "第十次集体学习"):
        expect(refusal.locator(".searched")).to_contain_text(title)
    assert page.locator(".failure, [role=alert], .turn .mark").count() == 0
    nearest = page.locator(".related button").first
    section = nearest.locator(".snippet").inner_text()
    nearest.click()
    expect(page.locator("mark.passage").first).to_be_visible()
    assert section in "".join(page.locator("mark.passage").all_inner_texts())


def test_example_clear_and_multiline(server, open_page):
    page = open_page(server)
    assert page.locator(".example").count() == 6
    page.locator(".example").first.click()
    page.wait_for_selector(".turn.answered")
    expect(page.locator(".question")).to_contain_text("长江经济带")
    page.click("#clear")
    page.wait_for_selector("#history .empty")
    page.fill("#question textarea", "第一行")
    page.press("#question textarea", "Shift+Enter")
    page.type("#question textarea", "第二行")
    assert page.input_value("#question textarea") == "第一行\n第二行"
    assert page.locator(".turn").count() == 0


def test_mistake_looks_like_an_error_and_keeps_the_question(server, open_page):
    page = open_page(server)
    ask(page, "质量" * 600, "failed")
    expect(page.locator(".failure")).to_contain_text("最多 1000 个字")
    expect(page.locator("#question textarea")).to_have_value("质量" * 600)
    page.fill("#question textarea", "   ")
    page.press("#question textarea", "Enter")
    page.wait_for_timeout(300)
    assert page.locator(".turn").count() == 1


def test_phone(server, open_page):
    page = open_page(server, 390, 844, has_touch=True, is_mobile=True)

    def overflows() -> bool:
        return page.evaluate("document.documentElement.scrollWidth > innerWidth")

    assert not overflows()
    ask(page, QUESTION)
    assert not overflows()
    assert page.locator("#source").is_hidden()
    page.locator("button.mark").first.tap()
    expect(page.locator("mark.passage").first).to_be_in_viewport()
    assert in_view(page, "mark.passage")
    assert not overflows()
    page.keyboard.press("Escape")
    assert page.locator("#source").is_hidden()
    assert page.evaluate("document.activeElement.className") == "mark"
    page.locator(".open-pane").tap()
    page.locator(".close-pane").tap()
    assert page.locator("#source").is_hidden()
    ask(page, UNANSWERABLE, "not-found")
    assert not overflows()


def test_document_filter_restricts(server, open_page):
    page = open_page(server)
    choose_scope(page, "第十次集体学习")
    ask(page, QUESTION, "not-found")
    expect(page.locator(".scope")).to_contain_text("第十次集体学习")
    expect(page.locator(".searched")).to_have_text(
        "所查文件：《习近平在中共中央政治局第十次集体学习时的重要讲话精神》。"
    )
    for title in page.locator(".related .title").all_inner_texts():
        assert "第十次集体学习" in title
    page.click("#scope .token .token-remove")
    ask(page, QUESTION)
    expect(page.locator(".turn").last.locator(".answer")).to_contain_text(QUOTE)


def test_markup_in_question_document_and_file_name_is_text(rough_server, open_page, hostile):
    file_name, text = hostile
    page = open_page(rough_server)
    expect(page.locator(".document")).to_contain_text("<script>alert('title')</script>办法")
    ask(page, "企业应当缴纳多少保证金？")
    expect(page.locator(".quote").first).to_contain_text("**三万元**保证金，公式为$x^2$，见{{value}}和${value}[1]。")
    assert page.locator(".answer .mark").count() == page.locator(".citation").count()
    page.locator("button.mark").first.click()
    page.wait_for_selector("mark.passage")
    assert page.locator("article.text").evaluate("article => article.textContent") == text
    expect(page.locator(".file")).to_have_text(f"文件：{file_name}")
    page.fill("#question textarea", NASTY)
    page.press("#question textarea", "Enter")
    expect(page.locator(".turn").last.locator(".words")).to_have_text(NASTY)
    page.wait_for_function("!document.querySelector('.turn.busy')")
    choose_scope(page, "办法")
    ask(page, "谁负责监督检查？")
    page.wait_for_timeout(200)
    assert (
        page.locator(
            "#history :is(script, img, strong > em), #source :is(script, img), #scope :is(script, img)"
        ).count()
        == 0
    )


def test_stop_and_fault(rough_server, open_page):
    page = open_page(rough_server)
    page.fill("#question textarea", "慢问题：谁负责监督检查？")
    page.press("#question textarea", "Enter")
    expect(page.locator(".busy-note")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".turn.stopped")).to_contain_text("已停止")
    page.get_by_role("button", name="重试").click()
    expect(page.locator(".busy-note")).to_be_visible()
    page.click("#stop")
    expect(page.locator(".turn.stopped")).to_have_count(1)
    expect(page.locator("#send")).to_be_visible()
    ask(page, "谁负责监督检查？")
    expect(page.locator(".turn").last.locator(".answer")).to_contain_text("省水利厅")

    ask(page, "坏问题", "failed")
    text = page.locator(".failure").inner_text()
    page.get_by_role("button", name="重试").last.click()
    page.wait_for_function("!document.querySelector('.turn.busy')")
    expect(page.locator(".turn")).to_have_count(3)  # the failed turn was asked again, not a second one beside it
    assert "程序出了意外" in text and "secret detail" not in page.content() and "Traceback" not in page.content()
    assert "secret detail" in rough_server.log.read_text(encoding="utf-8")


def test_printed_page_keeps_question_answer_and_source(server, open_page):
    page = open_page(server)
    ask(page, QUESTION)
    page.emulate_media(media="print")
    for selector in (".question", ".answer", ".citation"):
        expect(page.locator(selector).first).to_be_visible()
    for selector in ("#composer", "#source"):
        assert page.locator(selector).is_hidden()


def test_copied_answer_pastes_as_text_and_as_html(server, open_page):
    page = open_page(server, permissions=["clipboard-read", "clipboard-write"])
    ask(page, QUESTION)
    quote = page.locator(".answer .quote").first.inner_text()
    cited = "《中共河南省委 河南省人民政府关于加快推进质量强省建设的实施意见》二、（二）1.（2023年1月17日）"
    page.get_by_role("button", name="复制（文中注）").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    expect(page.locator("[aria-live=polite].only-spoken")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"“{quote}”——{cited}"
    page.get_by_role("button", name="复制（脚注）").click()
    page.wait_for_timeout(100)
    read = "(async () => (await (await navigator.clipboard.read())[0].getType('text/html')).text())()"
    html = page.evaluate(read)
    assert f"{quote}<sup>[1]</sup>" in html and f"[1] {cited}" in html
    # An office page without TLS has no clipboard API: the browser's own copy command, with the same two forms.
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.get_by_role("button", name="复制（文中注）").click()
    page.focus("#question textarea")
    page.keyboard.press("Control+V")
    expect(page.locator("#question textarea")).to_have_value(f"“{quote}”——{cited}")


def test_conversation_survives_a_reload_and_is_cleared_for_good(server, open_page):
    page = open_page(server)
    ask(page, QUESTION)
    page.wait_for_function("localStorage.getItem('mingce-turns')")
    kept = page.evaluate("localStorage.getItem('mingce-turns').length")
    ask(page, UNANSWERABLE, "not-found")
    before = page.locator(".conversation").inner_text()
    page.wait_for_function("kept => localStorage.getItem('mingce-turns').length > kept", arg=kept)
    page.reload()
    expect(page.locator(".turn")).to_have_count(2)
    assert page.locator(".conversation").inner_text() == before
    quote = page.locator(".answer .quote").first.inner_text()
    page.locator("button.mark").first.click()
    expect(page.locator("mark.passage").first).to_have_text(quote)
    page.click("#clear")
    page.wait_for_selector("#history .empty")
    page.wait_for_timeout(300)
    page.reload()
    page.wait_for_selector("#history .empty")
    page.wait_for_timeout(500)
    assert page.locator(".turn").count() == 0


def test_quote_card_by_pointer_and_by_keyboard(server, open_page):
    page = open_page(server)
    ask(page, QUESTION)
    card, mark = page.get_by_role("tooltip"), page.locator("button.mark").first
    mark.hover()
    expect(card).to_contain_text(QUOTE)
    expect(card).to_contain_text("实施意见》二、（二）1.")
    page.mouse.move(5, 5)
    expect(card).to_be_hidden()
    page.focus("#question textarea")
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.matches('button.mark')"):
            break
    expect(card).to_contain_text(QUOTE)
    assert mark.get_attribute("aria-describedby") == card.get_attribute("id")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_rating_is_kept_on_this_machine_and_exported(server, open_page):
    page = open_page(server)
    ask(page, QUESTION)
    page.get_by_role("button", name="有帮助").click()
    expect(page.locator(".rated")).to_have_text("已记下：有帮助")
    ask(page, "推进涉外法治工作的根本目的是什么？")
    turn = page.locator(".turn").last
    turn.get_by_text("有问题").click()
    turn.get_by_label("引文不对").check()
    turn.get_by_label(re.compile("补充说明")).fill("推进涉外法治工作，根本目的是用法治方式更好维护")
    turn.get_by_role("button", name="提交").click()
    expect(turn.locator(".rated")).to_have_text("已记下：引文不对")
    path = server.home / "反馈.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    good, bad = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][-2:]
    assert good["good"] and QUOTE in good["answer"]["citations"][0]["quote"]
    assert (bad["good"], bad["reason"], bad["history"][0]["content"]) == (False, "引文不对", QUESTION)
    page.reload()
    with page.expect_download() as downloading:
        page.click("#export-feedback")
    lines = downloading.value.path().read_text(encoding="utf-8").splitlines()
    assert downloading.value.suggested_filename == "反馈整理成的评测题.jsonl"
    assert QUOTE in "".join(json.loads(lines[0])["evidence"])


def test_filter_by_kind_and_year(server, open_page):
    page = open_page(server)
    page.click("#narrow")
    expect(page.locator("#narrow")).to_have_attribute("aria-expanded", "true")
    page.get_by_label("会议精神").check()
    ask(page, QUESTION, "not-found")
    expect(page.locator(".turn .scope")).to_have_text("只查：会议精神（1 份文件）")
    expect(page.locator(".searched")).to_have_text("所查文件：《中共中央政治局会议精神》。")
    for side in ("#first-year", "#last-year"):
        page.click(f"{side} input")
        page.get_by_role("option", name="2023").click()
        expect(page.get_by_role("option")).to_have_count(0)
    choose_scope(page, "第十次集体学习")
    ask(page, QUESTION, "failed")
    expect(page.locator(".failure")).to_contain_text("没有一份符合“会议精神，2023年”")


def test_ways_in_and_keys(server, open_page):
    page = open_page(server)
    page.locator("h2").first.click()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.matches('#question textarea')")
    page.keyboard.type("1/2")
    expect(page.locator("#question textarea")).to_have_value("1/2")
    page.locator(".to-room").first.click()
    assert page.evaluate("document.body.dataset.room") == "study"
    assert page.locator("#masthead [aria-current]").inner_text() == "研读"
    page.locator("#masthead [data-room=ask]").click()
    ask(page, UNANSWERABLE, "not-found")
    page.get_by_role("button", name="换个问法").click()
    expect(page.locator("#question textarea")).to_have_value(UNANSWERABLE)
    expect(page.locator("#question textarea")).to_be_focused()
