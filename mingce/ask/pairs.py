"""Two things that a question sets side by side within one document: 公开募捐 and 定向募捐, and what is asked of both."""

import re
from dataclasses import dataclass

ASKS = re.compile(r"几|多少|多[久长大高]|谁|哪|什么|啥|怎|如何|何时|吗$")
ADDRESS = re.compile(r"第[^，。]{1,6}[条章款项节]$")  # "第一条和第二条": no things
# Two things of which one document speaks: "公开募捐与定向募捐在起始时间上有何区别"
JOINS = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:以及|和|与|跟|同|、)(?=[\u4e00-\u9fffⅠ-Ⅻ\dA-Za-z])")
BEFORE_THING = re.compile(r"[，,。：:；;？?□\s]|(?:对比|比较|对照)(?:一下)?|(?:里|中)的?(?=[\u4e00-\u9fff]{4})")
UNLIKE = re.compile(
    r"(?P<thing>[\u4e00-\u9fff]{2,10}?)(?=的?(?:各|分别|(?:之间)?有(?:什么|啥|何|哪些)?(?:区别|不同|不一样|差别|差异)|(?:在[\u4e00-\u9fff]{2,8}上)))"
)
# "在禁放区里放炮，跟在禁放区里卖炮，两种处罚有啥不同"
TWO_DEEDS = re.compile(
    r"(?:^|[，,□])(?P<first>[^，,□]{3,20})[，,](?:和|与|跟|同)(?P<second>[^，,□]{3,20})[，,](?:[这那])?(?:两|二)(?:种|类|个|项|者)?(?:情况|行为)?的?(?P<of>[\u4e00-\u9fff]{2,8}?)(?:有(?:什么|啥|何)|区别|不同|差|一样|各|分别)"
)
PENALTIES = ("处罚", "罚款", "处理")
OF_BOTH = re.compile(r"^在(?P<of>[\u4e00-\u9fff]{2,10})[上方]面?")
OF_SEVERAL = re.compile(r"(?:对象|条件|情形|材料|方式|范围|人员|措施|职责|程序|要求|种类|任务|权利|义务)$")
LEAST_HEAD, LONGEST_HEAD, LONGEST_MODIFIER, LONGEST_THING = 2, 8, 8, 14  # characters of two things, in _split


@dataclass(frozen=True)
class Pair:
    things: tuple[str, str]
    behind: str  # what stands behind them in the question, with its words of comparing

    def asks(self, thing: str, topic: str) -> str:
        """The question of one of them; topic: what stands behind, without the words of comparing."""
        topic = OF_BOTH.sub(r"\g<of>", topic).strip("的，, ")
        if not topic:
            return f"{thing}有哪些" if OF_SEVERAL.search(thing) else f"{thing}是什么"
        return f"{thing}怎么{topic}" if topic in PENALTIES else f"{thing}{topic}"


def pair(text: str) -> Pair | None:
    """The first two things that a question joins; None where it joins none.

    >>> pair("公开募捐与定向募捐在起始时间上有何区别").things
    ('公开募捐', '定向募捐')
    """
    if match := TWO_DEEDS.search(text):
        return Pair((match["first"], match["second"]), match["of"])
    return next((found for one in JOINS.finditer(text) if (found := _split(text, one))), None)


def _split(text: str, joint: re.Match[str]) -> Pair | None:
    """What stands before and behind a joint; None where it joins no two things.

    The two have their last word in common, Ⅰ级响应 and Ⅲ级响应, or a word that asks of each follows: 民宿和酒店|各奖多少.
    """
    first = BEFORE_THING.split(text[: joint.start()])[-1].removeprefix("的")
    behind = text[joint.end() :]
    second = ""
    for size in range(min(LONGEST_HEAD, len(first) - 1), LEAST_HEAD - 1, -1):
        at = behind.find(first[-size:])
        if 0 < at <= LONGEST_MODIFIER and not re.search(r"[，,。？?]", behind[:at]):
            second = behind[: at + size]
            break
    if not second and (match := UNLIKE.match(behind)):
        second = match["thing"]
    first = first[-LONGEST_THING:]
    if not second or len(first) < 2 or ASKS.search(first + second) or first == second or ADDRESS.search(first):
        return None
    return Pair((first, second), behind[len(second) :])
