"""One SQLite file that outlives a run: what was found out once is not found out again.

It is a cache beside the built extensions: it may be copied to another machine, or
deleted, at any time. ``values`` turns our frozen values into plain data and back,
``digests`` names the world they were found out in, ``file`` holds them.
"""
