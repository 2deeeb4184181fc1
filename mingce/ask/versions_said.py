"""Which version of a document a question asks for: "旧版", "2006年那部", "二〇一七年修订的", else the one in force.

tests/ask/test_naming.py is the table of examples.
"""

import re
from collections.abc import Sequence
from datetime import date

from mingce.datatypes import Document
from mingce.text.dates import made, years_made

# "24年政府工作报告", "07年国务院令", "二〇二三年", "零六年"
SHORT_YEAR = re.compile(r"(?<![\d.])([0-3]\d)年(?=政府|国务院|工作|报告|版|的|那|出|发|修|公布)")
SPOKEN_YEAR = re.compile(r"(?:(二)[〇零○0])?[〇零○一二三][零〇○一二三四五六七八九](?=年)")
YEAR_BEHIND = re.compile(r"(?<=[\u4e00-\u9fff》])[（(]((?:19|20)\d{2})年?(?:版|修订|修正)?[）)]")  # "反洗钱法（2006）"
VERSION_YEAR = re.compile(r"((?:19|20)\d{2})\s*年?(?=修订|修正|版|的|那|以前|之前|时|当时|还|[\u4e00-\u9fff])")
OLDER = re.compile(
    r"旧版|老版|旧的?(?=[\u4e00-\u9fff])|老的?(?=[\u4e00-\u9fff])|修订前|修改前|修正前|原来的|以前的|上一版|之前的版本"
)
NEWER = re.compile(r"新版|新的那|新法|现行|最新")
OF_A_VERSION = re.compile(
    r"(?:一样|这么|那么)(?:多|长|高)?.?(?:吗|么)?|那|这|的|呢|也|是|部|份|个|一|法|条例|办法|规定|版|本|有|[，,？?。]"
)


def version_of(bearers: Sequence[Document], text: str, today: date) -> tuple[Document, tuple[Document, ...]]:
    """Of several versions the one that is asked for, of the year that is said, else the one in force; and all of them,
    newest first."""
    newest = sorted(bearers, key=lambda d: (made(d) or d.date, d.effective), reverse=True)
    if len(newest) == 1:
        return newest[0], tuple(newest)
    if match := YEAR_BEHIND.search(text) or VERSION_YEAR.search(text):
        year = match[1]
        of_year = [d for d in newest if year in years_made(d)]
        before = [d for d in newest if (d.effective or made(d) or "9999")[:4] <= year]
        return (of_year or before or newest)[0], tuple(newest)
    in_force = [d for d in newest if not d.effective or d.effective <= today.isoformat()]
    if OLDER.search(text) and len(newest) > 1:
        return newest[1], tuple(newest)
    return (in_force or newest)[0], tuple(newest)


def tells_version_only(text: str) -> bool:
    """Whether a question says no more than another version: what is asked stands in the question before.

    >>> tells_version_only("旧法呢？"), tells_version_only("老版本有多少条")
    (True, False)
    """
    rest = OLDER.sub("", NEWER.sub("", text))
    return rest != text and not OF_A_VERSION.sub("", rest)


def with_years(text: str) -> str:
    """A question with its years in four digits.

    >>> with_years("24年政府工作报告"), with_years("二〇二三年的报告"), with_years("零六年报告")
    ('2024年政府工作报告', '2023年的报告', '2006年报告')
    """
    digits = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "0": "0"}
    text = SPOKEN_YEAR.sub(lambda m: "20" + "".join(digits[char] for char in m[0][-2:]), text)
    return SHORT_YEAR.sub(r"20\1年", text)
