"""A sentence cut at its commas, and each clause read by its marker (应当, 严禁, 鼓励, …) or by the verb it opens with.

The verbs stand in data/measures.tsv; tests/facts/test_measures.py is the table of examples.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from mingce.facts.actors import (
    ACTOR_HEAD,
    HEAD_END,
    LINK,
    MANNER,
    MANNER_RUN,
    NO_SUBJECT,
    find_actor,
    find_pivot,
    skip,
    without_manner,
)
from mingce.text.labels import LABELS
from mingce.text.word_lists import any_of, read_words

_WORDS = read_words("measures.tsv")

LONGEST_CLAUSE = 400  # characters; a longer one is a table or a list, not a sentence
CLAUSE_MARKS = re.compile(r"[，,；;：:。！？]+[”’」』）)]*")
# What is read as one piece, whatever marks it holds: "（…，…）", “…，…”, 《…》
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|“[^“”]*”|《[^《》]*》")
# A clause that only says who speaks: "会议强调", "总书记指出"
SPEAKER = re.compile(
    r"(?:会议|全会|习近平(?:总书记|主席)?|总书记|他|大家|报告|中央)?(?:还|并|同时)?(?:指出|强调|要求|认为|提出|表示|明确)$"
)

# ---------------------------------------------------------------- verbs

# The verb that opens a task, behind its manner: "深入推进…", "完善…", "抓…".
# One-character verbs need their object right behind them, so that 建筑 is no 建 and 保险 no 保.
OPENS_TASK = re.compile(rf"(?:{MANNER}(?:地)?(?:、)?)*(?!{any_of(_WORDS['非任务'])})({any_of(_WORDS['任务'])})")
# 推动长江经济带高质量发展，根本上依赖于…: the verb names a topic, and the next clause speaks about it.
SPEAKS_OF = re.compile(
    r"(?:就?是|关键|根本|首先|事关|关系|关乎|离不开|依赖|对于|对[^，]{2,20}(?:具有|有着)|有利于|需要|意义|不仅|最)"
)

# ---------------------------------------------------------------- markers

# "严禁企业…", "不得收取费用", "禁止在河道…", "不再重复检查"; not "禁止经营的其他食品", "禁限用药物", "不得不"
PROHIBITS = re.compile(
    r"严禁|不得(?!不|已|力|而)|不准|不许|不允许|(?<![被所令规定以])禁止(?![^，。；]{0,6}的(?:其他|物品|行为|食品|产品|区域|方式)|性|令|或者限制的)|不再(?=[\u4e00-\u9fff]{0,2}(?:检查|审批|收取|设立|新增|受理|办理|要求))|谁也不能|绝不能|决不能|不能(?=以|把|搞|让|有)|不应当|禁(?=设|建)"
)
# "应当依法经营", "必须坚持", "应及时报告", "须经批准", "有义务"; not 相应, 供应, 必须的
OBLIGES = re.compile(
    r"应当|必须(?!的)|(?<![必无还仍])须(?=[经在向按由持将于有凭提])|务必|务须|不得不|有(?:责任和)?义务|负有[^，。]{0,12}(?:责任|义务)"
    r"|(?<![相对适供响反回因效顺感理本])应(?=及时|按|在|依|于|由|当|建立|加强|向|将|主动|严格|积极|自|予|与|具备|符合|有|立即|坚持|做好|对)(?!对[^，]{0,8}能力)"
)
# "要深化…", "各级党委和政府要切实…"; not 重要, 需要, 要求, 要素, 主要
WANTS = re.compile(
    r"(?<![重主需首必纲摘简概只若想纪机险扼不还])要(?![求素点件闻么塞义职案目务害领道是]|不要|[^，]{1,8}就[会要有是])|(?<!不)需要?(?=进一步|加强|坚持|加快|继续|努力)"
)
# "中小企业有权…", "可以参照执行", "本法所称…是指", "自…起施行", "从其规定"
NO_MEASURE = re.compile(
    r"有权(?!机关)|可以(?!.{0,30}(?:给予|予以)[^，]{0,12}(?:奖|补|资助|支持))|^[^，]{0,6}所称|是指|本(?:法|条例|办法|规定|细则|通知|意见|方案)[^，]{0,4}自[^，。]{1,20}施行|从其规定|另有规定|适用[本于]|参照[^，]{0,10}执行"
    r"|同时废止|特制定|提出如下|现[将就][^，]{0,40}通知如下|表示[^，]{0,4}感谢|以下简称|不予行政处罚|方可|即可|免予"
)
# "鼓励和支持", "积极引导", "倡导"
ENCOURAGES = re.compile(
    r"(?:积极|大力|进一步)?(?:(?:鼓励|引导|倡导|提倡|号召)(?:、|和|并|与)?(?:支持|鼓励|引导|推动)?)"
)
# "支持", "扶持", "给予50万元奖励", "减免", "优先享受"
SUPPORTS = re.compile(
    r"(?:(?:支持|扶持|资助)(?:、|和|并)?(?:鼓励|引导|推动|指导)?|(?:给予|予以)(?=[^，。；]{0,30}(?:奖|补[贴助]|资助|支持|优惠|扶持|减免|倾斜|表彰|保障|贴息))"
    r"|奖励|补贴(?=\d)|补助(?=\d)|减免|减征|免征|免收|免费提供|优先享受)"
)
# Support that does not open its clause: "对首次认定的企业给予50万元奖励", "补贴向粮食倾斜", "可以通过…给予支持"
SUPPORTS_LATER = re.compile(
    r"(?:给予|予以)[^，。；]{0,30}?(?:奖[励补金]|补[贴助]|资助|支持|优惠|扶持|减免|倾斜|表彰|贴息)|(?:奖励|补贴|补助|资助)(?:[^，。；]{0,6}\d|向[^，。；]+倾斜)|[^，。；]{0,12}补贴(?:向|对|由)|享受[^，。；]{0,12}(?:优惠|政策|补贴|待遇)|减按"
)
# "探索", "先行先试", "研究制定", "试点推广"
EXPLORES = re.compile(
    r"探索|试行|先行先试|研究(?=制定|出台|建立|完善|提出|推进|设立|推行|实施|编制|起草|开展)|试点(?=推|开|建|实)"
)
# "开展省级服务业标准化试点", "推进…试点建设"; not "总结试点经验"
PILOT = re.compile(r"(?:开展|推进|实施|启动|组织|进行|扩大|深化|推动|做好)[^，。；]{0,40}试点(?!经验|成果|村|镇)")
# A penalty is told to the authority that imposes it: "由…责令改正，处一万元以下罚款", "依法给予处分"
PENALIZES = re.compile(
    r"责令|处以?[^，。；]{0,24}罚款|没收|吊销|依法追究|追究[^，。；]{0,6}责任|(?:给予|予以)[^，。；]{0,10}(?:处分|处罚|警告)|构成犯罪|从重处|从严处|(?:依照|按照|根据)[^，。；]{2,40}(?:处罚|处理|处分)$"
)
# "由县级以上市场监督管理部门…", "由中国证监会会同相关部门按职责分工监管"
BY_WHOM = re.compile(
    r"(?<![自理缘事])由(?!于|此)([\u4e00-\u9fff（）、]{2,40}?)(?=责令|给予|予以|按|依(?!法)|依法|根据|处|没收|吊销|负责|牵头(?!部门|单位)|组织(?!部)|制定|规定|监管(?!部门|局|机构)|管理(?!部门|机|局|总局|委)|进行|承担|决定|确定|收|自(?!治)|另行|统一|对)"
)
# "省水利厅负责督促检查", "主管全国…工作"
CHARGED = re.compile(r"负责|主管|牵头|承担[^，。；]{0,20}(?:工作|职责|责任)|协助")
# A bare verb that is a subject: "改革是最大的红利", "开放与改革相伴而生", "发展仍然面临困难"
IS_SUBJECT = re.compile(
    r"[^，]{0,24}?(?:[^也只还正但若]是(?!否)|仍[处有面然]|面临|处于|取决于|相伴|相辅相成|密不可分|不容易|来之不易)|..与|.*的(?:保证|责任|意义|基础|关键|结果|体现|过程|标志|动力|途径|前提|必由之路|必然要求|重要内容)$"
)

# A goal that says how things will be orders nothing: "质量发展环境更加优化", "服务质量满意度全面提升"
STATE = re.compile(
    r"[\u4e00-\u9fff]{3,}(?:更加?|显著|明显|不断|持续|普遍|稳步|进一步|全面|基本|大幅|日益|逐步)(?:增强|提高|优化|完善|改善|提升|健全|巩固|扩大|壮大|加强|夯实|彰显|凸显|好转|下降|上升|增长|实现|形成|建立|浓厚|有效|牢固|完备|便捷|合理|突出|高效|满足)$"
)

# ---------------------------------------------------------------- clauses


@dataclass(frozen=True)
class Clause:
    """A clause as it was read. `strength` is "" where it goes on with its neighbour, "none" where it orders nothing."""

    start: int
    end: int
    strength: str
    actor: str = ""  # as stated in this clause
    has_subject: bool = False  # whether someone or something stands before the marker
    verb: str = ""  # the verb of a bare task
    breaks: bool = False  # after ；: what follows stands by itself
    is_penalty: bool = False


def masked(text: str) -> str:
    """The text with brackets, quotes and titles blanked out; offsets stay.

    >>> masked("企业（含分公司）应当")
    '企业□□□□□□应当'
    """
    return BRACKETED.sub(lambda m: "□" * len(m[0]), text)


def clause_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of the sentence text[start:end], as spans of the text; marks inside brackets and quotes cut nothing."""
    sentence = masked(text[start:end])
    cuts = [0, *(m.end() for m in CLAUSE_MARKS.finditer(sentence)), len(sentence)]
    return [(start + a, start + b) for a, b in pairwise(cuts) if sentence[a:b].strip(" ，,；;：:。！？”’）)\n")]


