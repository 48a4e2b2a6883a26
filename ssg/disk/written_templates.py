"""The templates that were written ahead, in a folder of the program, a file for each.

They are those of the program that wrote them, with the Jinja that it had: for any other the folder
is as good as empty, and templates are compiled as those of anybody's own theme.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import ssg
from ssg.disk.code import digest_of_sources, version_of
from ssg.model.digest import Digest, digest_of_bytes
from ssg.render.compiling.loading import Written

_STAMP = "written-by"
_ENDING = ".template"
"""Not `.py`: these files are no part of what is installed as modules."""


class WrittenTemplates(Mapping[Digest, Written]):
    """What lies in the folder of written templates, each read when it is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the program's own folder, or another one."""
        self._folder = folder or Path(ssg.__file__).parent / "written_templates"

    def __contains__(self, key: object) -> bool:
        """Tell whether a template was written by this very program."""
        return isinstance(key, bytes) and key.hex() in self._names

    def __getitem__(self, key: Digest) -> Written:
        """Return a template. Raises KeyError for one that was not written, or was damaged since."""
        if key not in self:
            raise KeyError(key)
        try:
            text = (self._folder / f"{key.hex()}{_ENDING}").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise KeyError(key) from error
        seal, _, rest = text.partition("\n")
        if seal != _seal_of(rest):
            raise KeyError(key)
        asks, _, source = rest.partition("\n")
        return Written(source, tuple(json.loads(asks.removeprefix("# asks "))))

    def __iter__(self) -> Iterator[Digest]:
        """Yield the key of each."""
        return (Digest(bytes.fromhex(name)) for name in sorted(self._names))

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._names)

    @cached_property
    def _names(self) -> frozenset[str]:
        try:
            if (self._folder / _STAMP).read_text(encoding="utf-8") != _stamp():
                return frozenset()
            return frozenset(file.stem for file in self._folder.glob(f"*{_ENDING}"))
        except OSError:
            return frozenset()


def keep_written(written: Mapping[Digest, Written], folder: Path) -> None:
    """Write `written` into `folder`, and nothing that was there before."""
    folder.mkdir(exist_ok=True)
    for file in (folder / _STAMP, *folder.glob(f"*{_ENDING}")):
        file.unlink(missing_ok=True)
    for key, template in written.items():
        text = f"# asks {json.dumps(template.asks)}\n{template.source}"
        file = folder / f"{key.hex()}{_ENDING}"
        file.write_text(f"{_seal_of(text)}\n{text}", encoding="utf-8")
    (folder / _STAMP).write_text(_stamp(), encoding="utf-8")


def _seal_of(text: str) -> str:
    return f"# seal {digest_of_bytes(text.encode()).hex()}"


def _stamp() -> str:
    return f"{digest_of_sources().hex()} jinja2 {version_of('jinja2')}\n"
