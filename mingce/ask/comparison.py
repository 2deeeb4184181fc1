"""A question that sets documents, versions, places or years side by side -> its sides, each searched in its own scope.

A side of which the corpus has nothing is said to be missing; the other is quoted all the same. Of two days it is said
which is the earlier one, of two counts which is the greater one and by how much.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from mingce.ask.intent_model import intent_of
from mingce.ask.pairs import ASKS, pair
from mingce.ask.place_names import SUFFIX, in_full, places
from mingce.ask.question import Question, understand
from mingce.ask.routes.address import read_addresses, words_of
from mingce.ask.routes.asked import Asked, quoted
from mingce.ask.routes.frame import left_over
from mingce.ask.routes.metadata import MOST_LEFT
from mingce.ask.routes.metadata_question import read_attributes
from mingce.datatypes import PASSAGE, Answer, Citation, Computed, Document
from mingce.text.dates import date_text, made, read_date, years_made
from mingce.text.fold import fold
from mingce.text.places import province
from mingce.text.versions import plain_title

ROUTE = "comparison"
_WHICH = "(?:谁家?|哪(?:一)?(?:个|部|份|家|边|省|市|地|版|条|者))的?"
_MORE = "(?:更|要|比较|最|力度)*(?:高|低|多|少|大|小|早|晚|迟|先|后|严|宽|长|短|重|轻|快|慢)(?!家|位|个|种|类|学|校)(?:一些|一点|些|点)?"
# A question for the difference itself, or for which side has more of it.
SETS_APART = re.compile(
    rf"区别|不同|不一样|一样吗|一致吗|是否一[致样]|对比|比较|对照|差别|差异|异同|两样|出入|比一?比|(?:和|与|跟|同).{{1,20}}(?:相比|比[，,呢]|比$)|放(?:在)?一(?:起|块)|对着看|变化(?:在|是)|变了(?:什么|哪|啥)|差在哪|(?:相)?差(?:了)?(?:多少|几)|有何变化|(?:什么|哪些|啥)变化|[多少]了(?:几|多少|哪)|改了(?:什么|哪|啥)|(?:新旧|两版|版.{{1,12}}版|两个?(?:版本|部|份|地|省|市)).*(?:分别|各)|{_WHICH}[^，。？?]{{0,6}}{_MORE}(?=$|[，,。？?；\s呢啊呀的])|(?<![A-Za-z])(?:vs|VS|Vs)(?![A-Za-z])"
)
# What else may ask for a comparison where there are two sides: "各", "分别", "呢".
COMPARES = re.compile(
    r"相比|比起|各(?![级地个类方项种界部单省市县区行族])|分别|都(?:是|有|怎么)|高多少|低多少|多多少|少多少|新旧|两版|两个版本|两地|两省|两市|呢[？?]?$"
)
VERSIONS = re.compile(
    r"新旧(?:两版|两部|两个版本|版本|法)?|(?:新|旧|老)(?:法|版|条例|办法)(?:和|与|跟|同|比)(?:新|旧|老)(?:法|版|条例|办法)|(?:修订|修改|修正)(?:之)?前后|两(?:个)?版本?|前后两版|(?:和|与|跟|同|比)(?:修订前|修改前|修正前|原先|原来|以前|之前|从前|老|旧|上一)(?:的|版|法|条例|办法)*"
)
# "新旧两版，眼下该用哪一版": one of them is asked for
WHICH_HOLDS = re.compile(
    r"(?:用|按|看|执行|适用|有效|管用|算数|为准)[^，。？]{0,6}哪|哪[^，。？]{0,6}(?:有效|管用|算数|为准|现行|还能用)"
)
SHORT_YEAR = re.compile(r"(?<!\d)([0-4]\d)\s*年?版的?")  # "06版"
YEAR = re.compile(r"((?:19|20)\d{2})\s*年?(?:版本?|修订|修正)?的?")
_DEED = "施行|实施|执行|生效|发布|公布|印发|出台|下发|颁布|通过|制定"
# "哪个施行得更早", "谁先发布": asks each side for a day
IN_TIME = re.compile(
    rf"(?:{_WHICH})?(?P<deed>{_DEED})(?:得|的)?(?:时间|日期)?(?:要|更|比较|最|在)*(?P<order>早|晚|迟|先|后)(?:一些|一点|些|点)?|{_WHICH}(?:更|最)*(?P<order2>早|晚|迟|先|后)(?P<deed2>{_DEED})?|{_WHICH}(?:排|更|靠)*在?(?:更|靠)?(?P<order3>前|先|后)面?(?=$|[，,？?])"
)
VERSUS = re.compile(r"([\u4e00-\u9fff\d]{2,12})\s*(?:VS|vs|Vs)\.?\s*([\u4e00-\u9fff\d]{2,12})(?=$|[，,。？?\s])")
OF_TARGETS = re.compile(r"20\d{2}\s*年?(?:的)?(?:目标|底|末|前|实际|完成)")  # years that one document speaks of
WHICH_MORE = re.compile(rf"{_WHICH}(?P<what>[^，。？?]{{0,6}}?){_MORE}(?=$|[，。？?呢])")
# Words of comparing and what ties the sides together: no topic.
TIES = re.compile(
    rf"^(?:那么?|请|帮我|给我|让我|我想)+|[^，,]{{0,4}}(?:让我|帮我|给我)(?=比|对)|对[比照](?:一下)?|比较(?:一下)?|比一?比|相比(?:较|之下)?|比起|(?:的)?(?:说法|写法|提法)?有(?:什么|啥|何|哪些)?(?:区别|不同|差别|差异|变化|出入|两样|不一样)(?:的?地方)?|(?:的)?(?:区别|不同|差别|差异|异同)(?:是什么|在哪)?|规定得?一样吗|(?:是否|是不是)?一样(?:不一样|吗)|(?:是否)?一致(?:吗|不一致)?|不一样|(?:相)?差(?:了)?(?:多少|几)[个条章节款项天年月倍]?|差在哪(?:里|儿)?|各自?(?=是|有|几|怎|咋|为|说|规|多|罚|要|给|按|占|能|$|[？?，,])|分别|两(?:省|市|地|版|部|边|个版本|者|份文件|个文件)的?(?:说法)?|[这那]两(?:个|部|份)(?:办法|条例|规定|文件|通知|方案|报告)的?|新旧|(?:新|旧|老)(?:法|版)(?:和|与|跟|同|比)(?:新|旧|老)(?:法|版)的?|(?:新|老|旧)版?[比多少](?:了)?(?:哪|什么).*$|(?:修订|修改|修正)(?:之)?前后|之间|{_WHICH}(?:的)?{_MORE}|(?<![A-Za-z])(?:vs|VS|Vs)(?![A-Za-z])|放(?:在)?一(?:起|块)(?:儿)?(?:说|看|讲|比)*(?:一下)?|对着看|(?:的)?变化(?:是什么|在哪(?:里|儿)?)|[，,？?]\s*各自的?(?:时间|日期)|[，,]?(?:烦请|麻烦|请)(?:分别|并列|逐一)?(?:列|引)出来?|(?:我|老板)?想(?=\s*□)|(?<=□)\s*两(?:年|份)的?|两份(?=□)"
)
JOINING = re.compile(r"^[的和与跟同及比呢、，,：:；;？?\s]+|^里[面头]?|[和与跟同及比呢的、，,：:；;\s]+$")
AT_END = re.compile(r"(?<=.{4})[，,\s]+请?$|(?<=.{4})(?:是)?(?:怎么|咋|如何)(?:说|规定|讲|写)的?$")
# A side that is named next to another one: "□与潍坊供热条例", "十八大报告和□"
_JOINED = r"\s*(?:和|与|跟|同|及|以及|、|vs|VS|对比|比)\s*"
_OPERAND = r"[\u4e00-\u9fff\d《》〔〕（）()—-]{2,30}?"
BESIDE = re.compile(
    rf"□{_JOINED}(?P<behind>{_OPERAND})(?=$|[，,：:；;？?。\s]|{_WHICH}|给|对|关于|在|各|都|有(?:什么|啥|何)|的(?![\u4e00-\u9fff]{{0,12}}(?:法|条例|办法|报告|规定|方案|通知|意见|规划|细则))|分别|两|规定|放|一样|相?比|差|条[文数]|章)"
    rf"|(?:^|[，,：:；;？?。\s]|比较|对比)(?P<before>{_OPERAND}){_JOINED}□"
)
GENRE = re.compile(r"(?:法|条例|办法|规定|细则|规则|报告|公报|方案|规划|纲要|预案|通知|意见|决定)$")
RULES = re.compile(
    r"(?<![\u4e00-\u9fff]法)(?:(?<=[和与跟同及、])|(?<=它的)|(?<=其))(?:它的?|其)?(?P<genre>实施(?:条例|细则|办法|规定))"
)
BOTH = re.compile(
    r"两(?:份|个|部|者|边)|放(?:在)?一(?:起|块)|(?:和|与|跟|同)(?:它|他|刚才|前面|上面|那份|那个)|比[，,呢]|相比|比较|对比"
)
SAME_UNIT = re.compile(r"(?:这|那|该|同)(?:一)?[条款项章节]")
# "京琼两地这两个办法哪个章数多？（政策服务办法、规划实施管理办法）"
LISTED = re.compile(r"[（(](?P<names>[^（）()]{6,60})[）)][？?。]?$")
# "总设计师跟总指挥，一个管啥一个管啥": each with what is asked of it
ONE_EACH = re.compile(
    r"(?P<first>[^，,：:；;？?]{2,14}?)(?:和|与|跟|同)(?P<second>[^，,：:；;？?]{2,14}?)[，,]?\s*一个(?P<of_first>[^，,？?]{2,12}?)[，,]?\s*一个(?P<of_second>[^，,？?]{2,12})[？?]?$"
)
# Times that one document may speak of: "09年和10年各是多少亿", "“十二五”降了多少，“十三五”打算降多少"
PERIOD = re.compile(
    r"“?(?P<plan>十[一二三四五]五)”?(?:期间|时期|规划)?|(?<![\d.])(?P<year>(?:19|20)\d{2}|[012]\d)\s*年(?!版)"
)
EACH = re.compile(r"各自?(?:是|为|有|占|要)?|分别(?:是|为|有|占|要)?")
CLAUSE = re.compile(r"[，,；;]")
COMPARING = re.compile(r"^(?:做个|作个|请|再)?(?:对比|比较|对照|比一?比)(?:一下)?[。？?]?$")
# "跟实用新型比呢，差多少钱": beside what the talk was about
BESIDE_TALK = re.compile(
    r"^(?:那么?)?(?:和|与|跟|同|比起|相比)(?P<thing>[^，,。？?]{2,12}?)(?:相?比|比起来)?(?:较|的话)?(?:呢[，,？?]|呢?[，,](?=[^，。]{0,4}(?:差|多|少)(?:了)?(?:多少|几)))"
)
AS_BEFORE = re.compile(r"^(?:那(?:个|种|边|项)|它|后者|其)")
# The whole country as a side: not "国家自然科学基金"
COUNTRY = re.compile(
    r"(?:全国|国务院|国家|中央)(?=$|[\d，,、？?的和与跟同在对各是呢]|层面|一级|标准|规定|文件|报告|政府)|(?<=[和与跟同、])(?:全国|国务院|国家|中央)"
)
MORE_UNITS = re.compile(r"(?:相?差|多|少|增加|减少)(?:了|出)?(?:几|多少)(?P<of>[条章节编])")
BARE_COUNT = re.compile(
    r"(?:的)?(?:总)?(?P<of>条文|[条章节编])(?:的)?(?:数量?|数目|总数)?(?:是|有)?(?:多少|几[条章节编]?)?"
)
COUNTED = re.compile(r"共有 (\d+) ([\u4e00-\u9fff]{1,4})。")
OF_DATES = re.compile(r"(?:时间|日期|时候|何时|哪[天年])")


@dataclass(frozen=True)
class Side:
    name: str  # as the reader gets it: "《…》", "青海", "2018年4月27日的版本"
    doc_ids: tuple[str, ...]  # where it is looked for; () where the corpus has nothing of it
    said: str  # the words of the question that stand for it, which the other side is asked without
    absence: str = ""  # what is said where the corpus has nothing of it
    own: str = ""  # what is asked of it alone, where both sides are of the same documents: "旅客班轮"
    is_of_pair: bool = False  # one of two things of which the same documents speak
    asks: str = ""  # the whole question of it, where each side is asked one of its own


def sets_apart(text: str) -> bool:
    """Whether a question asks for a difference, so that its sides come before anything else it may ask for."""
    return bool(SETS_APART.search(text) or IN_TIME.search(text)) or intent_of(text).is_surely(("compare",))


def sides_of(asked: Asked) -> list[Side]:
    """The sides of a comparison; [] where nothing is compared."""
    text = in_full(asked.question.plain)
    if not (COMPARES.search(text) or sets_apart(text) or ONE_EACH.search(text)):
        return []
    ways = (_listed, _documents, _versions, _places, _years, _things, _one_each, _periods, _of_talk, _pair)
    return next((sides for way in ways if (sides := way(asked, text))), [])


def compare(
    asked: Asked, sides: Sequence[Side], search: Callable[[Question, Collection[str]], Answer]
) -> Answer | None:
    """What each side says, one under the other; None where none says anything."""
    topic = _topic(asked, sides)
    if len(re.sub(r"\W", "", topic)) < 2 and not all(side.asks for side in sides):
        absent = "".join(_absence(side) for side in sides if not side.doc_ids)
        return Answer(asked.question.raw, False, absent, 0.0, route=ROUTE) if absent else None
    vocabulary = asked.searcher.vocabulary
    questions = [understand(side.asks or f"{side.own}{topic}", (), vocabulary) for side in sides]
    found = [
        _own(search(question, side.doc_ids), topic) if side.doc_ids else None
        for question, side in zip(questions, sides, strict=True)
    ]
    if not any(answer and answer.found for answer in found):
        return _none_told(asked, sides)
    if all(side.is_of_pair for side in sides) and not _is_of_each(found):
        return None
    lines, citations = [], list[Citation]()
    for side, answer in zip(sides, found, strict=True):
        if answer is None or not answer.found:
            lines.append(f"【{side.name}】{_absence(side)}")
            continue
        own = [replace(c, n=len(citations) + n) for n, c in enumerate(answer.citations, start=1)]
        lines.append(f"【{side.name}】{_words(answer, own).removeprefix(side.name)}")
        citations += own
    words, computed = _verdict(asked.question.plain, sides, found)
    confidence = min(answer.confidence for answer in found if answer and answer.found)
    text = "\n".join([*lines, *words])
    return Answer(asked.question.raw, True, text, confidence, tuple(citations), route=ROUTE, computed=tuple(computed))


def _none_told(asked: Asked, sides: Sequence[Side]) -> Answer | None:
    """That a side is missing and nothing is told of the other; None where none is missing."""
    if all(side.doc_ids for side in sides):
        return None
    lines = [f"【{side.name}】{_absence(side)}" for side in sides]
    return Answer(asked.question.raw, False, "\n".join(lines), 0.0, route=ROUTE)


def _is_of_each(found: Sequence[Answer | None]) -> bool:
    """Whether each of two things has quotes of its own: what is told of both at once is quoted by one search."""
    places = [{(c.doc_id, c.start) for c in answer.citations} if answer and answer.found else set() for answer in found]
    return all(places) and all(one != other for n, one in enumerate(places) for other in places[n + 1 :])


def _own(answer: Answer, topic: str) -> Answer | None:
    """The answer of a side; None where it tells an attribute of the document that the topic does not plainly ask for."""
    if answer.route != "metadata":
        return answer
    wanted, rest = read_attributes(topic)
    return answer if wanted and len(rest) <= MOST_LEFT else None


def _absence(side: Side) -> str:
    if side.doc_ids:
        return "已收录的文件没有写明这一点。"
    return side.absence or f"已收录的文件没有写明，没有收录{side.name}的文件。"


def _words(answer: Answer, own: Sequence[Citation]) -> str:
    """What a side says: its quotes; where its structure was asked, our own words with them."""
    if answer.route == PASSAGE:
        return "".join(f"{c.quote}[{c.n}]" for c in own)
    text = answer.text
    for citation, moved in reversed(list(zip(answer.citations, own, strict=True))):
        text = text.replace(f"{citation.quote}[{citation.n}]", f"{citation.quote}[{moved.n}]")
    return text


def _verdict(text: str, sides: Sequence[Side], found: Sequence[Answer | None]) -> tuple[list[str], list[Computed]]:
    """Which of two days is the earlier one; which of two counts is the greater one, and by how much."""
    answers = [answer for answer in found if answer is not None and answer.found]
    if len(answers) != 2 or len(sides) != 2:
        return [], []
    if all(answer.route == "metadata" for answer in answers):
        days = [read_date(answer.text) for answer in answers]
        if not IN_TIME.search(text) or not all(len(day) == len("2023-01-17") for day in days):
            return [], []
        if days[0] == days[1]:
            return ["两者是同一天。"], []
        is_later = bool(re.search(r"晚|迟|后", IN_TIME.search(text)[0]))  # type: ignore[index]  # it was found
        which = sides[days.index(max(days) if is_later else min(days))]
        return [f"{which.name}更{'晚' if is_later else '早'}。"], []
    return _counted(sides, answers)


def _counted(sides: Sequence[Side], answers: Sequence[Answer]) -> tuple[list[str], list[Computed]]:
    """The difference of two counts of the same unit."""
    counts = [{unit: int(n) for n, unit in COUNTED.findall(answer.text)} for answer in answers]
    words, computed = [], []
    for unit in [unit for unit in counts[0] if unit in counts[1]]:
        first, second = counts[0][unit], counts[1][unit]
        if first == second:
            words.append(f"两者都是 {first} {unit}。")
            continue
        which = sides[0] if first > second else sides[1]
        difference = abs(first - second)
        words.append(f"{which.name}更多，相差 {difference} {unit}。")
        if all(answer.citations for answer in answers):
            expression = f"{max(first, second)}-{min(first, second)}={difference}"
            marks = (1, len(answers[0].citations) + 1)
            computed.append(Computed(str(difference), unit, expression, marks))
    return words, computed


def _topic(asked: Asked, sides: Sequence[Side]) -> str:
    """What each side is asked: the topic, said as its route reads it; the unit that the talk was about for "这条"."""
    text, named = in_full(asked.question.plain), asked.named
    if listed := LISTED.search(text):
        text = text[: listed.start()]
    is_by_name = named.is_exact or any(side.said == "□" for side in sides)
    base = named.rest if is_by_name and not listed and all(side.said in named.rest for side in sides) else text
    if SAME_UNIT.search(base) and asked.question.history:
        before = asked.searcher.names.named(asked.question.history[-1]).rest
        if addresses := read_addresses(before)[0]:
            return "".join(map(words_of, addresses[0]))
    deeds = re.findall(_DEED, asked.question.history[-1]) if asked.question.history else []
    topic = topic_of(base, sides, *deeds[:1])
    is_of_talk = BESIDE_TALK.search(text) and any(side.said and side.said not in text for side in sides)
    if asked.question.history and (is_of_talk or len(re.sub(r"\W", "", topic)) < 2):  # "那上海呢，两市放一起说说"
        topic = topic_of(asked.question.history[-1], sides)
    return _without_title(topic, [asked.contents.by_id[id] for side in sides for id in side.doc_ids])


def _without_title(topic: str, documents: Sequence[Document]) -> str:
    """What is asked of a document, without its name before it: "地理标志条例的施行时间" of 广东省地理标志条例."""
    for document in documents:
        title = plain_title(document.title)
        for size in range(min(len(title), len(topic)), 3, -1):
            rest = topic[size:]
            if title.endswith(topic[:size]) and rest[:1] in ("的", "，", ",", " ") and len(rest) > 2:
                return JOINING.sub("", rest)
    return topic


def topic_of(text: str, sides: Sequence[Side], deed: str = "发布") -> str:
    """What is asked of both sides: the question without their names and without the words of comparing.

    deed: whose day is asked for where the question says only "谁早".

    >>> topic_of("青海和重庆的稳岗返还政策比一比", [Side("青海", (), "青海"), Side("重庆", (), "重庆")])
    '稳岗返还政策'
    >>> topic_of("□与□哪个施行得更早", [Side("《甲条例》", (), "□"), Side("《乙条例》", (), "□")])
    '施行时间'
    >>> topic_of("新旧两部□条数差几条", [Side("旧版", (), "□"), Side("新版", (), "□")])
    '一共几条'
    """
    topic = text
    for side in sorted(sides, key=lambda side: -len(side.said)):
        topic = topic.replace(side.said, "□") if side.said else topic
    topic = MORE_UNITS.sub(lambda m: "" if f"{m['of']}数" in topic else f"{m['of']}数", topic)
    is_of_day = bool(re.search(rf"(?:{_DEED}){OF_DATES.pattern}", topic))  # "施行日期各是哪天，谁在前"
    topic = IN_TIME.sub(lambda m: "" if is_of_day else f"{m['deed'] or m['deed2'] or deed}时间", topic)
    topic = WHICH_MORE.sub(r"\g<what>", topic)
    topic = TIES.sub("", topic)
    topic = re.sub(r"□([\u4e00-\u9fff]{1,10})[和与跟同及、\s]+□\1", r"□\1", topic)  # 福建省发改委和浙江省发改委
    topic = re.sub(r"□(?:省|市|县|区)?(?:的|版|呢)*", "□", topic)
    topic = re.sub(r"[□和与跟同及比、\s]*□[□和与跟同及比、\s]*", " ", topic)
    topic = re.sub(r"\s*(?:是|呢)?[？?，,。]*$", "", topic)
    topic = re.sub(r"^(?:我|老板|俺)?(?:想要?|要|来)\s+", "", topic)  # "想|比较一下"
    while (cut := AT_END.sub("", JOINING.sub("", topic.strip()))) != topic:
        topic = cut
    if match := BARE_COUNT.fullmatch(re.sub(r"\W", "", topic)):
        return f"一共几{'条' if match['of'] == '条文' else match['of']}"
    return topic


def _listed(asked: Asked, text: str) -> list[Side]:
    """Documents that stand in brackets at the end of the question, each by its name."""
    match = LISTED.search(text)
    names = re.split(r"[、，,；;]|以及|[和与跟](?=[\u4e00-\u9fff]{4})", match["names"]) if match else []
    found = [asked.searcher.names.named(name.strip(), (), asked.doc_ids) for name in names]
    documents = [one.one for one in found if one.is_said and one.one]
    if len(names) != 2 or len({document.id for document in documents}) != 2:
        return []
    cores = list(places(text))
    said = cores if len(cores) == 2 else ["", ""]
    return [Side(quoted(document), (document.id,), core) for document, core in zip(documents, said, strict=True)]


def _documents(asked: Asked, text: str) -> list[Side]:
    """Documents that the question names, those that are not there among them; or one, and the one of the talk before."""
    named = asked.named
    if not named.is_said or (len(named.documents) > 1 and not named.is_exact):
        return []
    sides = [Side(quoted(d), (d.id,), "□") for d in named.documents]
    sides += [_missing(name, "□") for name in named.missing]
    if len(sides) == 1:
        before = _before(asked, sides[0], text)
        sides = [before, *sides] if before else [*sides, *_beside(asked)][:2]
        sides.sort(key=lambda side: named.rest.find(side.said))
    return sides if len(sides) > 1 and any(side.doc_ids for side in sides) else []


def _missing(name: str, said: str) -> Side:
    name = name.strip("《》")
    return Side(name, (), said, f"已收录的文件里没有{name}。")


def _beside(asked: Asked) -> Iterator[Side]:
    """What is joined to the document that was found: "□与潍坊供热条例", by some words of its title; its 实施条例; a name
    of the same genre that no document has."""
    rest = asked.named.rest
    title = plain_title(asked.named.one.title) if asked.named.one else ""
    if title and (rules := RULES.search(rest)):
        bearers = asked.searcher.names.by_alias.get(fold(title + rules["genre"]), ())
        yield from (Side(quoted(d), (d.id,), rules[0]) for d in bearers if d in asked.scope)
    for match in BESIDE.finditer(rest):
        said = match["behind"] or match["before"]
        found = asked.searcher.names.named(said, (), asked.doc_ids)
        is_whole = not any(char.isdigit() for char in said) or not left_over(found.rest)
        if found.is_said and is_whole and (other := found.one) and plain_title(other.title) != title:
            yield Side(quoted(other), (other.id,), said)
        elif found.missing or (GENRE.search(said) and not found.documents):
            yield _missing(said, said)


def _before(asked: Asked, side: Side, text: str) -> Side | None:
    """The document that the talk was about, where the question speaks of both: "那…呢，两份文件的…放一起说"."""
    history = asked.question.history
    if not history or not BOTH.search(text):
        return None
    before = asked.searcher.names.named(history[-1], history[:-1], asked.doc_ids).one
    return Side(quoted(before), (before.id,), "") if before and before.id not in side.doc_ids else None


def _versions(asked: Asked, text: str) -> list[Side]:
    """Two versions of the one document that is named: by their years, or 新旧; a year that has none is a side, too."""
    document = asked.named.one
    versions = (asked.named.versions or {}).get(document.id, ()) if document else _only_versions(asked)
    if len(versions) < 2 or WHICH_HOLDS.search(text):
        return []
    if len(short := list(SHORT_YEAR.finditer(text))) > 1:  # "06版和24版"
        by_short = [next((v for v in versions if f"20{m[1]}" in years_made(v)), None) for m in short]
        return [
            _of_version(v, m[0], f"20{m[1]}") if v else _missing(f"20{m[1]}年的版本", m[0])
            for v, m in zip(by_short, short, strict=True)
        ]
    years = list(dict.fromkeys(YEAR.findall(text)))
    by_year = [next((v for v in versions if year in years_made(v)), None) for year in years]
    if len(years) > 1 and any(by_year) and all(re.search(rf"{year}\s*年?(?:版|修)", text) for year in years):
        firsts = _firsts(text, years)
        return [
            _of_version(v, m[0], year) if v else _missing(f"{year}年的版本", m[0])
            for v, m, year in zip(by_year, firsts, years, strict=True)
        ]
    if len(years) > 1 and all(by_year):
        firsts = _firsts(text, years)
        return [_of_version(v, m[0], year) for v, m, year in zip(by_year, firsts, years, strict=True) if v]
    if not VERSIONS.search(text):
        return []
    is_in_words = document is None and (match := VERSIONS.search(text))
    return [_of_version(v, match[0] if is_in_words and match else "□") for v in (versions[1], versions[0])]


def _only_versions(asked: Asked) -> tuple[Document, ...]:
    """The versions of the only document that has several, newest first, where a question names none: "旧法和新法"."""
    if asked.named.documents or asked.named.missing or not VERSIONS.search(asked.question.plain):
        return ()
    by_title: dict[str, list[Document]] = {}
    for document in asked.scope:
        by_title.setdefault(plain_title(document.title), []).append(document)
    several = [group for group in by_title.values() if len({made(document) for document in group}) > 1]
    return tuple(sorted(several[0], key=made, reverse=True)) if len(several) == 1 else ()


def _of_version(document: Document, said: str, year: str = "") -> Side:
    """year: as the question says it, which may be that of a correction and not of the day it was made."""
    day = made(document)
    name = f"{year}年" if year and not day.startswith(year) else date_text(day)
    return Side(f"{name}的版本", (document.id,), said)


def _firsts(text: str, years: Sequence[str]) -> list[re.Match[str]]:
    return [next(match for match in YEAR.finditer(text) if match[1] == year) for year in years]


def _places(asked: Asked, text: str) -> list[Side]:
    """Places, each with its own documents; the whole country is one, too."""
    names = list(places(re.sub(r"[？?：:；;]|和|与|跟|同|、|vs|VS", "，", text)))
    known = dict.fromkeys(SUFFIX.sub("", d.region) for d in asked.scope if d.region not in ("", "全国"))
    names += [core for core in known if core in text and not any(core in name for name in names)]
    names.sort(key=text.find)
    if len(names) == 1 and (country := COUNTRY.search(text)):
        names.append(country[0])
    if len(names) == 1 and asked.question.history and BOTH.search(text):  # "那上海呢？两市放一起说说"
        names = [*(name for name in places(asked.question.history[-1]) if name != names[0]), *names]
    if len(names) < 2 or _is_of_one_document(asked, names):
        return []
    return [_of_place(asked, text, name) for name in names]


def _is_of_one_document(asked: Asked, names: Sequence[str]) -> bool:
    """Whether the places are compared within one document that is of neither: a circular that praises both."""
    document = asked.named.one if asked.named.is_said else None
    return document is not None and not any(_is_of(document, name) for name in names)


def _of_place(asked: Asked, text: str, name: str) -> Side:
    """The documents of a place; where a year stands beside its name, those of that year if there are any."""
    documents = [d for d in asked.scope if _is_of(d, name)]
    beside = re.search(
        rf"{re.escape(name)}(?:省|市|县|区)?的?\s*{YEAR.pattern}|{YEAR.pattern}\s*{re.escape(name)}", text
    )
    if beside is None:
        return Side(name, tuple(d.id for d in documents), name)
    year = beside[1] or beside[2]
    of_year = [d for d in documents if made(d)[:4] == year]
    return Side(f"{name}{year}年", tuple(d.id for d in of_year or documents), beside[0])


def _is_of(document: Document, place: str) -> bool:
    if place in ("全国", "国务院", "国家", "中央"):
        return document.region in ("", "全国")
    core = SUFFIX.sub("", place)
    return bool(core) and (
        core in f"{document.region}{document.title}{document.issuer}"
        or province(SUFFIX.sub("", document.region)) == core
    )


def _years(asked: Asked, text: str) -> list[Side]:
    """Years, each with the documents made in it, where documents were made in more than one of them."""
    years = list(dict.fromkeys(YEAR.findall(text)))
    document = asked.named.one if asked.named.is_said else None
    if len(years) < 2 or OF_TARGETS.search(text) or (document and made(document)[:4] not in years):
        return []
    if editions := _editions(asked, text, years):
        return editions
    made_in = [{plain_title(d.title): d.id for d in asked.scope if made(d)[:4] == year} for year in years]
    alike = set.intersection(*(set(titles) for titles in made_in))  # versions of one document, where there are such
    by_year = [tuple(id for title, id in titles.items() if not alike or title in alike) for titles in made_in]
    if sum(map(bool, by_year)) < 2:
        return []
    return [Side(f"{year}年", ids, m[0]) for year, ids, m in zip(years, by_year, _firsts(text, years), strict=True)]


def _editions(asked: Asked, text: str, years: Sequence[str]) -> list[Side]:
    """What comes anew each year, of each of the years; one that is not there is a side, too: "2015年、2016年的工作报告"."""
    for document in asked.named.documents if asked.named.is_said else ():
        own = next((year for year in years if year in document.title), "")
        if not own or not GENRE.search(plain_title(document.title)):
            continue
        sides = []
        for year, match in zip(years, _firsts(text, years), strict=True):
            title = document.title.replace(own, year)
            ids = tuple(other.id for other in asked.scope if other.title == title)
            absence = "" if ids else f"已收录的文件里没有《{title}》。"
            sides.append(Side(f"{year}年", ids, match[0], absence))
        return sides
    return []


def _things(asked: Asked, text: str) -> list[Side]:
    """Two things that are set side by side with VS, where neither is a document or a place: "旅客班轮VS货物班轮"."""
    match = VERSUS.search(text)
    if match is None or (asked.named.is_exact and len(asked.named.documents) > 1):
        return []
    ids = _within(asked)
    topic = JOINING.sub("", text[: match.start()].strip())
    years = [YEAR.match(name) for name in match.groups()]
    if topic and all(years):  # "城镇新增就业：2004年实现数 vs 2005年目标数"
        asks = [f"{year[0]}{topic}{year.string[year.end() :]}" for year in years if year]
        return [Side(name, ids, name, asks=own) for name, own in zip(match.groups(), asks, strict=True)]
    return [Side(name, ids, name, own=name) for name in (match[1], match[2])]


def _within(asked: Asked) -> tuple[str, ...]:
    """The documents in which sides are looked for that are no documents: the one that is named, else all."""
    documents = (asked.named.one,) if asked.named.is_said and asked.named.one else asked.scope
    return tuple(document.id for document in documents)


def _one_each(asked: Asked, text: str) -> list[Side]:
    """Two things, each with what is asked of it: "总设计师跟总指挥，一个管啥一个管啥"."""
    match = ONE_EACH.search(text)
    if match is None:
        return []
    ids = _within(asked)
    pairs = ((match["first"], match["of_first"]), (match["second"], match["of_second"]))
    return [Side(name, ids, name, asks=f"{name}{of}") for name, of in pairs]


def _periods(asked: Asked, text: str) -> list[Side]:
    """Two years, or two five-year plans, of which one document may speak; each is asked the same."""
    times = list(PERIOD.finditer(text))
    if len(times) != 2 or bool(times[0]["plan"]) != bool(times[1]["plan"]):
        return []
    names = [f"“{time['plan']}”" if time["plan"] else f"{_four_digits(time['year'])}年" for time in times]
    first, second = times
    between = text[first.end() : second.start()]
    if names[0] == names[1] or (not CLAUSE.search(between) and not re.fullmatch(r"\s*[和与跟同、]\s*", between)):
        return []
    clauses = [clause for clause in CLAUSE.split(text) if not COMPARING.match(clause.strip())]
    if CLAUSE.search(between):  # the second clause leaves out what the first one says: "“十三五”打算降多少"
        if len(clauses) != 2 or len(clauses[1]) > len(clauses[0]) or second[0] not in clauses[1]:
            return []
        asks = [clauses[0].replace(first[0], name) for name in names]
    elif EACH.search(text[second.end() :]):
        behind = EACH.sub("", text[second.end() :], count=1)
        asks = [f"{text[: first.start()]}{name}{behind}" for name in names]
    else:
        return []
    ids = _within(asked)
    return [Side(name, ids, time[0], asks=own) for name, time, own in zip(names, times, asks, strict=True)]


def _four_digits(year: str) -> str:
    return year if len(year) == 4 else f"20{year}"


def _of_talk(asked: Asked, text: str) -> list[Side]:
    """A thing beside what the talk was about: "跟实用新型比呢"."""
    history, match = asked.question.history, BESIDE_TALK.search(text)
    if not history or match is None or asked.named.is_exact or any(places(match["thing"])):
        return []
    ids, thing = tuple(document.id for document in asked.scope), match["thing"]
    own = AS_BEFORE.sub("", text[match.end() :].strip("，, "))  # "跟…比呢，那个最多几年"
    asks = f"{thing}{own}" if ASKS.search(own) and not sets_apart(own) else f"{thing}，{history[-1]}"
    return [Side("前面问的", ids, "", asks=history[-1]), Side(thing, ids, thing, asks=asks)]


def _pair(asked: Asked, text: str) -> list[Side]:
    """Two things of which the same documents speak, each asked with its own words: "公开募捐与定向募捐的起始时间"."""
    text = asked.named.rest if asked.named.is_said and "□" in asked.named.rest else text
    if (found := pair(text)) is None:
        return []
    topic = topic_of(f"□{found.behind}", [Side("", (), "")]).replace("□", "")
    ids = _of_places(asked, text) or _within(asked)
    return [Side(thing, ids, thing, asks=found.asks(thing, topic), is_of_pair=True) for thing in found.things]


def _of_places(asked: Asked, text: str) -> tuple[str, ...]:
    """The documents of the places that a question names, where it names no document."""
    names = list(places(text)) if not asked.named.is_said else []
    return tuple(d.id for d in asked.scope if any(_is_of(d, name) for name in names))
