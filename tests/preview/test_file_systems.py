"""Which mount holds a folder, and whether it reports changes."""

from pathlib import Path

import pytest

from ssg.preview.file_systems import is_silent, silent_file_system, type_of_file_system

MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:30 / /mnt/c rw,noatime shared:2 master:3 - 9p C:\134 rw,dirsync
31 30 8:2 / /mnt/c/linux rw - ext4 /dev/sda2 rw
32 22 0:32 / /home/jane/My\040Blog rw - fuse.sshfs host: rw
33 22 0:33 / /srv rw - nfs4 host:/srv rw
34 22 0:34 / /srv rw - xfs /dev/sdb1 rw
short line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/home/jane", "ext4"),
        ("/mnt/c", "9p"),
        ("/mnt/c/Users/jane/blog", "9p"),
        ("/mnt/cc", "ext4"),
        ("/mnt/c/linux/blog", "ext4"),
        ("/home/jane/My Blog/content", "fuse.sshfs"),
        ("/srv/blog", "xfs"),
    ],
)
def test_the_innermost_and_last_mount_holds_a_folder(folder: str, kind: str) -> None:
    assert type_of_file_system(folder, MOUNTS) == kind


@pytest.mark.parametrize(
    "kind", ["9p", "drvfs", "nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "vboxsf", "virtiofs"]
)
def test_shared_and_remote_disks_are_silent(kind: str) -> None:
    assert is_silent(kind)


@pytest.mark.parametrize(
    "kind", ["", "ext4", "xfs", "btrfs", "apfs", "overlay", "tmpfs", "fuseblk"]
)
def test_disks_of_the_machine_are_not(kind: str) -> None:
    assert not is_silent(kind)


def test_a_folder_for_tests_is_heard(tmp_path: Path) -> None:
    assert silent_file_system(tmp_path) == ""
