"""What settings.csv tells of a blog."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ssg.importers.reading.takeout_settings import read_takeout_settings, with_takeout_settings
from ssg.model.export import Host, OldBlog

SETTINGS = (
    "blog_publishing_mode,blog_name,blog_description,blog_time_zone,blog_locale,blog_subdomain,"
    "blog_custom_domain,blog_admin_permission,blog_comment_email,blog_convert_line_breaks\r\n"
    'HOSTED,"Notes, mostly","Two\nlines",Europe/Oslo,nb,Notes,www.notes.example,'
    '"ana@a.example, bo@a.example",me@a.example,true\r\n'
)


def test_names_are_those_of_the_old_backup() -> None:
    settings = dict(read_takeout_settings(SETTINGS))
    assert settings["NAME"] == "Notes, mostly"
    assert settings["DESCRIPTION"] == "Two\nlines"
    assert settings["TIME_ZONE"] == "Europe/Oslo"
    assert settings["CONVERT_LINE_BREAKS"] == "true"


def test_the_blog_is_told_what_its_feed_does_not_say() -> None:
    blog = with_takeout_settings(OldBlog(Host.BLOGGER, title="From the feed"), "\ufeff" + SETTINGS)
    assert blog.title == "From the feed"
    assert (blog.tagline, blog.language, blog.timezone) == ("Two\nlines", "nb", "Europe/Oslo")
    assert blog.urls == ("https://www.notes.example/", "https://notes.blogspot.com/")
    assert with_takeout_settings(OldBlog(Host.BLOGGER), SETTINGS).title == "Notes, mostly"


def test_people_and_e_mails_are_secret() -> None:
    blog = with_takeout_settings(OldBlog(Host.BLOGGER), SETTINGS)
    secrets = {name: secret.value for name, secret in blog.secrets}
    assert secrets["COMMENT_EMAIL"] == "me@a.example"
    assert "bo@" in secrets["ADMIN_PERMISSION"]
    assert "@a.example" not in repr(blog)


@pytest.mark.parametrize("text", ["", "\n\n", "<html>no</html>", "a,b", '"'])
def test_what_is_no_such_file_adds_nothing(text: str) -> None:
    blog = OldBlog(Host.BLOGGER, title="Notes")
    assert with_takeout_settings(blog, text) == blog


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert isinstance(read_takeout_settings(text), tuple)
