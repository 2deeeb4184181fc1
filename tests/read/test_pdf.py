import re
import time
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from mingce.documents.parse import parse
from mingce.errors import UserError
from mingce.read import limits
from mingce.read.layout import Span, gather
from mingce.read.pdf import read_pdf
from mingce.text.clean import clean
from mingce.text.sections import split_sections
from tests.read.pdf_file import HEIGHT, WIDTH, Canvas, PageBreak, body, draw, table, title, write_pdf

ROOT = Path(__file__).resolve().parents[2]
CORPUS = sorted((ROOT / "corpus").glob("*.txt"))
REAL = ROOT.parent / "shared" / "documents" / "pdf" / "新冠治疗方案.pdf"


def source(path: Path) -> list[str]:
    """Title lines and paragraphs of a sample document."""
    return [line for line in clean(path.read_text(encoding="utf-8")).replace("\f", "").split("\n") if line.strip()]


def bare(text):
    return re.sub(r"\s", "", text)


def read(path):
    (raw,) = read_pdf(path, "a")
    return raw


def lines(raw):
    return [line for line in raw.text.replace("\f", "").split("\n") if line]


def set_document(path, document, furniture=None, **style):
    first, *rest = source(document)
    return write_pdf(path, [title(first), *(body(line, **style) for line in rest)], furniture)


# ---------------------------------------------------------------- faithfulness


@pytest.mark.parametrize("document", CORPUS, ids=lambda path: path.stem[:8])
@pytest.mark.parametrize("style", [{"indent": 2}, {"indent": 0, "gap": 12}], ids=["indented", "spaced"])
def test_paragraphs_come_back_as_they_were(document, style, tmp_path):
    raw = read(set_document(tmp_path / "a.pdf", document, **style))
    assert lines(raw) == source(document)
    assert raw.warnings == ()


def test_furniture_goes_and_page_numbers_come_out_right(tmp_path):
    def furniture(canvas: Canvas, page: int) -> None:
        draw(canvas, WIDTH / 2, HEIGHT - 45, "河南省人民政府公报" if page % 2 else "质量强省文件汇编")
        draw(canvas, WIDTH / 2 + (150 if page % 2 else -150), 40, f"— {page} —")
        draw(canvas, WIDTH / 2, HEIGHT / 2, "内部资料", 60, turn=40)  # over the text, turned
        draw(canvas, WIDTH / 2, HEIGHT / 2 - 90, "注意保存", 48)  # upright, at one place

    document = ROOT / "corpus" / "河南质量强省实施意见_20230117.txt"
    path = set_document(tmp_path / "a.pdf", document, furniture)
    raw = read(path)
    assert lines(raw) == source(document)

    pdf = pypdfium2.PdfDocument(path)
    pages = raw.text.split("\f")
    assert len(pages) == len(pdf) > 10
    for number, text in enumerate(pages):
        printed = bare(pdf[number].get_textpage().get_text_range())
        opening = bare(text)[:12]
        assert opening in printed

    document = parse(raw, "a.pdf")
    names = [section.path[-1] for section in split_sections(document) if section.path]
    assert {"一、总体要求", "二、重点任务", "三、保障措施", "（一）指导思想"} <= set(names)
    assert document.title == "中共河南省委 河南省人民政府关于加快推进质量强省建设的实施意见"


def test_furniture_is_never_body_text(tmp_path):
    """At the head of a page stand text, and titles of annexes that count like page numbers."""
    story = []
    for number in range(1, 5):
        story += [
            body(f"附件{number}", indent=0),
            title("项目申报表"),
            body(f"申报单位填写第{number}项。"),
            PageBreak(),
        ]
    raw = read(write_pdf(tmp_path / "a.pdf", story))
    assert lines(raw) == [line for n in range(1, 5) for line in (f"附件{n}", "项目申报表", f"申报单位填写第{n}项。")]


def test_forms_that_begin_alike_are_no_running_heads(tmp_path):
    story = []
    for name in ("甲", "乙", "丙", "丁"):
        story += [body("一、单位基本情况", indent=0), body(f"单位名称：{name}公司", indent=0), PageBreak()]
    raw = read(write_pdf(tmp_path / "a.pdf", story))
    assert lines(raw) == [line for n in "甲乙丙丁" for line in ("一、单位基本情况", f"单位名称：{n}公司")]


