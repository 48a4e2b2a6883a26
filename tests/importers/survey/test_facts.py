import dataclasses

import pytest

from ssg.importers.reading.elements import Element
from ssg.importers.reading.wordpress import read_entry
from ssg.importers.survey.facts import picture_facts

META = (
    'a:3:{s:5:"width";i:640;s:6:"height";s:3:"400";s:10:"image_meta";'
    'a:2:{s:6:"credit";s:6:"Ana R.";s:9:"copyright";s:4:"2010";}}'
)


def facts_of(value: str) -> dict[str, str]:
    entry = read_entry(Element("item", {}, (), 1))
    return dict(
        picture_facts(dataclasses.replace(entry, meta=(("_wp_attachment_metadata", value),)))
    )


def test_size_and_maker_of_a_picture_are_known() -> None:
    assert facts_of(META) == {"width": "640", "height": "400", "credit": "Ana R."}


def test_who_holds_the_rights_stands_in_for_the_maker() -> None:
    value = 'a:1:{s:10:"image_meta";a:2:{s:6:"credit";s:0:"";s:9:"copyright";s:7:"(c) Ana";}}'
    assert facts_of(value) == {"credit": "(c) Ana"}


@pytest.mark.parametrize(
    "value", ["", "nonsense", 'O:8:"stdClass":0:{}', 'a:1:{s:5:"width";s:9:"999999999";}', "i:3;"]
)
def test_what_is_no_fact_is_left_alone(value: str) -> None:
    assert facts_of(value) == {}
