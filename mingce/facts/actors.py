"""Who is told to do something: the actor that stands before a marker, or behind 鼓励 and 支持.

The words stand in data/measures.tsv. What cannot be read as an actor is left out rather than guessed.
"""

import re

from mingce.text.labels import LABELS
from mingce.text.places import REGION
from mingce.text.word_lists import any_of, read_words

_WORDS = read_words("measures.tsv")

# ---------------------------------------------------------------- what a clause opens with

# What may stand between a label and the first word of a clause: "同时", "今年", "到2025年底前"
LINK = re.compile(
    r"(?:同时|并且|而且|并|且|但是|但|还|也|又|其中|此外|另外|因此|为此|今后|当前|今年|明年|下一步|新的一年|原则上|接下来|必要时|一律|都|均|或者|或|和"
    r"|到?\d{4}年(?:底|末)?(?:前|之前|以前)?|各?年度内)*"
)
MANNER = any_of(_WORDS["方式"])
# Manner before a verb: "深入推进", "依法严厉打击", "高水平建设"
MANNER_RUN = re.compile(rf"(?:{MANNER}(?:地)?、?)*")
# Manner that is left between an actor and its marker: "各级政府切实|要", "企业一律|不得"
MANNER_BEHIND = re.compile(rf"(?:{MANNER}|都|均|也|还|一律)+$")

# ---------------------------------------------------------------- names

# The last word of whoever can be told to do something: "食品生产企业", "省人民政府"
ACTOR_HEAD = any_of(_WORDS["主体"])
# Heads of one character end a name only where no word goes on: 水利厅, 农业农村部, 仲裁委, 承租人; not 部署, 格局, 人民
_SHORT_HEAD = r"(?<![全局内外干])部(?![署分门位件队品级])|(?<![格布全结大])局(?![面势限])|厅(?!级)|(?<=[税警公])署|(?<!或)者|(?<=[查家作小班])组|(?<![个他每众工本])人(?![民员才大工口均力文数体物生])"
HEAD_END = re.compile(rf"(?:{ACTOR_HEAD}|{_SHORT_HEAD})(?:（[^（）]*）)?")
# Where a subject ends: a preposition, an adverb, a verb that does not belong to names: "经营者|对商品", "企业|应"
STOPS = re.compile(
    r"(?<![相针面反绝])对(?!外|口|接|象)|在(?!线|职|校)|按照|依照|根据|依据|会同|自(?!治|然|贸|愿|主|行)|将|把|与(?!会)|以(?!上|下|外|及)|通过|为(?!主|民)|向(?!导)|从(?!业)|因|就(?!业)|以及时|及时|依法|不(?!动产)|未(?!成年|来)|应|可以|必须|已|每|发现|从事|违反|收到|接到"
    r"|认为|违约|拒绝|逾期|经(?!营|济|理|销|办|贸|纪)|(?<![国公所私专持占拥])有(?!关|限|色|机|轨)|要(?!素|求)|需|都|均|也|还|拟|凡|负责|主管(?=全国|本)|因故|没有|使用|申请|申报|确需|承担|知悉|享有|开展|实施|制定|提供|进行|加强|建立|履行|取得|聘用|招用|委托|变更|终止|出现|发生|销售(?!者|企业|单位|商)|采购(?!人|方)|购买|逐步|统一|分别|共同|联合|定期|之间|中(?=应|不|要|必)"
)
# A place in front of what is not the subject: "监督检查中", "对违法行为", "清单之外的"
NO_SUBJECT = re.compile(
    r"^(?:对|在|按照|依照|根据|依据|为(?!主)|自(?!治|然|贸)|从(?!业)|通过|因|经(?!营|济|理|销)|违反|发现|围绕|除|凡|以(?!上|下)|于|向|将|把|未|有(?!关)|没有|属于|符合)"
)
# A verb that opens a clause is no part of a name, though a name may follow: "规范引导本行业大型企业"
NOT_A_NAME = re.compile(
    r"(?:并)?(?:规范引导|要求|鼓励|支持|引导|推动|促进|督促|指导|协助|帮助|加强|深化|保护|给予|表示|扶持|动员|方便|惠及|吸引|培育|壮大|提高|提升|扩大|增强)"
)
# Verbs that belong to no name; 服务 does: 服务机构
_VERBS = any_of(word for word in _WORDS["任务"] if len(word) > 1 and word not in _WORDS["也作名词"])
# Where the name of whoever is encouraged ends: also at manner and verbs: "企业|积极参与", "中小微企业|实施"
PIVOT_STOPS = re.compile(
    rf"{STOPS.pattern}|依靠|参与|参加|投保|争创|利用|依托|围绕|聚焦|走|返乡|按|入驻|上市|申报|试点|先行|到(?!位)|联合|自主|转型|积极|主动|深入|扩大|加大|{MANNER}|{_VERBS}"
)

