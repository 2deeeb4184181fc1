"""A corpus, split and embedded, to a folder of plain files and back: documents, sections, sentences, terms and vectors."""
