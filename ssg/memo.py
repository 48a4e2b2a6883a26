"""Memoisation of pure steps: same inputs and same code, same value out.

There is no dependency tracker: the inputs of a step are its arguments, and its key is their digest
together with that of the code behind it.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import partial
from itertools import islice
from typing import Any, Protocol

from ssg.model.digest import Digest, Digester, digest_of, digest_of_bytes
from ssg.model.record import dataclass
from ssg.model.source import FileRef, Read
from ssg.work import Work, Workers, as_done, perform


class Store(Protocol):
    """Remembers values as bytes. The light ones are small and many, the heavy ones read rarely."""

    def read_light(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return what is remembered of `keys`."""
        ...

    def read_heavy(self, keys: Sequence[Digest]) -> Mapping[Digest, bytes]:
        """Return what is remembered of `keys`."""
        ...

    def write(
        self, light: Iterable[tuple[Digest, bytes]], heavy: Iterable[tuple[Digest, bytes]]
    ) -> None:
        """Remember values, each under its key."""
        ...


class Made(Protocol):
    """Remembers pictures that were made, which are large, by name."""

    def get(self, name: str) -> bytes | None:
        """Return what is remembered under `name`, or None."""
        ...

    def put(self, name: str, content: bytes) -> None:
        """Remember `content` under `name`."""
        ...


class _NothingMade:
    def get(self, name: str) -> None:
        """Remember nothing."""

    def put(self, name: str, content: bytes) -> None:
        """Remember nothing."""


_BATCH = 5_000
"""So many values are written at once: few transactions, and bounded memory."""

Outcome = tuple[object, tuple[tuple[Digest, object], ...]]
"""What a step makes: its light value, and its heavy ones under their keys."""


Step = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Task:
    """A step to do on one file: `step(file, content, *arguments)` returns an `Outcome`."""

    step: Step
    file: FileRef
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Memo:
    """Where steps are remembered, for which code, and who does those that are not.

    Pictures are remembered apart (`made`), and outlive another version of the code.

    What `perform` returned last for each file stays at hand as well (`kept`, by step and path, each
    with its key): whoever plans a site again and again gets the very same values for the files that
    are as they were.
    """

    store: Store
    code: Digest
    read: Read
    workers: Workers
    made: Made = _NothingMade()
    kept: dict[tuple[Callable[..., object], str], tuple[Digest, Any]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def perform(self, tasks: Sequence[Task]) -> list[Any]:
        """Return the light value of each task, doing only what is not remembered."""
        keys = self._keys_of(tasks)
        places = [(task.step, task.file.path) for task in tasks]
        # One look each: another thread may clear what is kept.
        values = dict(kept for place in places if (kept := self.kept.get(place)))
        known = self.store.read_light([key for key in keys if key not in values])
        values.update(_unpickled(known.items()))
        del known
        missing = [number for number, key in enumerate(keys) if key not in values]
        parse = Work([tasks[number] for number in missing], self._load, _perform_chunk, as_done)
        results = perform(parse, len(missing), self.workers)
        done = zip([keys[number] for number in missing], results, strict=True)
        while batch := list(islice(done, _BATCH)):
            light = [(key, value) for key, (value, _) in batch]
            self.store.write(light, (part for _, (_, parts) in batch for part in parts))
            values.update(_unpickled(light))
        self.kept.update(
            (place, (key, values[key])) for place, key in zip(places, keys, strict=True)
        )
        return [values[key] for key in keys]

    def remembered(self, name: str, step: Callable[[Any], object], argument: object) -> Any:  # noqa: ANN401 - what `step` returns
        """Return `step(argument)`, a step on the whole site, from memory where it is known."""
        key = digest_of(self.code, name, argument)
        place = (Memo.remembered, name)
        kept = self.kept.get(place)
        if kept is None or kept[0] != key:
            (value,) = self._remembered(step, [(key, argument)])
            kept = self.kept[place] = key, value
        return kept[1]

    def remembered_each(
        self, name: str, step: Callable[[Any], object], arguments: Sequence[Any], weight: int = 0
    ) -> list[Any]:
        """Return `step(argument)` for each of `arguments`, doing only what is not known.

        `weight` tells how much one step is, in posts to parse; without it, all is done here.
        """
        keyed = [(digest_of(self.code, name, argument), argument) for argument in arguments]
        return self._remembered(step, keyed, weight)

    def _remembered(
        self,
        step: Callable[[Any], object],
        keyed: Sequence[tuple[Digest, Any]],
        weight: int = 0,
    ) -> list[Any]:
        values = dict(_unpickled(self.store.read_light([key for key, _ in keyed]).items()))
        missing = {key: argument for key, argument in keyed if key not in values}
        work = Work(list(missing.values()), tuple, partial(_each, step), as_done, travels=False)
        made = zip(missing, perform(work, len(missing) * weight, self.workers), strict=True)
        new = dict(made)
        if new:
            self.store.write([(key, pickle.dumps(value)) for key, value in new.items()], [])
        values.update(new)
        return [values[key] for key, _ in keyed]

    def heavy(self, keys: Sequence[Digest]) -> dict[Digest, Any]:
        """Return the heavy values under `keys`."""
        found = self.store.read_heavy(keys)
        return {key: pickle.loads(value) for key, value in found.items()}  # noqa: S301 - ours

    def _load(self, tasks: Sequence[Task]) -> list[tuple[Task, bytes]]:
        return [(task, self.read(task.file)) for task in tasks]

    def _keys_of(self, tasks: Sequence[Task]) -> list[Digest]:
        digester = Digester()
        shared: dict[tuple[Step, int], Digest] = {}
        keys: list[Digest] = []
        for task in tasks:
            # Thousands of tasks share step and arguments: these are digested once.
            same = task.step, id(task.arguments)
            if same not in shared:
                shared[same] = digester.digest_of(self.code, task.step.__qualname__, task.arguments)
            path = task.file.path.encode("utf-8", "surrogatepass")
            keys.append(digest_of_bytes(shared[same] + task.file.digest + path))
        return keys


def _each(step: Callable[[Any], object], arguments: Sequence[Any]) -> list[object]:
    return [step(argument) for argument in arguments]


def _unpickled(pairs: Iterable[tuple[Digest, bytes]]) -> Iterator[tuple[Digest, Any]]:
    return ((key, pickle.loads(value)) for key, value in pairs)  # noqa: S301 - our own cache


_Pickled = tuple[bytes, list[tuple[Digest, bytes]]]


def _perform_chunk(jobs: Sequence[tuple[Task, bytes]]) -> list[_Pickled]:
    """Do the tasks and pickle what they make, where they are done."""
    done = []
    for task, content in jobs:
        value, parts = task.step(task.file, content, *task.arguments)
        done.append((pickle.dumps(value), [(key, pickle.dumps(part)) for key, part in parts]))
    return done
