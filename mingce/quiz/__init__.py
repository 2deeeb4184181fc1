"""Quiz items made only of source text, each checked by the program: see `paper.make`."""
