"""What was found out before: scans, races and reports, recalled as long as they hold good.

Each is kept in the one file of ``advisor.store`` under a *question*: a digest of all that
its answer depends on. The same question has the same answer, so that nothing is profiled,
built or verified twice; any difference, in a helper or a version, is another question.
"""
