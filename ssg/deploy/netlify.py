"""A site at Netlify as a target: it is told the digest of each file and asks for what it lacks.

A deploy there is shown when all of it has come, so readers see one site or the other.
"""

import hashlib
import json
import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TypeGuard
from urllib.parse import quote

from ssg.deploy.failures import (
    CannotRollBackError,
    CutOffError,
    DeployError,
    DeployLockedError,
    TransientError,
)
from ssg.deploy.model import (
    RECORD,
    Found,
    Keys,
    Progress,
    Record,
    Remote,
    Shipment,
    Workplace,
)
from ssg.deploy.netlify_api import Api, NetlifyError
from ssg.deploy.record import read_record, write_record

_ADDRESS = "https://api.netlify.com/api/v1"
_MOST_AT_ONCE = 4
"""Netlify takes five uploads at once of an account that pays nothing."""
_MOST_PREPARED_AT_ONCE = 25_000
_PAGE = 100
_PATIENCE_SECONDS = 15 * 60.0
_LONGEST_PAUSE = 5.0
_LOOKS_FOR_PUBLISHING = 10
_FAILED = frozenset({"error", "rejected"})
_COMPARED = frozenset({"prepared", "uploading", "uploaded", "processing", "processed", "ready"})

_Table = dict[str, object]


