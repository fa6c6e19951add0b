"""The performance report in the forms its readers want: people, forges, CI systems, tools.

``wording`` decides once what is said; every other module here is a pure function from the
report to one format.
"""
