"""The clauses of a sentence in groups of one strength and one actor: each group is a measure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from mingce.facts.actors import LINK, skip
from mingce.facts.clauses import SPEAKS_OF, Clause
from mingce.text.word_lists import any_of, read_words

# Verbs that say what a measure is good for: after 鼓励 or 支持 they go on with it, and open no task of their own.
RESULTS = frozenset(read_words("measures.tsv")["结果"])
OFFERS = frozenset({"encouragement", "support", "exploration"})  # strengths that bind nobody

# A clause that says something of another one leads in nothing: "对企业进行培训，"
ACTS_ON = re.compile(r"对[^，]+(?:作出|进行|予以|给予|实施|实行|加强|开展)(?![^，]*的)")
# A clause without marker that opens the next measure, by its last word or by its first:
# a condition, a place, a time, a means. "逾期不改正的，", "在河道管理范围内，", "围绕重点领域，", "到2025年，"
LEADS_IN_END = re.compile(
    any_of("的 时 后 前 上 下 中 内 等 领域 方面 需求 要求 短板 为抓手 为依托 为重点 为目标 为导向 契机 机遇".split())
    + "$"
)
LEADS_IN_START = re.compile(
    r"围绕|针对|对(?!外)|在|以|按照|根据|通过|依托|聚焦|为|到\d|结合|鉴于|因|如|若|除|自|从|经|凡|符合|于|本着|遵循|面向|顺应|抢抓"
)


@dataclass(frozen=True)
class Antecedent:
    """What earlier sentences of the section say for the later ones."""

    actor: str = ""
    strength: str = ""  # of "应当符合下列要求：", for the items below it; "none" for 有下列情形之一的


@dataclass
class ClauseGroup:
    """Neighbouring clauses of one strength and one actor. actor: "" where none is stated."""

    strength: str
    actor: str
    clauses: list[Clause] = field(default_factory=list)


def drop_topics(text: str, clauses: Sequence[Clause], is_speech: bool) -> list[Clause]:
    """The clauses, those left without strength that only name what the next one speaks about.

    is_speech: a bare verb needs a 要 before it to order anything.
    """
    kept: list[Clause] = []
    for n, clause in enumerate(clauses):
        following = text[clauses[n + 1].start : clauses[n + 1].end] if n + 1 < len(clauses) else ""
        following = following[skip(LINK, following) :]
        is_bare = clause.strength == "government_task" and clause.verb not in ("要", "") and not clause.actor
        if is_bare and (
            SPEAKS_OF.match(following)
            or re.search(r"[^，]{6,}(?:是|具有|有利于)(?!否)", text[clause.start : clause.end])
        ):
            clause = replace(clause, strength="none" if is_speech else "")
        kept.append(clause)
    return kept


def group_clauses(text: str, clauses: Sequence[Clause], is_law: bool, antecedent: Antecedent) -> list[ClauseGroup]:
    """Neighbours of one strength and actor together; what leads in goes to the group it leads into."""
    grouping = _Grouping(text, is_law, antecedent)
    for clause in clauses:
        grouping.take(clause)
    if grouping.current is not None:
        grouping.current.clauses += grouping.waiting
    return grouping.groups


class _Grouping:
    """The groups of a sentence while its clauses are read from left to right."""

    def __init__(self, text: str, is_law: bool, antecedent: Antecedent) -> None:
        self.text = text
        self.is_law = is_law
        self.antecedent = antecedent
        self.groups: list[ClauseGroup] = []
        self.current: ClauseGroup | None = None  # the group that the next clause may go on with
        self.waiting: list[Clause] = []  # clauses that lead in
        self.subject = ""  # the actor stated earlier in the sentence
        self.is_about_thing = False  # whether the subject is nobody: 检查要点应当包括…
        self.is_after_none = False  # behind 可以…, which orders nothing

    def take(self, clause: Clause) -> None:
        if clause.strength == "none":
            self.subject = clause.actor or self.subject
            self.waiting, self.current, self.is_after_none = [], None, True
        elif not clause.strength:
            self._take_unmarked(clause)
        elif clause.strength == "government_task" and clause.verb != "要" and not clause.actor:
            self._take_bare_task(clause)
        else:
            self._take_marked(clause, clause.strength)

    def _take_unmarked(self, clause: Clause) -> None:
        self.subject = self.subject or clause.actor
        if self.current is not None and not self.waiting and not self._leads_in(clause):
            self.current.clauses.append(clause)
        else:
            self.waiting.append(clause)

    def _take_bare_task(self, clause: Clause) -> None:
        """A verb without marker goes on with the group before it, or is a task of its own."""
        strength, current = clause.strength, self.current
        if self.is_after_none and self.is_law:
            return
        if current is not None and not _stands_alone(current, clause, self.is_law):
            self._go_on(current, clause)
            return
        if current is not None and current.strength == "prohibition" and current.actor:
            strength = "obligation"  # 互联网企业不得提供付费导流，并加强风险监测
        self._take_marked(clause, strength)

    def _take_marked(self, clause: Clause, strength: str) -> None:
        actor, current = clause.actor, self.current
        self.is_about_thing = (self.is_about_thing or clause.has_subject) and not actor
        if current is not None and current.strength == strength and actor in ("", current.actor):
            self._go_on(current, clause)
        else:
            self.current = ClauseGroup(strength, self._owner(clause, strength), [*self._lead(strength), clause])
            self.groups.append(self.current)
            self.waiting = []
        if actor and strength not in ("encouragement", "support"):
            self.subject = actor
        self.is_after_none = False
        if clause.breaks and not self.is_law:
            self.current, self.subject = None, ""

    def _go_on(self, group: ClauseGroup, clause: Clause) -> None:
        group.clauses += [*self.waiting, clause]
        self.waiting = []

    def _owner(self, clause: Clause, strength: str) -> str:
        """The actor of a new group: its own, else the one stated before, in a law also in an earlier sentence."""
        if clause.actor:
            return clause.actor
        if strength in OFFERS and not self.is_law:
            return ""
        if self.is_about_thing or clause.is_penalty:
            return ""
        earlier = self.subject or (self.current.actor if self.current and self.is_law else "")
        return earlier or (self.antecedent.actor if self.is_law else "")

    def _lead(self, strength: str) -> list[Clause]:
        """The waiting clauses that open a new group."""
        binds = self.is_law or strength in ("obligation", "prohibition")
        return [clause for clause in self.waiting if binds or self._leads_in(clause) or clause.actor]

    def _leads_in(self, clause: Clause) -> bool:
        return leads_in(self.text[clause.start : clause.end])


def leads_in(clause: str) -> bool:
    """Whether a clause without marker opens the next measure: a condition, a place, a time, a means.

    >>> leads_in("围绕重点领域，"), leads_in("逾期不改正的，"), leads_in("质量水平进入全国前列，")
    (True, True, False)
    """
    bare = clause.rstrip("，,；;：: \n")
    if ACTS_ON.match(bare):
        return False
    return bool(LEADS_IN_END.search(bare) or LEADS_IN_START.match(bare))


def _stands_alone(current: ClauseGroup, clause: Clause, is_law: bool) -> bool:
    """Whether a bare task after `current` is a measure of its own."""
    if current.strength in ("government_task", "obligation"):
        return False
    if current.strength == "prohibition":
        return True
    return not is_law and clause.verb not in RESULTS
