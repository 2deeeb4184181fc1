"""Which figures a question can mean: those of the documents that it names, else of the few where its words or digits stand."""

import re
from collections.abc import Sequence
from decimal import Decimal

import numpy as np

from mingce.ask.routes.asked import Asked
from mingce.ask.routes.number_figures import Figure, figures_of, place_of, region_of, solid, uncovered
from mingce.ask.routes.number_question import NumberQuestion
from mingce.ask.routes.reply import Line
from mingce.datatypes import Document
from mingce.facts.amounts import Amount
from mingce.text.numerals import in_chinese

ROUTE = "numbers"
MOST_DOCUMENTS = 6  # whose figures are read for a question that names none
BEST_SENTENCES = 12  # of the words of a question, in the documents of which its figure is looked for


def named(asked: Asked) -> tuple[Document, ...]:
    """The documents that a question is asked of; () where it names none and there are several."""
    if asked.named.documents:
        return asked.named.documents
    return asked.scope if len(asked.scope) == 1 else ()


def figures_with_number(asked: Asked, question: NumberQuestion, amount: Amount) -> tuple[Figure, ...] | None:
    """The figures of the documents in which a number stands; None where these are too many."""
    documents: Sequence[Document] = named(asked)
    if not documents:
        documents = asked.scope if len(asked.scope) <= MOST_DOCUMENTS else _with_number(asked, amount)
        if len(documents) > MOST_DOCUMENTS:
            return None
    return tuple(f for document in documents for f in figures_of(document))


def _with_number(asked: Asked, amount: Amount) -> list[Document]:
    """The documents in which a number is printed with its unit, in any spelling; the index tells where to look."""
    contents, written = asked.contents, spellings(amount.value, amount.unit)
    rows = [contents.sentence_terms.rows_with(term) for term in {_term(one) for one in written}]
    sections = np.unique(contents.owner[np.concatenate(rows)])
    holding = {contents.sections[int(section)].doc_id for section in sections}
    return [d for d in asked.scope if d.id in holding and any(one in d.text for one in written)]


def _term(written: str) -> str:
    """The index term of a sentence that holds a number: its digits as a word, or its first two characters."""
    digits = re.match(r"(?:\| )?(\d+(?:\.\d+)?%?)", written)
    return f"w:{digits[1]}" if digits else written[:2]


def spellings(value: Decimal, unit: str) -> set[str]:
    """The ways in which a number may be printed, in a sentence or in a cell of a table.

    >>> sorted(spellings(Decimal(20000), "家"))
    ['20,000家', '20000家', '2万家', '| 2 |', '| 20000 |', '两万家', '二万家']
    """
    found = set()
    for size, name in ((1, ""), (10_000, "万"), (100_000_000, "亿"), (1_000_000_000_000, "万亿")):
        scaled = value / size
        if scaled < Decimal("0.01"):
            continue
        written = {f"{scaled.normalize():f}"}
        if scaled == scaled.to_integral_value() and scaled >= 1:
            whole = in_chinese(int(scaled)) if scaled < 10_000 else ""
            written |= {
                f"{int(scaled):,}",
                whole,
                whole.replace("二", "两", 1),
                *(whole[1:] for _ in whole[1:2] if whole[0] == "一"),
            }
        found |= {f"{one}{name}{unit}" for one in written - {""}}
        found.add(f"| {scaled.normalize():f} |")
        if unit == "%":
            found |= {f"百分之{one}" for one in written - {""}}
    return found


def figures_with_words(asked: Asked, question: NumberQuestion, words: str, lacking: float = 0.0) -> tuple[Figure, ...]:
    """The figures of the documents that are named, else of those in which the words stand together.

    lacking: share of the characters of the words that need not stand there.
    """
    documents: Sequence[Document] = named(asked)
    if not documents:
        contents, vocabulary = asked.contents, asked.searcher.vocabulary
        scores = contents.sentence_terms.scores(vocabulary.terms(words))
        best = scores.argsort()[::-1][:BEST_SENTENCES]
        said: dict[str, str] = {}
        for row in best[scores[best] > 0]:
            document = contents.document_of(contents.sentences[int(row)].section)
            said[document.id] = said.get(document.id, place_of(document)) + " " + contents.sentence_text(int(row))
        counterparts = question.counterparts
        holding = {
            doc_id
            for doc_id, text in said.items()
            if len(uncovered(words, solid(text), counterparts)) <= lacking * len(words)
        }
        documents = [d for d in asked.scope if d.id in holding][:MOST_DOCUMENTS]
    return tuple(f for document in documents for f in figures_of(document))


def with_place(text: str, figure: Figure, question: NumberQuestion) -> str:
    """A text with the place of its document and the name by which the question calls that.

    Other words of its title are none of it: "人民政府每届任期" must not be answered with a sentence on another body
    because the law is called after both.
    """
    return f"{text} {solid(region_of(figure.document))} {question.name}"


def missing(words: str, figure: Figure, text: str, question: NumberQuestion) -> str:
    """What of the words a text around a figure does not hold."""
    return uncovered(words, with_place(text, figure, question), question.counterparts)


def told(figures: Sequence[Figure]) -> Line:
    """The figures of one sentence, or of one line of a table with the headers of their columns."""
    first = figures[0]
    if first.line is None:
        return Line("", (first.sentence,))
    name = first.line.name.text if first.line.name else ""
    cells = {f.row.figure: f"“{f.head}”为{f.printed}" for f in figures}
    return Line(f"{name}：{'，'.join(cells.values())}。", (first.sentence,))
