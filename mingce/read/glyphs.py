"""Characters as PDF and OFD files hold them -> as one would type them."""

import unicodedata

# Fonts that draw a character with the code of its radical: "⼀" for "一", "⻓" for "长" (NFKC knows the first kind only).
RADICALS = str.maketrans(
    "⺎⺒⺓⺝⺟⺠⺩⺪⺬⺶⺷⺸⺻⺼⺾⺿⻁⻄⻅⻆⻇⻈⻉⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻤⻥⻦⻧⻨⻩⻫⻬⻮⻰⻳⼾",
    "兀巳幺月母民王疋示羊羊羊聿肉艹艹虎西见角角讠贝车辶辶辶阝钅長長长门阝青韦页风飞食饣马鬼鱼鸟卤麦黄斉齐齿龙龟户",
)
# Bullets of the fonts Symbol and Wingdings, which have no code of their own.
BULLETS = str.maketrans("\uf06c\uf06e\uf075\uf076\uf0a7\uf0b7\uf0d8\uf0fc\uf0e8", "●■◆❖▪•➢✓➔")


def tidy(char: str) -> str:
    """A character as one would type it; nearly always the character itself.

    >>> tidy("⻓") + tidy("⼀") + tidy("ﬁ") + tidy("５")
    '长一fi５'
    """
    code = ord(char)
    if code < 0x2E80:
        return " " if char in "\xa0\t" or 0x2000 <= code <= 0x200A else "" if 0x200B <= code <= 0x200F else char
    if code <= 0x2FD5:
        return unicodedata.normalize("NFKC", char.translate(RADICALS))
    if 0xE000 <= code <= 0xF8FF:
        return char.translate(BULLETS)
    if 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06:  # compatibility forms of Han, Latin ligatures
        return unicodedata.normalize("NFKC", char)
    return " " if code == 0x3000 else char


def is_broken(char: str) -> bool:
    """Whether a font without a proper code table is at work: no meaning, or a private one."""
    return unicodedata.category(char[0]) in ("Cn", "Co", "Cc") or char == "\ufffd"
