"""The year that a figure is a target or result for."""

import re
from collections.abc import Sequence

from mingce.datatypes import Document, Section, Sentence
from mingce.facts.amounts import HANZI, YEAR_TEXT
from mingce.text.numerals import NUMERALS

YEAR = re.compile(rf"(?<!\d){YEAR_TEXT}(?=年)(?!年\d{{1,2}}月\d)|(?<=[（(]){YEAR_TEXT}(?=[）)])")
# Not the year of a figure but what it is held against: "比2020年", "2015年以来", "恢复到2019年的113%"
AGAINST_BEFORE = re.compile(r"(?:比|较|与|同|恢复到|相当于|自|从|是)$")
AGAINST_AFTER = re.compile(r"年(?:[底末初])?(?:以来|相比|起|开始|修订|版)")
RELATIVE = {"今年": 0, "去年": -1, "明年": 1}
PLAN_END = re.compile(r"“?十([一二三四五六])五”?(?:规划)?(?:期)?末")
SPAN = re.compile(
    rf"(?:过去|今后|未来|这|(?<!提)前)(?:的)?(?:{HANZI}|\d+)年|(?:{HANZI}|\d+)年[多间]?来|“?十[一二三四五]?五”?(?:时期|期间)"
)
OPENING = re.compile(rf"(?:^|[。！？\n])[\s#*]*(?:——)?(?:力争|争取|确保)?(到)?({YEAR_TEXT})年(?:[底末])?[，,]", re.M)


class Years:
    """The year that a figure is for, looked for near it and then further off."""

    def __init__(self, document: Document, sections: Sequence[Section]) -> None:
        self.text = document.text
        self.sections = sections
        said = re.match(YEAR_TEXT, document.date) or re.search(rf"{YEAR_TEXT}(?=年|[）)])", document.title)
        self.now = int(said[0]) if said else None
        self.leads = [  # "到2025年，…" at the head of a paragraph speaks for the list under it
            (section.start, section.path, match[2])
            for section in sections
            for match in OPENING.finditer(self.text, section.start, section.end)
            if match[1] and not match[0].startswith(tuple("。！？"))
        ]

    def of(self, sentence: Sentence, start: int, end: int, figure: int) -> str:
        """start, end: the clause; figure: where the figure stands in it."""
        for left, right in ((start, figure), (figure, end), (sentence.start, start)):
            found = self._said(left, right)
            if found is not None:
                return found
        paragraph = self.text.rfind("\n", 0, sentence.start) + 1
        said = [match[2] for match in OPENING.finditer(self.text, paragraph, sentence.start)]
        if said:
            return said[-1]
        path = self.sections[sentence.section].path
        above = [year for at, over, year in self.leads if at < sentence.start and over == path[: len(over)] and over]
        if above:
            return above[-1]
        return next((years[-1] for heading in reversed(path) if (years := YEAR.findall(heading))), "")

    def _said(self, start: int, end: int) -> str | None:
        """The last year named in a stretch of text; "" for a span of years, None where nothing is said."""
        found = [
            (match.start(), match[0])
            for match in YEAR.finditer(self.text, start, end)
            if not AGAINST_BEFORE.search(self.text[max(0, match.start() - 4) : match.start()])
            and not AGAINST_AFTER.match(self.text, match.end())
        ]
        found += [(m.start(), str(2005 + 5 * NUMERALS[m[1]])) for m in PLAN_END.finditer(self.text, start, end)]
        found += [(m.start(), "") for m in SPAN.finditer(self.text, start, end)]
        if self.now is not None:
            for word, by in RELATIVE.items():
                for m in re.finditer(rf"(?<![比较与]){word}(?!同期|相比|以来)", self.text[start:end]):
                    found.append((start + m.start(), str(self.now + by)))
        return max(found)[1] if found else None
