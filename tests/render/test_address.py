"""Addresses as files hold them: percent-encoded, and hosts in ASCII."""

import pytest

from ssg.render.address import absolute_address, base_path_of, encoded, root_of


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://bücher.example/ä b?c=ü#ö", "https://xn--bcher-kva.example/%C3%A4%20b?c=%C3%BC#%C3%B6"),
        ("//bücher.example:8080/ä", "//xn--bcher-kva.example:8080/%C3%A4"),
        ("https://straße.example/", "https://xn--strae-oqa.example/"),
        ("https://a.example/ü//bücher.example/", "https://a.example/%C3%BC//b%C3%BCcher.example/"),
        ("/ü//bücher.example/", "/%C3%BC//b%C3%BCcher.example/"),
        ("/100%/caf%C3%A9/", "/100%25/caf%C3%A9/"),
    ],
)  # fmt: skip
def test_a_path_is_percent_encoded_and_a_host_is_not(address: str, written: str) -> None:
    assert encoded(address) == written


def test_pages_of_a_site_whose_host_is_not_ascii_are_at_an_address_that_all_programs_know() -> None:
    url = "https://bücher.example/größe/"
    assert root_of(url) == "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"
    assert base_path_of(url) == "/gr%C3%B6%C3%9Fe"
    assert absolute_address("/ä/", url) == "https://xn--bcher-kva.example/gr%C3%B6%C3%9Fe/%C3%A4/"
