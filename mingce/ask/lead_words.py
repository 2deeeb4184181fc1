"""Words of asking before a name: where they end, a name may begin."""

import re

_SAID_BEFORE = (
    "请问(?:一下)?|麻烦(?:您|你)?|帮我|帮忙|给我|我想(?:要)?|想要|我要|告诉我|查询|查一下|查查|查下|看一下|看看|看下|找一下|找找|问一下|问下|读一下|念一下|列出|列一下|说说|说一下|讲讲|了解(?:一下)?|知道|"
    "根据|依据|依照|按照|对照|关于|对于|至于|请把|那么|这个|这部|这份|那个|那部|那份|现行的?|新版的?|旧版的?|老版的?|最新的?|新修订的?|修订后的?|修订前的?|修改后的?|修改前的?|原来的?|"
    "我国的?|中国的?|国家的?|今年的?|去年的?|前年的?|有没有|是不是|没有|记得|听说|知道|晓得|引用|学过?|背|考|要的是|讲的是|说的是|想看|要看|不能|能不能|可以|以及|或者|请看|引用|违反|适用|参照|比较|对比|"
    "(?:19|20)\\d{2}年?(?:修订的?|修正的?|版的?|的)?"
)
_AT_HEAD = re.compile(rf"^(?:{_SAID_BEFORE}|一下|[那这该和与跟的在按照把请查看找问读念新旧老，,。、：:\s])")
AT_TAIL = re.compile(
    rf"(?:{_SAID_BEFORE}|一下|[那这该和与跟同及或的了在从按照依把将对就请查看找问读念新旧老是版年时，,。、：:\s])$"
)


def stripped(name: str) -> str:
    """A name without the words of asking before it.

    >>> stripped("我想看一下立法法"), stripped("请问那清河市民宿措施"), stripped("对外贸易法")
    ('立法法', '清河市民宿措施', '对外贸易法')
    """
    while (match := _AT_HEAD.match(name)) and match.end() < len(name):
        name = name[match.end() :]
    return name
