"""A report to a file: DOCX, XLSX, PPTX, Markdown or plain text, and cards to an Anki package.

Each module has one function `write`. `documents` holds, by id, every document that is cited: the line under a quote
needs its number and date.
"""
