"""What stands between Python's objects and a kernel's numbers and arrays.

A border guards (exact types, shapes, no aliases of what is written), converts, calls the
kernel on copies, and brings the work home only when nothing can fail any more.
"""
