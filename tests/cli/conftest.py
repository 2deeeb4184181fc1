"""The commands in this process, with the bundled model loaded once."""

import pytest

import mingce.index
from mingce.__main__ import main
from tests.cli.running import ROOT, Ran

ON_INDEX = ("search", "ask", "show", "corpus", "indicators", "measures", "terms")


@pytest.fixture
def mingce_main(sample_folder, bundled_encoder, monkeypatch, capsys):
    """python -m mingce …, in this process, on the sample index (unless the arguments name another)."""
    monkeypatch.setattr(mingce.index, "load_encoder", lambda name=None: bundled_encoder)
    monkeypatch.chdir(ROOT)

    def run(*arguments: str) -> Ran:
        argv = list(arguments)
        if argv and argv[0] in ON_INDEX and "--index" not in argv:
            argv += ["--index", str(sample_folder)]
        capsys.readouterr()
        try:
            code = main(argv)
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run


@pytest.fixture
def texts(sample_index) -> dict[str, str]:
    """The text of each document of the sample index."""
    return {document.id: document.text for document in sample_index.documents}
