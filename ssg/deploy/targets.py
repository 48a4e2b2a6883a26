"""Which target belongs to a `type:` of site.yaml. Each is loaded only when it is used."""

from collections.abc import Callable, Mapping
from pathlib import Path

from ssg.deploy.failures import DeployError
from ssg.deploy.folder import FolderShelf
from ssg.deploy.ftp import FtpStore, split_place
from ssg.deploy.ftp_connection import Account, encrypting_context
from ssg.deploy.in_place import InPlace
from ssg.deploy.model import Keys, Target, Workplace
from ssg.deploy.rclone import RcloneStore
from ssg.deploy.releases import Releases
from ssg.deploy.store import Shelf


def make_target(keys: Keys, work: Workplace) -> Target:
    """Return the target that `keys` describe. Nothing is asked of it yet."""
    return _MAKERS[str(keys["type"])](keys, work)


def _folder(keys: Keys, work: Workplace) -> Target:
    return _on_shelf(FolderShelf(work.site / str(keys["to"])), keys, work, keeps_releases=True)


def cautions(keys: Keys) -> tuple[str, ...]:
    """Return what an author ought to know about a target before each deploy to it."""
    if keys["type"] == "ftp" and keys.get("tls") is False:
        return ("`tls: false` sends the password and all else for anybody on the way to read",)
    return ()


def _ftp(keys: Keys, work: Workplace) -> Target:
    account, folder = _ftp_account(keys, work)
    return InPlace(FtpStore(account, folder, work.patience), work)


def _ftp_account(keys: Keys, work: Workplace) -> tuple[Account, str]:
    user, host, folder = split_place(str(keys["to"]))
    variable = f"SSG_{work.name.upper().replace('-', '_')}_PASSWORD"
    password = work.environment.get(variable, "")
    if not user:
        message = f"`to: {keys['to']}` does not say who you are there"
        raise DeployError(message, f"write `to: user@{host}:{folder}`")
    if not password:
        message = f"the password of {user} at {host} is not known"
        raise DeployError(message, f"set {variable} in the environment")
    ca = str(keys.get("ca") or "")
    ca_file = str(work.site / Path(ca).expanduser()) if ca else ""
    trusted = ca_file or work.environment.get("SSL_CERT_FILE", "")
    tls = None if keys.get("tls") is False else encrypting_context(trusted)
    return Account(host, int(str(keys.get("port") or 21)), user, password, tls), folder


def _s3(keys: Keys, work: Workplace) -> Target:
    try:
        from ssg.deploy.cloudfront import Distribution  # noqa: PLC0415 - an extra
        from ssg.deploy.s3 import S3Store  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        message = f"`type: s3` needs a library that is not installed ({error.name})"
        raise DeployError(message, 'pip install "commentary-ssg[s3]"') from error
    finish = Distribution(keys, work).refresh if keys.get("cloudfront") else None
    return InPlace(S3Store(keys, work), work, finish)


def _rclone(keys: Keys, work: Workplace) -> Target:
    return InPlace(RcloneStore(keys, work), work)


def _on_shelf(shelf: Shelf, keys: Keys, work: Workplace, *, keeps_releases: bool) -> Target:
    if keys.get("releases", keeps_releases):
        return Releases(shelf, work)
    return InPlace(shelf, work)


_MAKERS: Mapping[str, Callable[[Keys, Workplace], Target]] = {
    "folder": _folder,
    "ftp": _ftp,
    "rclone": _rclone,
    "s3": _s3,
}
