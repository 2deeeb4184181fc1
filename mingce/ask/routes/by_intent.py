"""A question that no table of patterns knows -> the route of its likeliest intent.

tests/ask/routes/test_by_intent.py is the table of examples.
"""

from collections.abc import Callable
from functools import partial

from mingce.ask.intent_model import SURE
from mingce.ask.routes import address, catalogue, metadata, outline, talk
from mingce.ask.routes.address import read_addresses
from mingce.ask.routes.asked import Asked
from mingce.ask.routes.reply import Reply

SURER = 0.9  # that a question has nothing to do with documents: 2,600 questions that have are never taken for it then
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
    intent = asked.intent
    if intent.probability < SURE:
        return None
    if intent.name in OF_TALK:
        is_sure = intent.name != "chat" or intent.probability >= SURER
        return talk.of_intent(asked, intent.name) if is_sure else None
    way = OF_CORPUS.get(intent.name)
    if way and read_addresses(asked.named.rest)[0]:  # "有没有人能发一下第三节"
        way = address.reply_to_unit
    way = way or OF_DOCUMENT.get(intent.name)
    return way(asked) if way else None
