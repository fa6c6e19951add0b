"""Kernels in whole-array form: loops whose trips do not depend on each other become axes.

``inlining`` makes one function of the kernel, ``planning`` decides which loops become
axes, ``writing`` and ``expressions`` write the text.
"""
