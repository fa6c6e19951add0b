"""What the text of a file tells about its code, without running it.

``advisor check`` looks at every line of a project and must be quick, so all of this
stands on the standard library's syntax trees. Every answer is careful: what cannot be
told for sure is told as unknown, and a rule that hears so keeps quiet.
"""
