"""E-mail addresses in texts."""

import re
from collections.abc import Container, Iterator

EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[\w-]+(?:\.[\w-]+)+")


def is_guarded(address: str, guarded: Container[str]) -> bool:
    """Tell whether `address` is one of `guarded`, which are in lower case.

    Signs that stand before or behind it in a sentence may have been taken for parts of it.
    """
    lowered = address.lower()
    return lowered in guarded or lowered.strip(".'*_`~!#$%&/=?^{|}+-") in guarded


def guarded_in(text: str, guarded: Container[str]) -> Iterator[str]:
    """Yield the guarded addresses in `text`, as they are written there, but for an encoded @."""
    if "%40" in text:
        text = text.replace("%40", "@")
    if "@" in text:
        for found in EMAIL.finditer(text):
            if is_guarded(found[0], guarded):
                yield found[0].strip(".'*_`~!#$%&/=?^{|}+-")


def with_wide_signs(text: str, guarded: Container[str]) -> str:
    """Return `text` with a wide at-sign in guarded addresses: people read it, programs do not."""
    if "@" not in text:
        return text
    return EMAIL.sub(
        lambda found: found[0].replace("@", "＠") if is_guarded(found[0], guarded) else found[0],
        text,
    )
