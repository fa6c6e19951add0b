"""Scan and rewrite a folder of programs, run what came out, and say what was met.

The rewriting stages check themselves. The bench does not trust them: it runs the
original and the rewritten program on its own and compares what they print, so
that a figure in its table never rests on the word of the code it measures.
"""

from advisor.bench.running import Row, run
from advisor.bench.table import as_json, render

__all__ = ["Row", "as_json", "render", "run"]
