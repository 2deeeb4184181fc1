"""A greeting, thanks, a question to this tool itself -> a short reply. tests/ask/test_phrasing.py has the examples."""

import re

from mingce.ask.phrasing import ABOUT_ITSELF, HAS_WORD, OTHER_TALK, PARTING, without_courtesy
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Reply
from mingce.text.fold import normalize

ROUTE = "talk"
THANKS = re.compile(r"谢|感谢|辛苦|帮大忙|太好了|真棒|明白了|知道了|懂了|收到|了解了")
EXAMPLE = "可以这样问：到2025年要建成多少个国家质检中心？"
WHO = (
    "我是明策，读政策文件的工具：只依据已收录的 {n} 份文件回答，逐字引用原文并注明出处；文件没有写明的，我会直说没有。"
)
CAN = (
    "我能做的：按条款号找原文（“立法法第十二条”）；查发文机关、文号、施行日期和是否有效；列出章节和要点；查目标数值；"
    "对照两份文件；用原文回答问题并注明出处。我只引用原文，不代写材料。"
)


THERE = "在的，我是明策，只依据已收录的 {n} 份文件回答。"
WELCOME = "不客气。还有要查的，直接问就行。"
BYE = "好的，再见。需要查文件时随时再问。"
CANNOT = "这件事我做不了：我只依据已收录的政策文件回答。"


def of_intent(asked: Asked, intent: str) -> Reply:
    """The reply to a greeting, to thanks and the like, in whatever words."""
    replies = {
        "greet": THERE + EXAMPLE,
        "thanks": WELCOME,
        "bye": BYE,
        "who": WHO,
        "can": WHO + CAN,
        "chat": CANNOT + EXAMPLE,
    }
    return Reply.refusing(ROUTE, replies[intent].format(n=len(asked.contents.documents)))


def reply(asked: Asked) -> Reply | None:
    if not asked.question.is_small_talk:
        return None
    said = normalize(asked.question.raw)
    bare = without_courtesy(said)
    return Reply.refusing(ROUTE, _words(said, bare, len(asked.contents.documents)))


def _words(said: str, bare: str, documents: int) -> str:
    if not HAS_WORD.search(said):
        return f"这里面没有要查的内容。{EXAMPLE}"
    if ABOUT_ITSELF.search(bare):
        is_name = re.search(r"是谁|叫什么|是什么|介绍|机器人|真人|谁做|谁开发", bare)
        return WHO.format(n=documents) + ("" if is_name else CAN)
    if OTHER_TALK.search(bare):
        return CANNOT + EXAMPLE
    if PARTING.search(said.split("，")[-1].strip()) or PARTING.search(said):
        return BYE
    if THANKS.search(said):
        return WELCOME
    return f"你好，我是明策，只依据已收录的 {documents} 份文件回答。{EXAMPLE}"
