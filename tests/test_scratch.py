"""Files of tests are kept in memory, where there is room for them and programs may run there."""

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import REPOSITORY
from tests.scratch import new_folder, room_in, runs_programs


def test_a_folder_is_made_only_where_there_is_room(tmp_path: Path) -> None:
    room = room_in(tmp_path)
    made = new_folder(tmp_path, room // 2)
    assert (made is not None) == (room > 0)  # Who knows nothing of the memory takes none.
    assert new_folder(tmp_path, room + (1 << 50)) is None
    assert new_folder(tmp_path / "absent", 0 if room else 1) is None


def test_a_folder_whose_programs_cannot_start_is_none(tmp_path: Path) -> None:
    assert runs_programs(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_files_of_a_run_are_gone_after_it_and_its_failure_is_told(tmp_path: Path) -> None:
    told = tmp_path / "told"
    (tmp_path / "test_one.py").write_text(
        "import tempfile\n"
        "def test_fails(tmp_path):\n"
        "    (tmp_path / 'file').touch()\n"
        f"    open({str(told)!r}, 'w').write(tempfile.gettempdir())\n"
        "    assert False\n",
        "utf-8",
    )
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.scratch", "-p", "no:cacheprovider", str(tmp_path)],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 1, ended.stdout
    folder = Path(told.read_text("utf-8"))
    assert not folder.name.startswith("ssg-tests-") or not folder.exists()
