"""Records of cards and their pictures, read and written within the site only."""

from pathlib import Path

from ssg.disk.guard import Guard, OutsideError


class CardFiles:
    """The files of a site that `ssg cards` reads and writes."""

    def __init__(self, site: Path) -> None:
        """Keep to `site`."""
        self._site = site
        self._guard = Guard(site)

    def read(self, path: str) -> bytes | None:
        """Return the content of a file, None where there is none."""
        try:
            return self._guard.read(path)
        except FileNotFoundError:
            return None

    def write(self, path: str, content: bytes) -> bool:
        """Write a file, whole or not at all; return whether it is another than before.

        Raises OutsideError where links lead out of the site.
        """
        target = self._site / path
        nearest = target
        while not nearest.exists():
            nearest = nearest.parent
        if not self._guard.holds(str(nearest)):
            raise OutsideError(path)
        if self.read(path) == content:
            return False
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name[:100]}.part")
        part.write_bytes(content)
        part.replace(target)
        return True
