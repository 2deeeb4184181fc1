"""Patterns of official Chinese text that several modules share, each with its examples.

Labels and headings stand in labels.py, dates in dates.py, numbers in numerals.py, places in places.py; what only one
module needs stands in that module.
"""

import re

# ---------------------------------------------------------------- characters

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇々"
CJK = HAN + r"\u3000-\u303f\uff00-\uff60\uffe0-\uffe6“”‘’—…·《》"

# ---------------------------------------------------------------- lines and sentences

# A page number alone on its line: "- 19 -", "— 3 —", "第 3 页", "第3页 共12页".
# Not a bare "19": it may be a table cell or a footnote mark (see clean.drop_page_numbers for runs of them).
PAGE_NUMBER = re.compile(
    r"^[ \t\u3000]*(?:[-—–－]\s*\d{1,4}\s*[-—–－]|第\s*\d{1,4}\s*页(?:\s*[，,/]?\s*共\s*\d{1,4}\s*页)?)[ \t\u3000]*$"
)
# A row of a table as the readers write it: "| 指标 | 2025年 |"
TABLE_ROW = re.compile(r"^\|.*\|$")
# A sentence ends after 。！？ and the closing marks that follow: "……精神。”", "（下同）。）".
SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)》]*|…{2}(?=$|\n)|\n")
# Where a sentence that is too long to quote may be cut: after ；, as in a list of duties.
CLAUSE_END = re.compile(r"[；;]")

# ---------------------------------------------------------------- names and terms

# "国发〔2023〕1号", "银发〔2026〕42号", "国务院令第737号", "人民银行〔2020〕5号令"
DOCUMENT_NUMBER = re.compile(
    r"(?![年月日])[\u4e00-\u9fff]{1,12}[〔\[［（(]\s?\d{4}\s?[〕\]］）)]\s?第?\s?\d{1,4}\s?号|(?![年月日])[\u4e00-\u9fff]{2,20}令\s*第\s?\d{1,4}\s?号"
)
# Quoted terms and titles, the corpus's own words: “揭榜挂帅”, 《质量强国建设纲要》
QUOTED = re.compile(r"[“\"]([^“”\"\n]{2,16})[”\"]")
TITLED = re.compile(r"《([^《》\n]{2,40})》")
# What a text defines: "本条例所称非法集资，是指…", "本办法所称“绿色通道”是指…"
DEFINES = re.compile(r"所称的?“?(?P<term>[\u4e00-\u9fff]{2,14}?)”?，?是?指")
