"""A site at Netlify as a target: it is told the digest of each file and asks for what it lacks.

A deploy there is shown when all of it has come, so readers see one site or the other.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from ssg.deploy.credentials import refuse_broken_word
from ssg.deploy.difference import checksum_of
from ssg.deploy.failures import (
    CannotRollBackError,
    CutOffError,
    DeployError,
    DeployLockedError,
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
from ssg.deploy.record import read_record, write_record
from ssg.deploy.targets.netlify.api import Api, NetlifyError
from ssg.deploy.targets.netlify.site import Site, texts_of
from ssg.deploy.targets.side_by_side import done_side_by_side

_ADDRESS = "https://api.netlify.com/api/v1"
_MOST_AT_ONCE = 4
"""Netlify takes five uploads at once of an account that pays nothing."""
_MEANWHILE = "readers still see the site as it was"
_IS_GONE = frozenset({404, 422})


class Netlify:
    """A site at Netlify (`Target`)."""

    def __init__(self, keys: Keys, work: Workplace) -> None:
        """Publish the site that `keys` name."""
        environment = {**os.environ, **work.environment}
        self._address = str(keys.get("api") or environment.get("SSG_NETLIFY_API") or _ADDRESS)
        self._token = environment.get("NETLIFY_AUTH_TOKEN", "").strip()
        self._name = str(keys["site"])
        self._work = work
        self._record_file = work.private / "netlify-record.json"
        self._undone_file = work.private / "netlify-undone.json"
        self._found: Mapping[str, Found] = {}
        self._shown = ""

    def look(self) -> Remote:
        """Return what is shown."""
        with self._asked_site() as site:
            return self._look(site)

    def send(self, shipment: Shipment, progress: Progress) -> None:
        """Tell Netlify all digests, send what it lacks, and wait until readers see it."""
        _refuse_names(shipment.files)
        record = write_record(shipment.record)
        digests = self._digests(shipment) | {RECORD: _sha1(record)}
        bodies: dict[str, bytes | Path] = {
            path: file.source for path, file in shipment.files.items()
        }
        bodies[RECORD] = record
        with self._asked_site() as site:
            if site.published() != self._shown:
                message = "another deploy to Netlify came first"
                raise DeployLockedError(message, "deploy again: what it brought is then compared")
            deploy, wanted = site.begin(digests, shipment.message)
            ours = {digests[path] for path in bodies}
            if lost := wanted - ours:
                # Of what is not ours, and of nobody: a deploy that waits for it would never end.
                digests = {path: digest for path, digest in digests.items() if digest not in lost}
                deploy, wanted = site.begin(digests, shipment.message)
            lacking = {path: body for path, body in bodies.items() if digests[path] in wanted}
            _upload(site, deploy, lacking, shipment, progress)
            site.await_end(deploy)
        self._record_file.write_bytes(record)

    def roll_back(self) -> str:
        """Let Netlify show the deploy before; those that were undone on this machine are left out.

        Netlify lists deploys by the time of their making, whatever was shown in between.
        """
        with self._asked_site() as site:
            shown, undone = site.published(), self._undone()
            before = next((each for each in site.deploys_before(shown) if each not in undone), "")
            if not before:
                message = "Netlify holds no deploy before the one that is shown"
                raise CannotRollBackError(message, "put the post right and deploy again")
            try:
                site.restore(before)
            except NetlifyError as error:
                if error.status not in _IS_GONE:
                    raise
                message = "Netlify no longer holds the deploy before"
                fix = "put the post right and deploy again"
                raise CannotRollBackError(message, fix) from error
            self._undone_file.write_text(json.dumps(sorted({*undone, shown})), encoding="utf-8")
            return self._look(site).release or before

    @contextmanager
    def _asked_site(self) -> Iterator[Site]:
        if not self._token:
            message = "there is no token for Netlify in NETLIFY_AUTH_TOKEN"
            fix = (
                "make one at app.netlify.com/user/applications (personal access tokens)"
                " and put it into the environment"
            )
            raise DeployError(message, fix)
        refuse_broken_word(self._token, "NETLIFY_AUTH_TOKEN")
        patience = self._work.patience
        site = Site(self._name, Api(self._address, self._token, patience), patience.first_wait)
        try:
            yield site
        finally:
            site.close()

    def _look(self, site: Site) -> Remote:
        self._shown = site.published()
        self._found = dict(site.files()) if self._shown else {}
        record = self._record(site)
        return Remote(record, self._found, record.release if record else "")

    def _record(self, site: Site) -> Record | None:
        """Return the record that is shown, wherever it can be had; its digest proves it."""
        found = self._found.get(RECORD)
        if found is None:
            return None
        for content in self._record_copies(site):
            if f"sha1:{_sha1(content)}" == found.checksum:
                return read_record(content)
        return None

    def _record_copies(self, site: Site) -> Iterator[bytes]:
        if self._record_file.exists():
            yield self._record_file.read_bytes()
        yield from site.copies(RECORD, self._shown)

    def _undone(self) -> frozenset[str]:
        try:
            return frozenset(texts_of(json.loads(self._undone_file.read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            return frozenset()

    def _digests(self, shipment: Shipment) -> dict[str, str]:
        """Return the digests of all that is to be shown, what is not ours included."""
        deleted = frozenset(shipment.deleted)
        digests = {
            path: found.checksum.partition(":")[2]
            for path, found in self._found.items()
            if path not in deleted
        }
        sent = {file.path for file in shipment.uploads}
        for path, file in shipment.files.items():
            if path in sent or path not in digests:
                digests[path] = checksum_of(file, "sha1").partition(":")[2]
        return digests


def _upload(
    site: Site,
    deploy: str,
    bodies: Mapping[str, bytes | Path],
    shipment: Shipment,
    progress: Progress,
) -> None:
    """Send `bodies` by their paths, several at once; the first that fails stops the others."""
    to_send = {file.path for file in shipment.uploads}
    sent = to_send - bodies.keys()
    progress(len(sent))

    def put(path: str) -> str:
        site.put(deploy, path, bodies[path])
        return path

    try:
        for path in done_side_by_side(put, bodies, _MOST_AT_ONCE):
            sent.add(path)
            progress(int(path in to_send))
    except DeployError as error:
        arrived = tuple(file for file in shipment.uploads if file.path in sent)
        left = tuple(file for file in shipment.uploads if file.path not in sent)
        raise CutOffError(error, arrived, left, _MEANWHILE) from error


def _refuse_names(paths: Iterable[str]) -> None:
    for path in paths:
        if {"#", "?"} & set(path):
            message = f"Netlify takes no file with # or ? in its name, such as {path}"
            raise DeployError(message, "give the file another name")


def _sha1(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
