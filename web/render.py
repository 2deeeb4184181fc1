"""Templates -> HTML. Every value is escaped by Jinja2: what a reader types or a document holds is always text."""

import re
from collections.abc import Iterable
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from mingce.text.citations import date_text, quoted_title, source_line
from web.theme import FOLDER


class LineBreaks(Extension):
    """Takes line breaks and indentation beside a tag out of the templates: the page would show them as spaces."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        return map(without_line_breaks, stream)


def without_line_breaks(token: Token) -> Token:
    if token.type != "data":
        return token
    text = re.sub(r"(?:\A|(?<=>))\s*\n\s*|\s*\n\s*(?:\Z|(?=<))", "", token.value)
    return Token(token.lineno, token.type, re.sub(r"\s*\n\s*", " ", text))


def environment() -> Environment:
    jinja = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=[LineBreaks],
        auto_reload=False,
    )
    jinja.filters |= {"quoted_title": quoted_title, "date_text": date_text, "source_line": source_line}
    jinja.globals |= {"zip": zip}
    return jinja


TEMPLATES = environment()


def render(template: str, view: str, **values: Any) -> str:
    """The HTML of one view. template: a file of web/templates/; view: the name of a macro in it.

    A value that is HTML of another view goes through `safe` in the template; everything else is escaped.
    """
    return str(getattr(TEMPLATES.get_template(template).module, view)(**values))
