"""Mingce: semantic search and cited answers over Chinese policy documents."""

import os

# Nothing is fetched and nothing is reported unless the user asks for it by name.
for name, value in {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "TOKENIZERS_PARALLELISM": "false",
}.items():
    os.environ.setdefault(name, value)

__version__ = "0.1.0"
