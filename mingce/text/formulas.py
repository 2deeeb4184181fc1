"""Lines that a document is written around with: title, number, addressees, "特此通知。", signature, date, list of annexes.

They say who writes to whom, not what is to be done, and answer no question about the content.
"""

import re

from mingce.datatypes import Document
from mingce.text.dates import CHINESE_DAY, DAY
from mingce.text.fold import fold

LONGEST = 160  # characters of such a line; a longer one says more
LINE = re.compile(
    rf"^[（(]?(?:{DAY}|{CHINESE_DAY})[）)]?(?:印发)?[。]?$"  # "2023年1月17日"
    r"|^(?:特此|专此|此复|妥否|以上(?:意见|请示|报告)(?:妥否|如无不妥))[^。，]{0,16}[。，]?(?:请批示|请批准)?[。]?$"
    r"|^[（(]?(?:此件|本文|此文件)[^。]{0,12}公开[^。]{0,10}[）)]?$"  # "（此件公开发布）"
    r"|^附\s?件\s?\d*\s?[:：]|^抄\s?送\s?[:：]|^主\s?送\s?[:：]|^联系(?:人|电话)\s?[:：]"
    r"|^(?:各位(?:代表|委员|同志|来宾)|同志们|朋友们|女士们|先生们)[^。]{0,20}[:：！!]$"
)
# "《…办法》已经市政府同意，现印发给你们，请认真贯彻执行。"
HANDING_ON = re.compile(
    r"^.{0,100}现(?:将)?.{0,60}(?:印发|转发|批转|下发|公布|发布|通报|函告)(?:给你们|你们|如下|施行|实施)?[，。].{0,40}$"
    r"|^.{0,60}已经.{2,40}(?:同意|通过|批准|审定)[，,].{0,40}(?:印发|转发|公布|发布)[^。]{0,40}。?$"
    r"|^请(?:认真|遵照|结合实际|各地|你们)?[^。，]{0,16}(?:贯彻|执行|组织实施|贯彻落实)[^。，]{0,8}。?$"
)
RULES = re.compile(r"应当|不得|必须|可以|自.{0,16}起(?:施行|执行|实施)|有效期")
ADDRESSEES = re.compile(
    r"^(?!为|根据|按照|依据|现|经|以下|下列)(?!.*(?:如下|决定|提出|制定))[^。；]{2,150}(?:政府|委|局|厅|办|院|部|处|会|行|单位|机构|部门|企业|公司|学校)[^。；]{0,40}[:：]$"
)


def is_formula(line: str, document: Document, is_at_head: bool) -> bool:
    """Whether a line of a document is one of these. is_at_head: whether it stands before the first heading.

    >>> document = Document("d", "关于加强冷库管理的通知", "", "d.txt", issuer="清河市人民政府办公室")
    >>> [is_formula(line, document, True) for line in ("关于加强冷库管理的通知", "各区人民政府：", "特此通知。")]
    [True, True, True]
    >>> is_formula("冷库经营企业应当每月检查一次。", document, True), is_formula("申报时间：", document, False)
    (False, False)
    """
    bare = line.strip().strip("#* \u3000")
    if not bare or len(bare) > LONGEST or RULES.search(bare):
        return False
    folded = fold(bare)
    if LINE.match(bare) or HANDING_ON.match(bare):
        return True
    if len(folded) > 3 and (
        folded in fold(document.title) or folded in fold(f"{document.signature}|{document.issuer}")
    ):
        return True
    if document.number and folded == fold(document.number):
        return True
    return is_at_head and bool(
        ADDRESSEES.match(bare)
        or (document.addressees and bare.startswith(document.addressees[0]) and bare.endswith(("：", ":")))
    )
