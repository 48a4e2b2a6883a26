"""A blog with pictures of all kinds, built once for all tests here that look at it."""

from pathlib import Path

import pytest

from tests.blog import ANA, SITE, build, post, write
from tests.pictures.photographs import bytes_of, located, scene, write_picture

BODY = """\
![A harbour](/media/harbour.jpg)

![A crane](/media/crane.png) and ![a lamp](/media/lamp.webp) and ![a lake](/media/lake.avif)

[![A harbour](/media/harbour.jpg)](/media/harbour.jpg)

![Waves](/media/waves.gif) ![Stars](/media/stars.webp) ![Snow](/media/snow.png)
![Mark](/media/mark.svg) ![Icon](/media/icon.png) ![Liar](/media/liar.jpg)

<picture><source srcset="/media/lamp.webp"><img src="/media/harbour.jpg" alt=""></picture>
"""


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a blog with pictures of all kinds, in the theme that is built in."""
    site = tmp_path_factory.mktemp("pictures") / "site"
    settings = SITE.replace("theme: plain", "theme: broadsheet")
    lead = "image: {src: /media/tower.jpg, alt: A tower, caption: Old, credit: Ana}\nsticky: true\n"
    write(
        site,
        {
            "site.yaml": settings,
            "content/authors/ana.yaml": ANA + "image: /media/ana.jpg\n",
            "content/posts/one.md": post("One", "2016-10-29", BODY),
            "content/posts/two.md": post("Two", "2017-03-01", "Words.").replace(
                "tags:", f"{lead}tags:"
            ),
            "content/posts/three/index.md": post("Three", "2018-03-01", "![Quay](quay.jpg)"),
            "content/posts/four.md": post("Четыре", "2019-03-01", "Words."),
            "content/posts/five.md": post("五", "2020-03-01", "Words."),
            "content/media/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9"/>',
        },
    )
    media = site / "content/media"
    exif = located(6).tobytes()
    write_picture(media / "harbour.jpg", scene(2000, 1000), exif=exif, has_xmp=True)
    crane = scene(1000, 700, "RGBA")
    crane.paste((0, 0, 0, 0), (0, 0, 1000, 200))  # The right side of it, once it is upright.
    write_picture(media / "crane.png", crane, exif=exif, has_xmp=True)
    write_picture(media / "lamp.webp", scene(700, 500), exif=exif, has_xmp=True)
    write_picture(media / "lake.avif", scene(600, 400), exif=located(1).tobytes(), has_xmp=True)
    write_picture(media / "tower.jpg", scene(1700, 1100), exif=located(1).tobytes())
    write_picture(media / "ana.jpg", scene(400, 400))
    write_picture(media / "unused.jpg", scene(900, 600), exif=exif)
    write_picture(media / "old.tiff", scene(90, 60), exif=exif)
    write_picture(site / "content/static/uploads/old.jpg", scene(900, 600), exif=exif)
    write_picture(site / "content/posts/three/quay.jpg", scene(900, 600), exif=exif)
    write_picture(media / "icon.png", scene(32, 32))
    (media / "liar.jpg").write_bytes(bytes_of(scene(900, 600), "PNG"))
    frames = {"save_all": True, "append_images": [scene(500, 400).rotate(90)]}
    for name in ("waves.gif", "stars.webp", "snow.png"):
        write_picture(media / name, scene(500, 400), **frames)
    result = build(site)
    assert result.diagnostics == ()
    return site