# ---------------------------------------------------------------- reading


@dataclass(frozen=True)
class _Reading:
    """A clause while it is read. Offsets count in `words`, which begins behind the label."""

    start: int  # in the document
    end: int
    words: str  # without the marks at its end
    plain: str  # `words` with brackets and quotes masked
    marks: str  # at its end: "；"
    is_law: bool
    looks_back: bool  # a report that says what was done
    lead: int  # behind 同时, 今年, …
    opens: int  # behind the manner that follows

    @classmethod
    def of(cls, text: str, start: int, end: int, is_law: bool, looks_back: bool) -> "_Reading":
        start = skip(LABELS, text, start, end)
        whole = text[start:end]
        words = whole.rstrip("，,；;：:。！？”’）) \n")
        plain = masked(words)
        lead = skip(LINK, plain)
        marks = whole[len(words) :]
        return cls(start, end, words, plain, marks, is_law, looks_back, lead, skip(MANNER_RUN, plain, lead))

    @property
    def breaks(self) -> bool:
        return bool(re.search(r"[；;]", self.marks))

    def as_clause(
        self, strength: str, at: int = -1, verb: str = "", actor: str = "", is_penalty: bool = False
    ) -> Clause:
        """at: where the marker stands; the actor is looked for before it unless it is given."""
        subject = actor or (find_actor(self.words[:at]) if at > 0 else "")
        before = without_manner(self.words[:at]) if at > 0 else ""
        has_subject = bool(actor or (before and not NO_SUBJECT.match(before)))
        return Clause(self.start, self.end, strength, subject, has_subject, verb, self.breaks, is_penalty)

    def unmarked(self) -> Clause:
        return self.as_clause("", len(self.words))


