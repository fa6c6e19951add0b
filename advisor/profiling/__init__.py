"""Two looks at a running program: where the time goes, then what the hot code is given.

The first look (``sampling``) reads the stack on a timer, which costs next to
nothing. The second (``recording``) runs the program again with ``line_profiler``
and probes on the hot regions only, since both distort what they look at.
"""
