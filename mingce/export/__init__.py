"""A `mingce.export.report.Report` as a file: DOCX, XLSX, PPTX, Markdown; and `Card`s as an Anki package.

Each module has one function `write`. `documents` holds, by id, every document that is cited: the line under a quote
needs its number and date.
"""