def read_clause(text: str, start: int, end: int, is_law: bool, looks_back: bool) -> Clause:
    """The clause text[start:end], read by itself: by the first rule that knows it.

    is_law: the plain present tense of the document is a rule. looks_back: the sentence says what was done.
    """
    reading = _Reading.of(text, start, end, is_law, looks_back)
    for rule in RULES:
        if clause := rule(reading):
            return clause
    return reading.unmarked()


def _no_sentence(r: _Reading) -> Clause | None:
    """Who speaks, and what is no sentence but a table or a list."""
    if SPEAKER.match(r.plain) or len(r.plain) > LONGEST_CLAUSE:
        return r.as_clause("none")
    return None


def _condition(r: _Reading) -> Clause | None:
    """A condition, whatever it holds: "应当作出处理的行政机关分立、合并的，"."""
    if r.plain.endswith("的") and not r.breaks and not r.marks.startswith("。"):
        return r.unmarked()
    return None


def _prohibition(r: _Reading) -> Clause | None:
    if m := PROHIBITS.search(r.plain):
        addressed = find_pivot(r.words[m.end() :]) if m[0] in ("严禁", "禁止") else ""
        return r.as_clause("prohibition", m.start(), actor=addressed)
    return None


def _obligation(r: _Reading) -> Clause | None:
    if m := OBLIGES.search(r.plain):
        return r.as_clause("obligation", m.start())
    return None


def _no_measure(r: _Reading) -> Clause | None:
    return r.as_clause("none") if NO_MEASURE.search(r.plain) else None


def _penalty(r: _Reading) -> Clause | None:
    if m := PENALIZES.search(r.plain):
        by = BY_WHOM.search(r.plain)
        if r.is_law or by:
            authority = r.words[by.start(1) : by.end(1)] if by else find_actor(r.words[: m.start()])
            return r.as_clause("obligation", actor=authority, is_penalty=True)
    return None


def _wanted(r: _Reading) -> Clause | None:
    """要 binds whoever is named before it; where nobody is, it is the government's own task."""
    m = WANTS.search(r.plain)
    if not m or (m.start() > r.lead and re.search(r"[的是]$", r.plain[: m.start()])):
        return None
    subject = find_actor(r.words[r.lead : m.start()])
    if EXPLORES.match(r.plain, skip(MANNER_RUN, r.plain, m.end())):
        return r.as_clause("exploration", m.start())
    if ENCOURAGES.match(r.plain, m.end()):
        return r.as_clause("encouragement", m.start(), actor=find_pivot(r.words[m.end() :]) or subject)
    to_others = subject not in ("", "我们") and not r.is_law
    return r.as_clause("obligation" if to_others else "government_task", m.start(), actor=subject, verb="要")


