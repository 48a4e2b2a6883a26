"""What targets may be called, and what a password is called after them."""

import re

SHAPE_OF_TARGET = r"[A-Za-z0-9][A-Za-z0-9_-]*"
"""What the name of a target looks like: it is part of a folder's name and of a variable's."""


def is_name_of_target(name: str) -> bool:
    """Tell whether a target may be called `name`."""
    return re.fullmatch(SHAPE_OF_TARGET, name) is not None


def password_variable(target: str) -> str:
    """Return the variable with the password of a target, such as SSG_WEB_SPACE_PASSWORD."""
    return f"SSG_{target.upper().replace('-', '_')}_PASSWORD"