def test_the_text_layer_of_a_scan_is_taken_with_a_warning(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.drawInlineImage(Image.new("L", (300, 400), 250), 0, 0, WIDTH, HEIGHT)
    text = canvas.beginText(100, 700)
    text.setFont("STSong-Light", 14)
    text.setTextRenderMode(3)
    text.textLine("扫描软件识别后附上的文字，看不见，但是可以选中和复制。")
    canvas.drawText(text)
    canvas.save()
    raw = read(path)
    assert lines(raw) == ["扫描软件识别后附上的文字，看不见，但是可以选中和复制。"]
    assert raw.warnings == ("第1页的文字是扫描软件识别后附上的，可能有错字，引用前请核对原件。",)


def test_a_blank_page_counts(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    draw(canvas, 300, 700, "第一页的文字")
    canvas.showPage()
    canvas.showPage()
    draw(canvas, 300, 700, "第三页的文字")
    canvas.save()
    assert [part.strip() for part in read(path).text.split("\f")] == ["第一页的文字", "", "第三页的文字"]


# ---------------------------------------------------------------- layout


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_are_read_one_after_the_other(columns, tmp_path):
    document = ROOT / "corpus" / "第十次集体学习讲话精神_20231127.txt"
    first, *rest = source(document)
    story = [title(first), *(body(line, size=9) for line in rest)]
    raw = read(write_pdf(tmp_path / "a.pdf", story, columns=columns, first_height=40))
    assert lines(raw) == [first, *rest]


def test_names_side_by_side_are_read_across(tmp_path):
    """A list in columns is no text in columns."""
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for row in range(8):
        for column, name in enumerate(("王建国", "李志强", "张卫东", "赵丽华")):
            draw(canvas, 120 + 120 * column, 700 - 25 * row, name, 14)
    canvas.save()
    assert lines(read(path))[:2] == ["王建国\u3000李志强\u3000张卫东\u3000赵丽华"] * 2


HEADER = ["指标", "2020年", "2025年目标"]
ROWS = [
    ["制造业质量竞争力指数", "83.1", "84.5以上"],
    ["农产品质量安全例行监测合格率和食品抽检合格率", "97.5%", "98%以上"],
]
PRINTED = ["| 指标 | 2020年 | 2025年目标 |", "| 制造业质量竞争力指数 | 83.1 | 84.5以上 |",
           "| 农产品质量安全例行监测合格率和食品抽检合格率 | 97.5% | 98%以上 |"]  # fmt: skip


@pytest.mark.parametrize(
    "style",
    [
        (),
        [("INNERGRID", (0, 0), (-1, -1), 0.5, "black"), ("LINEABOVE", (0, 0), (-1, 0), 1, "black"),
         ("LINEBELOW", (0, -1), (-1, -1), 1, "black")],
        [("LINEABOVE", (0, 0), (-1, 0), 1, "black"), ("LINEBELOW", (0, 0), (-1, 0), 0.5, "black"),
         ("LINEBELOW", (0, -1), (-1, -1), 1, "black")],
    ],
    ids=["ruled", "open at the sides", "three lines"],
)  # fmt: skip
def test_a_table_is_a_line_a_row(style, tmp_path):
    story = [body("主要指标如下。"), table([HEADER, *ROWS], [180, 100, 120], style), body("以上指标为预期性。")]
    assert lines(read(write_pdf(tmp_path / "a.pdf", story))) == ["主要指标如下。", *PRINTED, "以上指标为预期性。"]


def test_merged_cells_stand_once(tmp_path):
    rows = [["序号", "目标", ""], ["", "2025年", "2035年"], ["1", "80", "90"]]
    style = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))]
    raw = read(write_pdf(tmp_path / "a.pdf", [table(rows, [60, 100, 100], style)]))
    assert lines(raw) == ["| 序号 | 目标 |  |", "|  | 2025年 | 2035年 |", "| 1 | 80 | 90 |"]


def test_a_table_over_two_pages_has_its_head_once(tmp_path):
    rows = [[f"指标{n}", str(n), f"{n}.5"] for n in range(60)]
    raw = read(write_pdf(tmp_path / "a.pdf", [table([HEADER, *rows], [150, 100, 120])]))
    assert raw.text.count("\f") >= 1
    assert lines(raw) == [PRINTED[0], *(f"| {a} | {b} | {c} |" for a, b, c in rows)]


def test_a_frame_around_text_is_no_table(tmp_path):
    """专栏: its text is joined within its own margins."""
    inside = source(CORPUS[0])[2][:120]
    box = table([[f"专栏1：{inside}"]], [300])
    after = "专栏之后的正文，" * 6
    assert lines(read(write_pdf(tmp_path / "a.pdf", [box, body(after)]))) == [f"专栏1：{inside}", after]


def test_notes_at_the_foot_do_not_part_a_paragraph(tmp_path):
    long = source(ROOT / "corpus" / "第十次集体学习讲话精神_20231127.txt")[3] * 3

    def furniture(canvas: Canvas, page: int) -> None:
        if page == 1:
            draw(canvas, 200, 85, "① 数据来源于省统计局。", 9)

    raw = read(write_pdf(tmp_path / "a.pdf", [body(long)], furniture))
    assert lines(raw) == [long, "① 数据来源于省统计局。"]


