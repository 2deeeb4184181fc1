"""Templates: line breaks lay out the template, everything from outside is text, and none is broken."""

import pytest
from jinja2 import DictLoader, UndefinedError

from web.render import TEMPLATES, environment, render


def rendered(source: str, **values) -> str:
    jinja = environment()
    jinja.loader = DictLoader({"t": source})
    return jinja.get_template("t").render(**values)


@pytest.mark.parametrize(
    "source, html",
    [
        ("<ul>\n  <li>一</li>\n</ul>\n", "<ul><li>一</li></ul>"),
        ("<p>\n  {{ x }}\n</p>", "<p>值</p>"),
        ("<p>{% if x %}\n  有{% else %}\n  无{% endif %}\n</p>", "<p>有</p>"),
        # spaces on one line are the template's own, as is the space that a line break inside a tag stands for
        ("<b>一</b> <i>{{ x }} 二</i>", "<b>一</b> <i>值 二</i>"),
        ('<p class="a"\n   id="b">', '<p class="a" id="b">'),
    ],
)
def test_line_breaks_of_a_template_are_not_on_the_page(source, html):
    assert rendered(source, x="值") == html


def test_line_breaks_of_a_value_stay():
    assert rendered("<p>\n  {{ x }}\n</p>", x="一\n  二") == "<p>一\n  二</p>"


def test_values_are_text_also_in_attributes():
    assert (
        rendered('<p id="{{ x }}">{{ x }}</p>', x="<\"'&>")
        == '<p id="&lt;&#34;&#39;&amp;&gt;">&lt;&#34;&#39;&amp;&gt;</p>'
    )


@pytest.mark.parametrize("name", TEMPLATES.list_templates())
def test_every_template_compiles(name):
    assert TEMPLATES.get_template(name).module


def test_a_missing_value_is_a_mistake():
    with pytest.raises(UndefinedError):
        render("source.html", "problem")
