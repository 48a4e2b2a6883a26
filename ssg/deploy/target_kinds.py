"""Which target belongs to a `type:` of site.yaml. Each is loaded only when it is used."""

from collections.abc import Callable, Mapping

from ssg.deploy.failures import DeployError
from ssg.deploy.in_place import InPlace
from ssg.deploy.model import Keys, Target, Workplace
from ssg.deploy.releases import Releases
from ssg.deploy.store import Shelf
from ssg.deploy.targets.folder import folder_shelf


def make_target(keys: Keys, work: Workplace) -> Target:
    """Return the target that `keys` describe. Nothing is asked of it yet."""
    return _MAKERS[str(keys["type"])](keys, work)


def _folder(keys: Keys, work: Workplace) -> Target:
    return _on_shelf(folder_shelf(str(keys["to"]), work), keys, work, keeps_releases=True)


def _rsync(keys: Keys, work: Workplace) -> Target:
    from ssg.deploy.targets.ssh.connection import read_address  # noqa: PLC0415
    from ssg.deploy.targets.ssh.rsync import RsyncShelf  # noqa: PLC0415 - loaded only when it is used

    shelf = RsyncShelf(read_address(keys), work)
    return _on_shelf(shelf, keys, work, keeps_releases=True)


def _sftp(keys: Keys, work: Workplace) -> Target:
    from ssg.deploy.targets.ssh.connection import read_address  # noqa: PLC0415
    from ssg.deploy.targets.ssh.sftp import SftpShelf  # noqa: PLC0415

    shelf = SftpShelf(read_address(keys), work)
    return _on_shelf(shelf, keys, work, keeps_releases=False)


def _git(keys: Keys, work: Workplace) -> Target:
    from ssg.deploy.targets.git.branch import GitBranch  # noqa: PLC0415 - loaded only when it is used

    return GitBranch(keys, work)


def _netlify(keys: Keys, work: Workplace) -> Target:
    from ssg.deploy.targets.netlify.target import Netlify  # noqa: PLC0415

    return Netlify(keys, work)


def _command(keys: Keys, work: Workplace) -> Target:
    from ssg.deploy.targets.command import OwnCommand  # noqa: PLC0415

    return OwnCommand(keys, work)


def reads_rules(keys: Keys) -> bool:
    """Tell whether a target may answer by the rules of a redirect file; some hosts read none."""
    if keys["type"] == "git":
        from ssg.deploy.targets.git.hosts import host_of  # noqa: PLC0415

        return host_of(keys) not in {"github", "sourcehut"}
    return keys["type"] != "s3"


def cautions(keys: Keys) -> tuple[str, ...]:
    """Return what an author ought to know about a target before each deploy to it."""
    if keys["type"] == "ftp" and keys.get("tls") is False:
        return ("`tls: false` sends the password and all else for anybody on the way to read",)
    return ()


def _ftp(keys: Keys, work: Workplace) -> Target:
    from ssg.deploy.targets.ftp.account import read_account  # noqa: PLC0415
    from ssg.deploy.targets.ftp.store import FtpStore  # noqa: PLC0415

    account, folder = read_account(keys, work)
    return InPlace(FtpStore(account, folder, work.patience), work)


def _s3(keys: Keys, work: Workplace) -> Target:
    try:
        from ssg.deploy.targets.s3.cloudfront import Distribution  # noqa: PLC0415
        from ssg.deploy.targets.s3.store import S3Store  # noqa: PLC0415
    except ModuleNotFoundError as error:
        message = f"`type: s3` needs a library that is not installed ({error.name})"
        raise DeployError(message, 'pip install "commentary-ssg[s3]"') from error
    finish = Distribution(keys, work).refresh if keys.get("cloudfront") else None
    return InPlace(S3Store(keys, work), work, finish)


def _rclone(keys: Keys, work: Workplace) -> Target:
    from ssg.deploy.targets.rclone import RcloneStore  # noqa: PLC0415

    return InPlace(RcloneStore(keys, work), work)


def _on_shelf(shelf: Shelf, keys: Keys, work: Workplace, *, keeps_releases: bool) -> Target:
    if keys.get("releases", keeps_releases):
        return Releases(shelf, work)
    return InPlace(shelf, work)


_MAKERS: Mapping[str, Callable[[Keys, Workplace], Target]] = {
    "folder": _folder,
    "rsync": _rsync,
    "sftp": _sftp,
    "git": _git,
    "netlify": _netlify,
    "command": _command,
    "ftp": _ftp,
    "rclone": _rclone,
    "s3": _s3,
}
