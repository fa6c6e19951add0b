"""The errors a user is meant to read: one sentence, the way out, and the exit code."""

WRONG_USE = 2
TARGET_FAILED = 3


class AdvisorError(Exception):
    """A mistake the user can mend; the message names the file and what was expected."""

    exit_code = WRONG_USE


class TargetFailedError(AdvisorError):
    """The user's own program could not be run to the end."""

    exit_code = TARGET_FAILED
