"""One entry and its text → what is wrong with them, and what the whole site has to judge.

This is what `ssg check` looks for besides the problems of a build. It is done once for each version
of a text, and remembered.
"""

from ssg.check.survey.addresses import (
    addresses_in_styles,
    check_relative_addresses,
    own_addresses,
)
from ssg.check.survey.blocks import blocks_of
from ssg.check.survey.front_matter import check_front_matter
from ssg.check.survey.letters import check_letters
from ssg.check.survey.lists import check_lists
from ssg.check.survey.manuscript import Manuscript
from ssg.check.survey.outward import outward_links
from ssg.check.survey.pictures import check_pictures
from ssg.check.survey.quotes import check_quotation_marks, check_sources_of_quotations
from ssg.check.survey.signs import check_signs
from ssg.check.survey.structure import check_headings, check_ids, places_of_headings
from ssg.check.survey.tables import check_tables
from ssg.model.entry import Body, Entry
from ssg.model.settings import Settings
from ssg.model.survey import Survey
from ssg.text.html import split_html

__all__ = ["Manuscript", "survey_entry"]


def survey_entry(entry: Entry, body: Body, manuscript: Manuscript, settings: Settings) -> Survey:
    """Return the survey of an entry, but for its `hosts`; `manuscript` is the source of both."""
    pieces = split_html(body.html)
    blocks = list(blocks_of(pieces))
    language = entry.language or settings.language
    found = [
        *check_front_matter(entry, language, manuscript, has_text=bool(body.html)),
        *check_headings(entry, manuscript),
        *check_tables(manuscript),
        *check_lists(blocks, manuscript),
        *check_signs(blocks, manuscript),
        *check_ids(pieces, manuscript),
        *check_letters(manuscript),
        *check_pictures(pieces, entry, manuscript),
        *check_quotation_marks(blocks, language, manuscript),
        *check_relative_addresses(pieces, manuscript),
    ]
    if not entry.sources:
        found += check_sources_of_quotations(blocks, manuscript)
    return Survey(
        diagnostics=tuple(found),
        keys=manuscript.keys,
        headings=places_of_headings(entry, manuscript),
        own_addresses=tuple(own_addresses(pieces, settings.url, manuscript)),
        outward=outward_links(pieces, entry, settings.url, manuscript),
        styled=tuple(addresses_in_styles(pieces)),
    )
