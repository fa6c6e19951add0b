"""Kernels in whole-array form: loops whose trips do not depend on each other become axes.

``inlining`` makes one function of the kernel; ``counting`` and ``turning`` bring its loops into
the one form that is looked at; ``planning`` decides which become axes, and finds sums of
``products``, sums at computed places (``scattering``) and searches for the best (``extremes``);
``writing``, ``along`` and ``expressions`` write the text. ``deciding`` tells where a form that
rounds otherwise must not be offered.
"""
