"""Lists of old addresses from files: plain lists, site maps, redirects.yaml."""

import gzip
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ssg.check.old_addresses import OldAddress, is_index, is_map, read_list, read_map
from ssg.commands.failures import UsageError
from ssg.model.diagnostic import Diagnostic, Level
from ssg.model.record import dataclass
from ssg.model.source import SourceFile
from ssg.parse.redirects import parse_redirects
from ssg.text.decoding import decode_text

IMPORTED = ".import/addresses.tsv"
"""The list that an import leaves in the folder of the site."""

_LARGEST = 256 << 20
"""Bytes of a list unpacked: the protocol of site maps allows 50 MB."""

_MOST_MAPS = 10_000


@dataclass(frozen=True, slots=True)
class Lists:
    """All addresses, each once, where they come from in words, and what could not be read."""

    addresses: tuple[OldAddress, ...]
    names: tuple[str, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_lists(site_folder: Path, files: Sequence[Path]) -> Lists:
    """Return the addresses of `files`, or of the list that an import left.

    Raises UsageError where a file cannot be read, or none is named and none was left.
    """
    named = list(files) or [site_folder / IMPORTED]
    if not files and not named[0].is_file():
        message = f"there is no list of old addresses: an import would have left {IMPORTED}"
        raise UsageError(
            message,
            "name one: `ssg verify FILE`, where FILE holds one old address a line, or is the old"
            " site's sitemap.xml, or a redirects.yaml",
        )
    problems: list[Diagnostic] = []
    found = [address for file in named for address in _addresses_in(file, problems)]
    once = {address.written: address for address in reversed(found)}
    addresses = tuple(reversed(once.values()))
    names = (IMPORTED,) if not files else tuple(str(file) for file in files)
    if not addresses:
        message = f"{' and '.join(names)}: there is no address in it"
        raise UsageError(message, "write one old address on each line, such as /2016/10/29/x/")
    return Lists(addresses, names, tuple(problems))


def _addresses_in(file: Path, problems: list[Diagnostic]) -> Iterator[OldAddress]:
    name, text = str(file), _text_of(file)
    if file.suffix.lower() in {".yaml", ".yml"}:
        yield from _from_redirects(name, text, problems)
    elif is_index(text):
        yield from _from_index(file, text, problems)
    elif is_map(text):
        yield from read_map(text, name)
    else:
        yield from read_list(text, name)


def _text_of(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
        if content.startswith(b"\x1f\x8b"):
            with gzip.open(file) as unpacked:
                content = unpacked.read(_LARGEST + 1)
    except FileNotFoundError:
        message = f"there is no file {file}"
        raise UsageError(message, "see how its name is written") from None
    except IsADirectoryError:
        message = f"{file} is a folder"
        raise UsageError(message, "name the list of old addresses itself") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        message = f"{file} is damaged"
        raise UsageError(message, "download it again") from None
    if len(content) > _LARGEST:
        message = f"{file} has more than {_LARGEST >> 20} MB, which no list of addresses has"
        raise UsageError(message, "name a list with one address a line")
    return content.decode("utf-8-sig", "replace")


def _from_redirects(name: str, text: str, problems: list[Diagnostic]) -> Iterator[OldAddress]:
    decoded = decode_text(name, text.encode("utf-8"))
    source = decoded.value or SourceFile(name, text)
    parsed = parse_redirects(source)
    problems += parsed.diagnostics
    for record in parsed.value or ():
        query = f"?{record.query}" if record.query else ""
        yield OldAddress(f"{record.old}{query}", "redirect", name, record.line)


def _from_index(file: Path, text: str, problems: list[Diagnostic]) -> Iterator[OldAddress]:
    """Yield the addresses of the maps that an index names and that lie beside it."""
    for place, named in enumerate(_first(read_map(text, str(file)), _MOST_MAPS)):
        beside = file.parent / _last_part(named.written)
        other = next((each for each in _spellings(beside) if each.is_file()), None)
        if other is None or other.resolve() == file.resolve():
            problems.append(
                Diagnostic(
                    str(file), named.line, 0, Level.WARNING, "address-list",
                    f"{beside.name}, the map no. {place + 1} of this index, is not beside it",
                    f"download {named.written} and put it there",
                )
            )  # fmt: skip
            continue
        inner = _text_of(other)
        if not is_index(inner):
            yield from read_map(inner, str(other))


def _last_part(address: str) -> str:
    try:
        path = urlsplit(address).path
    except ValueError:
        path = ""
    name = unquote(path).rstrip("/").rpartition("/")[2]
    return name if name not in {"", ".", ".."} and "\\" not in name and "\0" not in name else "?"


def _spellings(file: Path) -> tuple[Path, Path]:
    """Return the file as named, and as it is called where a browser has unpacked or packed it."""
    other = file.with_suffix("") if file.suffix == ".gz" else Path(f"{file}.gz")
    return file, other


def _first(addresses: Iterable[OldAddress], count: int) -> Iterator[OldAddress]:
    for _, address in zip(range(count), addresses, strict=False):
        yield address
