"""Years that a text tells, and what comes anew each year: the edition that a question asks for, and the one at hand."""

import re
from difflib import SequenceMatcher

from mingce.datatypes import Document
from mingce.text.dates import CHINESE_YEAR, YEARS
from mingce.text.fold import in_order
from mingce.text.numerals import HAN_NUMERALS, read_number

DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
YEAR = re.compile(rf"(?<!\d)((?:19|20)\d{{2}})(?!\d)|({CHINESE_YEAR})(?=年)")
SEVERAL = re.compile(rf"(?<![{HAN_NUMERALS}○\d])[两二三四五六七八九十]年")
UNTIL = ("到", "至", "自", "从")  # "到2025年行动计划的目标": no edition
# What stands behind a year where a document of that year is named: "2024年|医改重点工作任务有什么"
BEHIND = re.compile(r"年?度?的?(?P<name>[^，。？！；：,?!;:]{2,24})")
GENRE = re.compile(r"[\u4e00-\u9fff]{1,12}?(?:报告|要点|任务|贺词|公报|目录|计划|方案|清单|指南)")
SHARED = 4  # characters that the name and the title have in common: "新年贺词", "工作要点"


def years_of(text: str) -> frozenset[int]:
    """The years that a text names, in any numerals.

    >>> sorted(years_of("二〇二三年和2024年，二００一年，到１９９９年"))
    [1999, 2001, 2023, 2024]
    """
    text = text.translate(DIGITS)
    return frozenset(int(match[1] or read_number(match[2])) for match in YEAR.finditer(text))


def other_edition(text: str, document: Document) -> str:
    """That the document is of another year than the one of its kind that a question names, a sentence; "" otherwise.

    >>> other_edition("青海2024年医改重点任务有什么", Document("d", "青海省2022年综合医改重点任务", "", ""))
    '已收录的文件里没有2024年的，只有《青海省2022年综合医改重点任务》。'
    """
    title = document.title.translate(DIGITS)
    own = years_of(title)
    if not own or YEARS.search(title) or SEVERAL.search(title):  # a plan of several years speaks of each of them
        return ""
    text = text.translate(DIGITS)
    for match in YEAR.finditer(text):
        year = int(match[1] or read_number(match[2]))
        behind = BEHIND.match(text, match.end())
        if year in own or not behind or text[: match.start()].endswith(UNTIL):
            continue
        if any(_names(behind["name"], title[m.end() :]) for m in YEAR.finditer(title)):
            return f"已收录的文件里没有{year}年的，只有《{document.title}》。"
    return ""


def _names(said: str, title: str) -> bool:
    """Whether what is said behind a year is the name of what stands behind the year of a title, or a short form of it."""
    found = SequenceMatcher(None, said, title, autojunk=False).find_longest_match()
    short = GENRE.match(said)
    return found.size >= SHARED or bool(short and len(short[0]) >= SHARED and in_order(short[0], title))
