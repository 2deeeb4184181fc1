"""A question that no table of patterns knows -> the route of its likeliest intent.

tests/ask/routes/test_by_intent.py is the table of examples.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from mingce.ask.intent_model import SURE, intent_model
from mingce.ask.routes import address, catalogue, metadata, outline, talk
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Reply

SURER = 0.8  # for what is answered without a look at any document
OF_TALK = frozenset(("greet", "thanks", "bye", "who", "can", "chat"))
OF_CORPUS: dict[str, Callable[[Asked], Reply | None]] = {
    "corpus_count": catalogue.listed,
    "corpus_list": catalogue.listed,
    "corpus_newest": catalogue.listed,
    "corpus_has": catalogue.had,
    "corpus_ended": catalogue.ended,
    "write": catalogue.not_written,
}
OF_DOCUMENT: dict[str, Callable[[Asked], Reply | None]] = {
    "unit": address.reply_to_unit,
    "attribute": metadata.reply_to_attribute,
    **{name: partial(outline.reply_to, intent=name) for name in outline.INTENTS},
}


def reply(asked: Asked) -> Reply | None:
    """None where the model is not sure, where the text is asked, or where the route does not find it."""
    intent = intent_model().intent(asked.named.rest if asked.named.is_said else asked.question.plain)
    if intent.probability < SURE:
        return None
    if intent.name in OF_TALK:
        return talk.of_intent(asked, intent.name) if intent.probability >= SURER else None
    if way := OF_CORPUS.get(intent.name):
        return way(asked)
    if way := OF_DOCUMENT.get(intent.name):
        return way(_of_one_document(asked))
    return None


def _of_one_document(asked: Asked) -> Asked:
    """With the document that the words of the question fit best, where it names none that is there."""
    if asked.named.documents:
        return asked
    likeliest = asked.searcher.names.likeliest(asked.question.plain, asked.doc_ids)
    return replace(asked, named=likeliest) if likeliest else asked