class Netlify:
    """A site at Netlify (`Target`)."""

    def __init__(self, keys: Keys, work: Workplace) -> None:
        """Publish the site that `keys` name."""
        environment = {**os.environ, **work.environment}
        self._address = str(keys.get("api") or environment.get("SSG_NETLIFY_API") or _ADDRESS)
        self._token = environment.get("NETLIFY_AUTH_TOKEN", "").strip()
        self._site = f"/sites/{quote(str(keys['site']), safe='')}"
        self._work = work
        self._known_api: Api | None = None
        self._found: Mapping[str, Found] = {}
        self._shown = ""

    def look(self) -> Remote:
        """Return what is shown."""
        with self._asking():
            return self._look()

    def send(self, shipment: Shipment, progress: Progress) -> None:
        """Tell Netlify all digests, send what it lacks, and wait until readers see it."""
        _refuse_names(shipment.files)
        with self._asking():
            self._send(shipment, progress)

    def roll_back(self) -> str:
        """Let Netlify show the deploy before; those that were undone on this machine are left out.

        Netlify lists deploys by the time of their making, whatever was shown in between.
        """
        with self._asking():
            return self._roll_back()

    @contextmanager
    def _asking(self) -> Iterator[None]:
        try:
            yield
        finally:
            if self._known_api is not None:
                self._known_api.close()

    def _look(self) -> Remote:
        site = self._read(self._site)
        shown = _table(site.get("published_deploy"))
        self._shown = str(shown.get("id") or "")
        self._found = dict(self._listed()) if self._shown else {}
        record = self._record(shown)
        name = record.release if record else self._shown
        return Remote(record, self._found, name)

    def _send(self, shipment: Shipment, progress: Progress) -> None:
        if self._published() != self._shown:
            message = "another deploy to Netlify came first"
            raise DeployLockedError(message, "deploy again: what it brought is then compared")
        record = write_record(shipment.record)
        digests = self._digests(shipment) | {RECORD: _sha1(record)}
        bodies: dict[str, bytes | Path] = {
            path: file.source for path, file in shipment.files.items()
        }
        bodies[RECORD] = record
        deploy, wanted = self._begun(digests, shipment.message)
        ours = {digests[path] for path in bodies}
        if lost := wanted - ours:
            # Of what is not ours, and of nobody: a deploy that waits for it would never end.
            digests = {path: digest for path, digest in digests.items() if digest not in lost}
            deploy, wanted = self._begun(digests, shipment.message)
        lacking = {path: body for path, body in bodies.items() if digests[path] in wanted}
        self._upload(deploy, lacking, shipment, progress)
        self._awaited(deploy, frozenset({"ready"}))
        self._await_publishing(deploy)
        self._record_file.write_bytes(record)

    def _roll_back(self) -> str:
        shown = self._published()
        undone = self._undone()
        before = next((each for each in self._before(shown) if each not in undone), "")
        if not before:
            message = "Netlify holds no deploy before the one that is shown"
            raise CannotRollBackError(message, "put the post right and deploy again")
        try:
            self._api.post(f"{self._site}/deploys/{before}/restore", {})
        except NetlifyError as error:
            if error.status not in {404, 422}:
                raise
            message = "Netlify no longer holds the deploy before"
            raise CannotRollBackError(message, "put the post right and deploy again") from error
        self._await_publishing(before)
        self._undone_file.parent.mkdir(parents=True, exist_ok=True)
        self._undone_file.write_text(json.dumps(sorted({*undone, shown})), encoding="utf-8")
        return self._look().release

    @property
    def _api(self) -> Api:
        if not self._token:
            message = "there is no token for Netlify in NETLIFY_AUTH_TOKEN"
            fix = (
                "make one at app.netlify.com/user/applications (personal access tokens)"
                " and put it into the environment"
            )
            raise DeployError(message, fix)
        if self._known_api is None:
            self._known_api = Api(self._address, self._token, self._work.patience)
        return self._known_api

    @property
    def _record_file(self) -> Path:
        return self._work.private / "netlify-record.json"

    @property
    def _undone_file(self) -> Path:
        return self._work.private / "netlify-undone.json"

    def _undone(self) -> frozenset[str]:
        try:
            return frozenset(_texts(json.loads(self._undone_file.read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            return frozenset()

    def _read(self, path: str) -> _Table:
        return _table(self._api.get(path))

    def _published(self) -> str:
        """Return the deploy that readers see."""
        return str(_table(self._read(self._site).get("published_deploy")).get("id") or "")

    def _listed(self) -> Iterator[tuple[str, Found]]:
        """Yield what is shown, page after page; some servers list everything on each."""
        for file in self._pages(f"{self._site}/files", "path"):
            size = file.get("size")
            checksum = f"sha1:{file.get('sha')}"
            path = str(file["path"]).removeprefix("/")
            yield path, Found(size if isinstance(size, int) else 0, 0, checksum)

    def _pages(self, path: str, key: str) -> Iterator[_Table]:
        known: set[object] = set()
        page = 1
        while True:
            rows = self._api.get(path, page=page, per_page=_PAGE)
            tables = [_table(row) for row in rows] if isinstance(rows, list) else []
            fresh = [table for table in tables if table.get(key) not in known]
            yield from fresh
            known |= {table.get(key) for table in fresh}
            if not fresh or len(tables) != _PAGE:
                return
            page += 1

    def _record(self, shown: _Table) -> Record | None:
        """Return the record that is shown, wherever it can be had; its digest proves it."""
        found = self._found.get(RECORD)
        if found is None:
            return None
        for content in self._record_copies(shown):
            if f"sha1:{_sha1(content)}" == found.checksum:
                return read_record(content)
        return None

    def _record_copies(self, shown: _Table) -> Iterator[bytes]:
        if self._record_file.exists():
            yield self._record_file.read_bytes()
        for path in (f"{self._site}/files/{RECORD}", f"/deploys/{shown.get('id')}/files/{RECORD}"):
            try:
                yield self._api.get_raw(path)
            except NetlifyError:
                continue

    def _digests(self, shipment: Shipment) -> dict[str, str]:
        """Return the digests of all that is to be shown, what is not ours included."""
        digests = {
            path: found.checksum.partition(":")[2]
            for path, found in self._found.items()
            if path not in shipment.deleted
        }
        sent = {file.path for file in shipment.uploads}
        for path, file in shipment.files.items():
            if path in sent or path not in digests:
                digests[path] = _sha1(file.source.read_bytes())
        return digests

    def _begun(self, digests: Mapping[str, str], message: str) -> tuple[str, frozenset[str]]:
        """Begin a deploy, and return its id and the digests of what Netlify lacks."""
        files = {f"/{path}": digest for path, digest in sorted(digests.items())}
        is_large = len(files) > _MOST_PREPARED_AT_ONCE
        content = {"files": files, "draft": False, **({"async": True} if is_large else {})}
        title = " ".join(message.split())[:200] or "ssg deploy"
        deploy = _table(self._api.post(f"{self._site}/deploys", content, title=title))
        if is_large:
            deploy = self._awaited(str(deploy["id"]), _COMPARED)
        return str(deploy["id"]), frozenset(_texts(deploy.get("required")))

    def _upload(
        self,
        deploy: str,
        bodies: Mapping[str, bytes | Path],
        shipment: Shipment,
        progress: Progress,
    ) -> None:
        to_send = {file.path for file in shipment.uploads}
        progress(len(to_send - bodies.keys()))
        sent: set[str] = set(to_send - bodies.keys())
        is_over = threading.Event()

        def put(path: str) -> str:
            if not is_over.is_set():
                self._api.put(f"/deploys/{deploy}/files/{quote(path)}", bodies[path])
            return path

        with ThreadPoolExecutor(_MOST_AT_ONCE) as threads:
            waiting = [threads.submit(put, path) for path in bodies]
            try:
                for future in as_completed(waiting):
                    path = future.result()
                    sent.add(path)
                    progress(int(path in to_send))
            except BaseException as error:
                is_over.set()
                threads.shutdown(wait=False, cancel_futures=True)
                if isinstance(error, DeployError):
                    arrived = tuple(file for file in shipment.uploads if file.path in sent)
                    left = tuple(file for file in shipment.uploads if file.path not in sent)
                    raise CutOffError(error, arrived, left) from error
                raise

    def _awaited(self, deploy: str, states: frozenset[str]) -> _Table:
        """Return the deploy once it has come to one of `states`."""
        for _ in self._pauses():
            table = self._read(f"/deploys/{deploy}")
            state = str(table.get("state"))
            if state in _FAILED:
                reason = str(table.get("error_message") or state)
                message = f"Netlify could not make the site: {reason}"
                raise DeployError(message, "readers still see the site as it was; deploy again")
            if state in states:
                return table
        message = "Netlify has not ended the deploy within a quarter of an hour"
        raise TransientError(message, "see app.netlify.com, and deploy again")

    def _await_publishing(self, deploy: str) -> None:
        """Return once readers see `deploy`. Raises DeployError where Netlify holds it back."""
        for _ in islice(self._pauses(), _LOOKS_FOR_PUBLISHING):
            site = self._read(self._site)
            shown = _table(site.get("published_deploy"))
            if str(shown.get("id")) == deploy:
                return
            if shown.get("locked"):
                break
        message = "Netlify has the new site, but does not show it: its publishing is stopped"
        fix = "choose `Start auto publishing` under Deploys at app.netlify.com, and deploy again"
        raise DeployError(message, fix)

    def _pauses(self) -> Iterator[None]:
        """Yield at once, and then at longer and longer distances."""
        end = time.monotonic() + _PATIENCE_SECONDS
        pause = self._work.patience.first_wait
        while time.monotonic() < end:
            yield
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE)

    def _before(self, shown: str) -> Iterator[str]:
        """Yield the deploys before `shown` that were ready for readers, the newest first."""
        is_past = False
        for deploy in self._pages(f"{self._site}/deploys", "id"):
            if is_past and _was_for_readers(deploy):
                yield str(deploy["id"])
            is_past = is_past or deploy.get("id") == shown


def _was_for_readers(deploy: _Table) -> bool:
    return (
        deploy.get("state") in {"ready", "old", "current"}
        and deploy.get("context") in {None, "production"}
        and not deploy.get("draft")
    )


def _refuse_names(paths: Iterable[str]) -> None:
    for path in paths:
        if {"#", "?"} & set(path):
            message = f"Netlify takes no file with # or ? in its name, such as {path}"
            raise DeployError(message, "give the file another name")


def _sha1(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def _is_table(value: object) -> TypeGuard[_Table]:
    return isinstance(value, dict)


def _table(value: object) -> _Table:
    return value if _is_table(value) else {}


def _texts(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []
