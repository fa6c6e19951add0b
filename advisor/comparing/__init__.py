"""Two revisions of a repository against each other, on the same machine at the same time.

``revisions`` checks them out, ``timing`` runs a workload once, ``rounds`` runs it in turns
and says slower, faster or cannot tell; ``functions`` says where, ``chances`` what is still
to be won, ``standing`` and ``paying`` which fast paths do not help. ``report`` holds all of it and
``making`` makes it.
"""
