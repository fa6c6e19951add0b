"""The Jinja templates of the back ends."""

from __future__ import annotations

from functools import cache

import jinja2

from advisor.assets import TEMPLATES


@cache
def template(name: str) -> jinja2.Template:
    """A template of ``templates/backends``, for code: nothing is escaped or forgiven."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "backends"),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # noqa: S701 # it makes code, not HTML
    )
    return environment.get_template(name)
