"""An author record of content/authors/."""

from ssg.model.author import Author
from ssg.model.parsed import Parsed
from ssg.model.settings import ParseSettings
from ssg.model.source import SourceFile
from ssg.parse.decoding import decode_map
from ssg.parse.people import AUTHOR_TABLE, build_author
from ssg.parse.problems import problems_of
from ssg.parse.yaml.documents import as_map, read_document


def parse_author(source: SourceFile, settings: ParseSettings) -> Parsed[Author]:
    """Return the author in `source`; the file's name is the id.

    An author whose name is missing is called by the id, so that parsing goes on.
    """
    node, reading = read_document(source, settings.language, settings.timezone)
    keys = as_map(node, "an author record", reading)
    if keys is None:
        return Parsed(None, problems_of(reading))
    author_id = source.path.rpartition("/")[2].rpartition(".")[0]
    values = {"name": author_id, **decode_map(keys, AUTHOR_TABLE, reading)}
    return Parsed(build_author(values, author_id, source.path), problems_of(reading))
