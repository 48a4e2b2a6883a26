"""A bucket of Amazon S3, or of a provider that speaks the same language."""

import base64
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from boto3.s3.transfer import TransferConfig
from botocore.exceptions import ClientError

from ssg.deploy.failures import DeployError
from ssg.deploy.headers.release import cache_control_of, content_type_of
from ssg.deploy.model import OURS, Found, Keys, Progress, ReleaseFile, Workplace
from ssg.deploy.retrying import tried
from ssg.deploy.targets.s3.client import make_client
from ssg.deploy.targets.s3.failures import code_of, explained
from ssg.deploy.targets.s3.redirects import redirect_address
from ssg.deploy.targets.side_by_side import done_side_by_side

_AT_ONCE = 12
_WHOLE_BYTES = 64 * 1024 * 1024
_DELETED_AT_ONCE = 1000
_MD5 = re.compile(r"[0-9a-f]{32}")
_TAKEN = frozenset({"PreconditionFailed", "ConditionalRequestConflict", "412", "409"})
_UNKNOWN = frozenset({"NotImplemented", "NotSupported", "InvalidArgument", "InvalidRequest", "501"})

T = TypeVar("T")


class S3Store:
    """The objects of a bucket whose keys begin with a prefix (`Store`)."""

    def __init__(self, keys: Keys, work: Workplace) -> None:
        """Publish into the bucket that `keys` name."""
        bucket, _, prefix = str(keys["to"]).removeprefix("s3://").partition("/")
        self._bucket = bucket
        self._prefix = f"{prefix.strip('/')}/" if prefix.strip("/") else ""
        self._patience = work.patience
        self._client = make_client("s3", keys, work.environment, _AT_ONCE)
        self._client.meta.events.register("before-call.s3.DeleteObjects", _add_md5)
        self._tells_md5 = True
        self._knows_redirects = True
        self._deletes_many = True

    def list_files(self, folder: str = "") -> Mapping[str, Found]:
        """Return all objects below `folder`; what a listing calls ETag is mostly their MD5."""
        prefix = f"{self._prefix}{folder}/" if folder else self._prefix
        found: dict[str, Found] = {}
        token: str | None = None
        while True:
            more = {"ContinuationToken": token} if token else {}
            page = self._ask("list_objects_v2", Prefix=prefix, **more)
            for entry in page.get("Contents", ()):
                path = entry["Key"][len(prefix) :]
                if path and not path.endswith("/"):  # Those are how consoles show folders.
                    found[path] = Found(entry["Size"], 0, self._checksum(entry.get("ETag", "")))
            token = page.get("NextContinuationToken")
            if not token:
                return found

    def read(self, path: str) -> bytes | None:
        """Return the bytes of an object.

        Where its ETag is not its MD5, the bucket is encrypted with keys of its own: then no ETag
        tells anything, and the record is all there is.
        """

        def get() -> tuple[bytes, str]:
            answer = self._client.get_object(Bucket=self._bucket, Key=self._prefix + path)
            return answer["Body"].read(), answer["ETag"]

        try:
            content, tag = self._tried(get)
        except _Missing:
            return None
        if path in OURS:
            self._tells_md5 = tag.strip('"') == _md5_of(content).hex()
        return content

    def write(self, path: str, content: bytes) -> None:
        """Write an object."""
        self._ask("put_object", **self._small(path, content))

    def create(self, path: str, content: bytes) -> bool:
        """Write an object unless there is one: two who try at once are told apart by the provider.

        Where it knows no conditions we look first: then it is not told apart in that moment.
        """
        try:
            self._ask("put_object", IfNoneMatch="*", **self._small(path, content))
        except _Refused as refusal:
            if refusal.code in _TAKEN:
                return False
            if refusal.code not in _UNKNOWN:
                raise
            if self.read(path) is not None:
                return False
            self.write(path, content)
        return True

    def put(self, files: Sequence[ReleaseFile], progress: Progress, below: str = "") -> None:
        """Send `files`, several at once, with what the answers to readers shall say of them."""
        prefix = f"{self._prefix}{below}/" if below else self._prefix
        for _ in done_side_by_side(lambda file: self._send(file, prefix), files, _AT_ONCE):
            progress(1)

    def delete(self, paths: Sequence[str]) -> None:
        """Delete objects, a thousand at a time."""
        for first in range(0, len(paths), _DELETED_AT_ONCE):
            batch = paths[first : first + _DELETED_AT_ONCE]
            if not (self._deletes_many and self._deleted_at_once(batch)):
                self._deletes_many = False
                for _ in done_side_by_side(self._delete_one, batch, _AT_ONCE):
                    pass

    def mtime_of(self, file: ReleaseFile) -> int:  # noqa: ARG002 - it is the provider's time
        """Return 0: checksums tell more."""
        return 0

    def close(self) -> None:
        """Do nothing: connections end by themselves."""

    def _ask(self, verb: str, **arguments: object) -> Any:  # noqa: ANN401 - boto3 has no types
        ask = getattr(self._client, verb)
        return self._tried(lambda: ask(Bucket=self._bucket, **arguments))

    def _tried(self, ask: Callable[[], T]) -> T:
        """Return what `ask` is answered; raises _Refused where the answer may mean something."""

        def attempt() -> T:
            with explained(self._bucket):
                try:
                    return ask()
                except ClientError as error:
                    if code_of(error) == "NoSuchKey":
                        raise _Missing from error
                    if code_of(error) in _TAKEN | _UNKNOWN:
                        raise _Refused(code_of(error), str(error)) from error
                    raise

        return tried(self._patience, attempt, lambda: None)

    def _small(self, path: str, content: bytes) -> dict[str, object]:
        return {
            "Key": self._prefix + path,
            "Body": content,
            "ContentMD5": base64.b64encode(_md5_of(content)).decode(),
            "ContentType": "application/json",
            "CacheControl": "no-store",
        }

    def _send(self, file: ReleaseFile, prefix: str) -> None:
        key = prefix + file.path
        headers = {
            "ContentType": content_type_of(file.path),
            "CacheControl": cache_control_of(file.path),
        }
        if file.size >= _WHOLE_BYTES:
            self._send_in_parts(file, key, headers)
            return
        address = redirect_address(file) if self._knows_redirects else ""
        if address:
            try:
                self._send_whole(file, key, {**headers, "WebsiteRedirectLocation": address})
            except _Refused:
                # A provider that is no website itself: the page forwards all the same.
                self._knows_redirects = False
            else:
                return
        self._send_whole(file, key, headers)

    def _send_whole(self, file: ReleaseFile, key: str, headers: Mapping[str, str]) -> None:
        content = file.source.read_bytes()
        md5 = base64.b64encode(_md5_of(content)).decode()
        self._ask("put_object", Key=key, Body=content, ContentMD5=md5, **headers)

    def _send_in_parts(self, file: ReleaseFile, key: str, headers: Mapping[str, str]) -> None:
        transfer = TransferConfig(multipart_threshold=_WHOLE_BYTES, max_concurrency=4)

        def send() -> None:
            self._client.upload_file(
                str(file.source), self._bucket, key, ExtraArgs=dict(headers), Config=transfer
            )

        self._tried(send)

    def _deleted_at_once(self, paths: Sequence[str]) -> bool:
        """Delete with one request; False where the provider does not know it."""
        objects = [{"Key": self._prefix + path} for path in paths]
        try:
            answer = self._ask("delete_objects", Delete={"Objects": objects, "Quiet": True})
        except _Refused:
            return False
        for error in answer.get("Errors", ()):
            message = f"{error.get('Key')} could not be deleted ({error.get('Message')})"
            raise DeployError(message, "see that your key has s3:DeleteObject there")
        return True

    def _delete_one(self, path: str) -> None:
        self._ask("delete_object", Key=self._prefix + path)

    def _checksum(self, tag: str) -> str:
        md5 = tag.strip('"').lower()
        return f"md5:{md5}" if self._tells_md5 and _MD5.fullmatch(md5) else ""


class _Missing(Exception):  # noqa: N818 - it is an answer
    """There is no such object."""


class _Refused(DeployError):  # noqa: N818 - an answer that may be expected
    """The provider refused in a way that we may have asked for."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"the provider answered: {message}", "see its help")
        self.code = code


def _md5_of(content: bytes) -> bytes:
    return hashlib.md5(content, usedforsecurity=False).digest()


def _add_md5(params: dict[str, Any], **_: object) -> None:
    """Add the checksum that all providers know to a request that must have one."""
    digest = base64.b64encode(_md5_of(params["body"])).decode()
    params["headers"].setdefault("Content-MD5", digest)
