"""What messages call a target."""

import pytest

from ssg.deploy.naming import place_in_words


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"type": "folder", "to": "/srv/a@b:c"}, "folder /srv/a@b:c"),
        ({"type": "rsync", "to": "me@host.example:/srv/@b"}, "rsync host.example:/srv/@b"),
        ({"type": "ftp", "to": "me@a.example@host.example:/w"}, "ftp host.example:/w"),
        ({"type": "git", "to": "https://x:y@host.example/a@b?t=z"}, "git https://host.example/a@b"),
        ({"type": "git", "to": "ssh://git@host.example:22/a"}, "git ssh://host.example:22/a"),
        ({"type": "git", "to": "git@host.example:me/a"}, "git host.example:me/a"),
        ({"type": "git", "to": "../me@home:a"}, "git ../me@home:a"),
        ({"type": "s3", "to": "s3://bucket/blog"}, "s3 s3://bucket/blog"),
        ({"type": "netlify", "site": "an-id"}, "netlify an-id"),
        ({"type": "rclone", "to": "remote:a,b=c/d"}, "rclone remote:a,b=c/d"),
        ({"type": "rclone", "to": ":ftp,host=h,pass='a:b,c':www"}, "rclone :ftp:www"),
        ({"type": "rclone", "to": ':ftp,pass="a""b:":www'}, "rclone :ftp:www"),
        ({"type": "rclone", "to": ":ftp,pass='a:www"}, "rclone :ftp"),
        ({"type": "command", "run": "curl --user me:x h"}, "command curl"),
        ({"type": "command", "run": "A='b c' B=$C publish x"}, "command publish"),
        ({"type": "command", "run": "'/my programs/publish' x"}, "command /my programs/publish"),
    ],
)
def test_users_options_and_arguments_are_not_told(keys: dict[str, str], words: str) -> None:
    assert place_in_words("web", keys) == f"web ({words})"
