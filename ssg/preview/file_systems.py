"""File systems that do not report what changes in them."""

import os
import re
from pathlib import Path

_SILENT = frozenset({
    "9p", "drvfs",  # the disks of Windows in its Linux
    "cifs", "smb3", "smbfs", "afs", "ceph", "lustre", "davfs",
    "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gcsfuse", "fuse.glusterfs", "fuse.gvfsd-fuse",
    "vboxsf", "vmhgfs", "fuse.vmhgfs-fuse", "virtiofs", "prl_fs",  # folders shared with a host
    "grpcfuse", "fuse.grpcfuse", "osxfs", "fuse.osxfs", "fakeowner",  # Docker Desktop's
})  # fmt: skip
_MOUNTS = Path("/proc/self/mountinfo")
_PLACE_OF_MOUNT_POINT = 4


def silent_file_system(folder: Path) -> str:
    """Return the type of the file system that holds `folder` if it reports no changes, else ""."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:  # Only Linux tells.
        return ""
    kind = type_of_file_system(os.path.realpath(folder), mounts)
    return kind if is_silent(kind) else ""


def is_silent(kind: str) -> bool:
    """Tell whether file systems of this type do not report changes, at least not all."""
    return kind in _SILENT or kind.startswith("nfs")


def type_of_file_system(folder: str, mounts: str) -> str:
    """Return the type of the mount that holds `folder`, from a table as proc_pid_mountinfo(5) says.

    Of several mounts at one place the last one hides the others.
    """
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, types = before.split(" "), after.split(" ")
        if len(fields) <= _PLACE_OF_MOUNT_POINT:
            continue
        point = _unescape(fields[_PLACE_OF_MOUNT_POINT])
        is_above = f"{folder}/".startswith(f"{point.rstrip('/')}/")
        if is_above and len(point) >= len(best):
            best, kind = point, types[0]
    return kind


def _unescape(text: str) -> str:
    """Return `text` with blanks and backslashes, which the table writes as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)
