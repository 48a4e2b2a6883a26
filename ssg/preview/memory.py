"""What preview remembers: in memory at once, on the disk when there is time.

Saving a post must not wait for a disk, and several threads ask at the same time.
"""

import threading
from collections.abc import Iterable, Mapping, Sequence

from ssg.disk.cache.store import Cache
from ssg.model.digest import Digest

_LARGE = 200_000


class Memory:
    """A `Store` and `Records` over the cache on the disk, for several threads."""

    def __init__(self, cache: Cache) -> None:
        """Remember what `cache` does, and more."""
        self._cache = cache
        self._lock = threading.Lock()
        self._light: dict[Digest, bytes] = {}
        self._heavy: dict[Digest, bytes] = {}

    def read_light(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return what is remembered of `keys`."""
        with self._lock:
            found = {key: self._light[key] for key in keys if key in self._light}
            return {**self._cache.read_light([k for k in keys if k not in found]), **found}

    def read_heavy(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return the values of `keys`; raises ForgottenError where one of them is lost."""
        with self._lock:
            found = {key: self._heavy[key] for key in keys if key in self._heavy}
            rest = [key for key in keys if key not in found]
            return {**self._cache.read_heavy(rest), **found} if rest else found

    def write(
        self, light: Iterable[tuple[Digest, bytes]], heavy: Iterable[tuple[Digest, bytes]]
    ) -> None:
        """Remember values until the next `save`, each under its key."""
        with self._lock:
            self._light.update(light)
            self._heavy.update(heavy)

    def save(self) -> None:
        """Write what is new to the disk, but for what is large: that waits until the end."""
        with self._lock:
            large = {key: value for key, value in self._light.items() if len(value) > _LARGE}
            small = [(key, value) for key, value in self._light.items() if key not in large]
            if small or self._heavy:
                self._cache.write(small, self._heavy.items())
            # What is large is about the whole site, and worth nothing when the site has changed.
            self._light, self._heavy = dict(list(large.items())[-1:]), {}

    def get_record(self, name: str) -> bytes | None:
        """Return what is remembered under `name`, or None."""
        with self._lock:
            return self._cache.get_record(name)

    def put_record(self, name: str, value: bytes) -> None:
        """Remember `value` under `name`."""
        with self._lock:
            self._cache.put_record(name, value)

    def close(self) -> None:
        """Write what is new, and let go of the file."""
        self.save()
        with self._lock:
            if self._light:
                self._cache.write(self._light.items(), ())
            self._cache.close()