def test_a_page_on_its_side_is_read_upright(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    for row, text in enumerate(("横向页面的第一行文字", "横向页面的第二行文字")):
        draw(canvas, 200 + 30 * row, 400, text, 14, turn=90)
    canvas.save()
    assert lines(read(path)) == ["横向页面的第一行文字", "横向页面的第二行文字"]


def test_raised_numbers_and_doubled_letters(tmp_path):
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path))
    canvas.setFont("STSong-Light", 16)
    canvas.drawString(100, 700, "总量为10")
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(100 + canvas.stringWidth("总量为10", "STSong-Light", 16), 707, "8")
    for shift in (0, 0.4):  # a poor man's bold
        draw(canvas, 300 + shift, 600, "加粗的标题", 16)
    canvas.save()
    assert lines(read(path)) == ["总量为10⁸", "加粗的标题"]


def test_marks_drawn_after_their_line_stand_in_it():
    """LibreOffice draws the quotation marks of a line, which come from another font, after the line."""
    text = "落实“四主四市”工作思路，“一”个都不能少。"
    spans = [Span(char, 60 + 12.0 * row, 72 + 12.0 * row, 100.0, 12.0) for row, char in enumerate(text)]
    below = [Span(char, 60 + 12.0 * row, 72 + 12.0 * row, 120.0, 12.0) for row, char in enumerate("下一行。")]
    drawn = sorted(spans, key=lambda span: span.text in "“”")
    assert [line.text for line in gather([*drawn, *below])] == [text, "下一行。"]


# ---------------------------------------------------------------- what cannot be read


def damaged(tmp_path, kind):
    path = set_document(tmp_path / "a.pdf", CORPUS[0])
    data = path.read_bytes()
    if kind == "password":
        return write_pdf(path, [body("保密。")], password="secret")
    path.write_bytes({"empty": b"", "truncated": data[: len(data) // 2], "no pdf": b"%PDF-1.7\n" + b"x" * 500}[kind])
    return path


@pytest.mark.parametrize(
    "kind, told",
    [("password", "密码"), ("empty", "空"), ("truncated", "不完整"), ("no pdf", "已损坏")],
)
def test_a_damaged_file_is_told_in_a_sentence(kind, told, tmp_path):
    with pytest.raises(UserError, match=told) as error:
        read(damaged(tmp_path, kind))
    assert "\n" not in str(error.value)


def test_an_empty_password_opens(tmp_path):
    assert lines(read(write_pdf(tmp_path / "a.pdf", [body("可以打开。")], owner="owner"))) == ["可以打开。"]


def test_too_many_pages(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PAGES", 3)
    with pytest.raises(UserError, match="4 页，超过上限 3 页"):
        read(write_pdf(tmp_path / "a.pdf", [part for _ in range(4) for part in (body("一页。"), PageBreak())]))


def test_pages_without_anything_have_no_text(tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"))
    canvas.showPage()
    canvas.save()
    with pytest.raises(UserError, match="没有可读的文字"):
        read(tmp_path / "a.pdf")


# ---------------------------------------------------------------- a real one


@pytest.mark.skipif(not REAL.exists(), reason="the shared documents are not here")
def test_a_real_document():
    started = time.perf_counter()
    raw = read(REAL)
    assert time.perf_counter() - started < 31 * 0.2

    pdf = pypdfium2.PdfDocument(REAL)
    printed = [bare(pdf[page].get_textpage().get_text_range()) for page in range(len(pdf))]
    printed = "".join(text.removeprefix(str(page)) for page, text in enumerate(printed, start=1))
    assert bare(raw.text) == printed

    paragraphs = lines(raw)
    assert paragraphs[0] == "新型冠状病毒肺炎诊疗方案（试行第九版）"
    ends = sum(line[-1] in "。：:；" for line in paragraphs if len(line) > 40)
    assert ends >= 0.95 * sum(len(line) > 40 for line in paragraphs)
    document = parse(raw, REAL.name)
    tops = [section.path[0] for section in split_sections(document) if section.path]
    tops = [a for a, b in pairwise([*tops, ""]) if a != b]
    assert tops == [
        "一、病原学特点", "二、流行病学特点", "三、病理改变", "四、临床特点", "五、诊断", "六、临床分型",
        "七、重型/危重型高危人群", "八、重型/危重型早期预警指标", "九、鉴别诊断", "十、病例的发现与报告", "十一、治疗",
        "十二、护理", "十三、解除隔离管理、出院标准及解除隔离管理、出院后注意事项", "十四、转运原则", "十五、医疗机构内感染预防与控制",
        "十六、预防",
    ]  # fmt: skip
    assert document.page_at(document.text.index("十六、预防")) in (30, 31)
