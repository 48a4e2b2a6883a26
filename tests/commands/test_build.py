"""What a build remembers of the last one."""

import datetime as dt
import pickle
from pathlib import Path

from ssg.commands.building.build import BuildRequest, _Record, build_site
from ssg.disk.cache.store import FOLDER, Cache


class OtherShape:
    """A record as another version of ssg wrote it: the same name, other fields."""

    def __reduce__(self) -> tuple[object, tuple[type]]:
        return object.__new__, (_Record,)


def test_what_another_version_remembers_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: A\nurl: https://a.example/\nlanguage: en\n")
    now = dt.datetime(2016, 10, 29, tzinfo=dt.UTC)
    request = BuildRequest(tmp_path, tmp_path / "output", now)
    first = build_site(request)
    assert first.written
    with Cache(tmp_path / FOLDER) as cache:
        cache.put_record("build of output", pickle.dumps(OtherShape()))

    again = build_site(request)

    assert (again.outputs, again.written) == (first.outputs, 0)
