"""What is wrong with the value of a theme's setting."""

from ssg.model.record import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of a value, and what to write. `below` leads to the wrong part: "0.src"."""

    message: str
    fix: str
    below: str = ""


def as_yaml(value: object) -> str:
    """Return a value as a writer would type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return f"[{', '.join(as_yaml(element) for element in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {as_yaml(each)}' for key, each in value.items())}}}"
    return f'"{value}"' if isinstance(value, str) and value[:1] in {"", "#"} else str(value)
