"""Plain Python: another idiom, with nothing to install and nothing to compile."""

from advisor.backend import Backend

BACKEND = Backend(kind="idiom")
