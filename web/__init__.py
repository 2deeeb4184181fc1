"""The web page. Only `app.py` and what stands here know of browsers; only `app.py` and `theme.py` know Gradio."""
