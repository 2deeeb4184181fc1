"""How much one file may cost. A message that names a limit takes it from here."""

MB = 1024 * 1024

FILE_BYTES = 200 * MB  # a file as it lies in the corpus folder
UNPACKED_BYTES = 200 * MB  # what a ZIP, DOCX or OFD holds, unpacked
ENTRIES = 2000  # files inside a ZIP, DOCX or OFD
PAGES = 2000
SECONDS = 600  # to read one file: some 150 scanned pages
MEMORY_BYTES = 2048 * MB  # of the process that reads it
PIXELS = 100_000_000  # of one picture


def in_mb(count: int) -> str:
    """
    >>> in_mb(UNPACKED_BYTES)
    '200 MB'
    """
    return f"{count / MB:,.0f} MB"
