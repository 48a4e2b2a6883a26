"""Pictures that look sound and cannot be decoded: known once, they are not tried again."""

from collections.abc import Sequence

from ssg.disk.cache.packing import pack, unpack
from ssg.disk.cache.records import Records
from ssg.disk.pictures import reading_code
from ssg.model.digest import Digest, digest_of

_DAMAGED = "pictures that cannot be decoded"
_MOST = 1000


class LearntError(Exception):
    """Pictures turned out to be damaged, which is remembered by now: the build can start over."""


def remember_damaged(records: Records, digests: Sequence[Digest]) -> None:
    """Remember that pictures of these contents look sound and yet cannot be decoded."""
    known = dict.fromkeys((*damaged_pictures(records), *digests))
    records.put_record(_DAMAGED, pack((_decoders(), tuple(known)[-_MOST:])))


def damaged_pictures(records: Records) -> tuple[Digest, ...]:
    """Return the contents of which that is remembered; what other decoders found is forgotten."""
    decoders, digests = unpack(records.get_record(_DAMAGED)) or (b"", ())
    return tuple(map(Digest, digests)) if digests and decoders == _decoders() else ()


def _decoders() -> Digest:
    """Return what a judgement on a picture depends on: the codecs, and our code that uses them."""
    from ssg.pictures.encoding import codecs  # noqa: PLC0415 - without damaged pictures no Pillow

    return digest_of(codecs(), reading_code())
