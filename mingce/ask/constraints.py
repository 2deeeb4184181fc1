"""What an answer must stand for: the place, year, number, title or quoted term that a question names."""

import re
from dataclasses import dataclass

from mingce.text.dates import YEAR
from mingce.text.numerals import NUMBER
from mingce.text.places import REGION

# Where the asker comes from binds no answer: "我是香港的公司", "我们从台湾过来"
ORIGIN = re.compile(rf"我们?(?:是|系|係|来自|从)(?:{REGION.pattern})")
ORDINAL = re.compile(rf"第({NUMBER})(次|届|批|条|章|期|轮|个|款|项|编|节)")
TITLE = re.compile(r"《([^《》]+)》")
QUOTE = re.compile(r"[“\"「『]([^“”\"「」『』]{2,30})[”\"」』]")
# A person asked for by office: the sentence must name the office.
ROLE = re.compile(
    r"组长|副组长|主任|书记|省长|市长|县长|局长|部长|主席|院长|行长|总理|校长|会长|秘书长|负责人|发言人|元首|法人代表|董事长|总经理|联系人"
)


@dataclass(frozen=True)
class Constraints:
    """Each a tuple of what the question names, in its order and without repetition."""

    regions: tuple[str, ...] = ()
    years: tuple[str, ...] = ()  # "2025"
    ordinals: tuple[str, ...] = ()  # "第十次"
    titles: tuple[str, ...] = ()  # 《…》
    quoted: tuple[str, ...] = ()  # “…”


def read_constraints(text: str) -> Constraints:
    """
    >>> read_constraints("湖北省2030年第九次会议讲《条例》的内容是什么？")
    Constraints(regions=('湖北',), years=('2030',), ordinals=('第九次',), titles=('条例',), quoted=())
    """
    return Constraints(
        regions=tuple(dict.fromkeys(REGION.findall(ORIGIN.sub("", text)))),
        years=tuple(dict.fromkeys(YEAR.findall(text))),
        ordinals=tuple(dict.fromkeys(m[0] for m in ORDINAL.finditer(text))),
        titles=tuple(dict.fromkeys(TITLE.findall(text))),
        quoted=tuple(dict.fromkeys(QUOTE.findall(text))),
    )