# ---------------------------------------------------------------- reading


def skip(pattern: re.Pattern[str], text: str, start: int = 0, end: int | None = None) -> int:
    """Where a pattern that may match nothing stops, as an offset in the text.

    >>> skip(LABELS, "（五）企业应当")
    3
    """
    match = pattern.match(text, start, len(text) if end is None else end)
    return match.end() if match else start


def without_manner(before: str) -> str:
    """The words before a marker without links and manner.

    >>> without_manner("同时深入企业")
    '企业'
    """
    before = before[skip(LINK, before) :]
    return before[skip(MANNER_RUN, before) :].strip("，, ")


def find_actor(before: str) -> str:
    """Who stands before a marker; "" where nobody does.

    >>> find_actor("检查人员在监督检查中")
    '检查人员'
    >>> find_actor("其应收账款的付款方")
    '其应收账款的付款方'
    """
    before = before[skip(LABELS, before) :]
    before = before[skip(LINK, before) :].strip("，, \u3000")
    if "由" in before and (m := re.search(r"由([^由]+)$", before)) and _ends_with_head(m[1]):
        return m[1]
    before = MANNER_BEHIND.sub("", before)
    if not before or NO_SUBJECT.match(before) or NOT_A_NAME.match(before):
        return ""
    if _ends_with_head(before) and len(before) <= 40 and (("的" in before) or not STOPS.search(before)):
        return before
    stop = STOPS.search(before)
    name = before[: stop.start()] if stop else before
    if _ends_with_head(name):
        return name
    ends = [m.end() for m in HEAD_END.finditer(name) if name[m.end() : m.end() + 1] not in tuple("的、和及与或等")]
    if ends and len(name) - ends[-1] <= 12 and "的" not in name[ends[-1] :]:
        return name[: ends[-1]]
    return ""


def _ends_with_head(name: str) -> bool:
    """Whether a name ends as names of actors do: 省水利厅; not 水利."""
    return any(m.end() == len(name) for m in HEAD_END.finditer(name))


def find_pivot(after: str) -> str:
    """Who is encouraged, supported or forbidden: 企业 in 鼓励|企业建立首席质量官制度; "" where a thing is.

    >>> find_pivot("郑州、洛阳、许昌、新乡等地创建国家基地")
    '郑州、洛阳、许昌、新乡等地'
    >>> find_pivot("优质消费品进口")
    ''
    """
    after = re.split(r"[，。；]", after, maxsplit=1)[0]
    stop = PIVOT_STOPS.search(after)
    name = after[: stop.start()] if stop else after
    if not name:
        return ""
    regions = re.match(rf"(?:(?:{REGION.pattern})[省市]?、?)+(?:等[地市])?", name)
    if regions and stop and regions.end() == len(name):
        return name
    if stop and _ends_with_head(name) and len(name) <= 40:
        return name
    for match in HEAD_END.finditer(name):
        if name[match.end() : match.end() + 1] not in tuple("的、和及与或等（") and len(match[0]) > 1:
            rest = name[match.end() :]
            return name[: match.end()] if len(rest) + (len(after) - len(name)) >= 2 and "的" not in rest[:1] else ""
    return ""
