"""Find slow habits in files without running them: ``advisor check``.

Files are found, read and looked at by the rules; what the user wants to hear of that is
then decided from comments, settings, a baseline and a profile. Finding depends on a
file's content alone, so its result is kept and not computed twice.
"""