def _done(r: _Reading) -> Clause | None:
    return r.as_clause("none") if r.looks_back else None


def _time_or_condition(r: _Reading) -> Clause | None:
    """Unless a verb opens it: "企业办理注销登记后", "严格落实…的"."""
    if r.plain.endswith(("的", "时", "后")) and not r.opens > r.lead:
        return r.unmarked()
    return None


def _offer(r: _Reading) -> Clause | None:
    """Exploration, encouragement or support that opens the clause, with or without an actor before it."""
    for strength, pattern in (("exploration", EXPLORES), ("encouragement", ENCOURAGES), ("support", SUPPORTS)):
        for at in dict.fromkeys((r.lead, r.opens, _after_subject(r.words, r.lead))):
            if (m := pattern.match(r.plain, at)) and not (strength == "encouragement" and _steers(r.plain, m)):
                subject = find_actor(r.words[r.lead : at])
                addressed = find_pivot(r.words[m.end() :]) if strength != "exploration" else ""
                return r.as_clause(strength, at, actor=addressed or subject)
    if PILOT.match(r.plain, r.opens) or PILOT.match(r.plain, r.lead):
        return r.as_clause("exploration", r.lead)
    return None


def _support_later(r: _Reading) -> Clause | None:
    if (m := SUPPORTS_LATER.search(r.plain)) and not OPENS_TASK.match(r.plain, r.lead):
        return r.as_clause("support", m.start())
    return None


def _by_whom(r: _Reading) -> Clause | None:
    if (by := BY_WHOM.search(r.plain)) and not OPENS_TASK.match(r.plain, r.lead):
        return r.as_clause("government_task", actor=r.words[by.start(1) : by.end(1)])
    return None


def _bare_task(r: _Reading) -> Clause | None:
    """A verb that opens the clause, unless it is the subject of it or the clause says how things will be."""
    m = OPENS_TASK.match(r.plain, r.lead)
    if m and not (IS_SUBJECT.match(r.plain, m.start(1)) or STATE.match(r.plain, m.start(1))):
        return r.as_clause("government_task", r.lead, verb=m[1])
    return None


def _named_task(r: _Reading) -> Clause | None:
    """The same behind an actor: 省水利厅|负责督促检查."""
    at = _after_subject(r.words, r.lead)
    if at > r.lead and (actor := find_actor(r.words[r.lead : at])):
        m = OPENS_TASK.match(r.plain, at) or CHARGED.match(r.plain, skip(MANNER_RUN, r.plain, at))
        if m and not re.search(r"[的了]$", r.plain):
            return r.as_clause("government_task", at, actor=actor, verb=m[0])
    return None


# In this order: 不得 outweighs 应当, and what binds outweighs what is only offered.
RULES: tuple[Callable[[_Reading], Clause | None], ...] = (
    _no_sentence,
    _condition,
    _prohibition,
    _obligation,
    _no_measure,
    _penalty,
    _wanted,
    _done,
    _time_or_condition,
    _offer,
    _support_later,
    _by_whom,
    _bare_task,
    _named_task,
)


def _steers(clause: str, match: re.Match[str]) -> bool:
    """引导货币信贷适度增长 steers a quantity: a task, not an encouragement of anyone."""
    return (
        match[0].endswith("引导")
        and not find_pivot(clause[match.end() :])
        and bool(re.search(r"货币|信贷|资金|价格|预期|舆论|资源", clause))
    )


def _after_subject(clause: str, start: int) -> int:
    """Where the verb would begin if the clause opens with an actor: 省水利厅|负责, 国家|健全."""
    best = start
    for match in HEAD_END.finditer(clause, start, min(len(clause), start + 40)):
        rest = clause[match.end() :]
        if rest[:1] in "的、和及与或等者（" or NO_SUBJECT.match(clause[start:]):
            continue
        if wider := re.match(rf"[^，、的]{{2,16}}的(?:{ACTOR_HEAD})", rest):
            at = match.end() + wider.end()
            if OPENS_TASK.match(clause, at) or CHARGED.match(clause, at):
                return at
        at = match.end() + skip(MANNER_RUN, rest)
        if OPENS_TASK.match(clause, match.end()) or CHARGED.match(clause, at) or _opens_offer(clause, at):
            return match.end()
        stop = re.match(r"(?:根据|按照|依照|会同|结合)[^，]*", rest)
        if stop:
            return best
    return best


def _opens_offer(clause: str, at: int) -> bool:
    """Whether exploration, encouragement or support begins at an offset."""
    return any(pattern.match(clause, at) for pattern in (EXPLORES, ENCOURAGES, SUPPORTS))
