"""Mingce: semantic search and cited answers over Chinese policy documents.

>>> from mingce import Index
>>> index = Index.open("index")  # doctest: +SKIP
"""

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingce.index import Index

__all__ = ["Index"]
__version__ = "0.2.0"

# Nothing is fetched and nothing is reported unless the user asks for it by name.
for name, value in {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}.items():
    os.environ.setdefault(name, value)


def __getattr__(name: str) -> Any:
    """`from mingce import Index`, for other programs; `import mingce` alone loads no model and no library."""
    if name == "Index":
        from mingce.index import Index

        return Index
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
