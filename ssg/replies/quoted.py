"""The reader's own words in a letter: without the letter that it answers, and the signature."""

import re
from collections.abc import Sequence

_SIGNATURE = re.compile(r"--\s?")
_OF_PHONES = re.compile(
    r"(?:sent (?:from|with|via) (?:my|the|outlook|yahoo|proton|samsung)\b.*"
    r"|get outlook for .*"
    r"|von meinem .* gesendet|gesendet (?:von|mit) .*"
    r"|envoy[ée] (?:de|depuis|à partir de) (?:mon|ma|l[’']application)\b.*"
    r"|enviado (?:desde|do|de) (?:mi|meu|o)\b.*"
    r"|отправлено (?:с|из) .*|发自我的.*|أُ?رسلت? من .*)\.?",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"(?:on\b.*\bwrote|am\b.*\bschrieb\b.*|le\b.*\ba écrit|el\b.*\bescribió"
    r"|em\b.*\bescreveu|.*\b(?:пишет|написал\(?а?\)?)|.*写道|.*كتب.*)\s*[:：]?\s*",
    re.IGNORECASE | re.DOTALL,
)
_BEFORE_ORIGINAL = re.compile(
    r"\s*(?:-{2,}\s*(?:original message|forwarded message|ursprüngliche nachricht"
    r"|message d[’']origine|message original|mensaje original|mensagem original"
    r"|исходное сообщение|原始邮件|الرسالة الأصلية)\s*-{2,}|_{20,})\s*",
    re.IGNORECASE,
)
_HEADER_OF_ORIGINAL = re.compile(r"\*?(?:from|von|de|от|发件人|من)\s?[:：]\*?\s", re.IGNORECASE)
_NEXT_HEADER = re.compile(
    r"\*?(?:sent|date|gesendet|datum|envoyé|enviado|fecha|data|отправлено|дата|发送时间|تاريخ)"
    r"(?: el| em)?\s?[:：]\*?\s",
    re.IGNORECASE,
)
_LONGEST_ATTRIBUTION = 3
"""Lines; mail programs break a long one."""


def without_quoted(text: str) -> str:
    """Return the own words of a letter, in plain text or simple HTML.

    What is quoted between them, so that they answer it point by point, stays as a quotation.
    """
    lines = _before_original(text.split("\n"))
    lines = _without_signature(lines)
    lines = _without_end(lines)
    lines = _without_beginning(lines)
    return "\n".join(lines).strip("\n")


def _before_original(lines: Sequence[str]) -> list[str]:
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else ""
        is_header = _HEADER_OF_ORIGINAL.match(line) and _NEXT_HEADER.match(following)
        if _BEFORE_ORIGINAL.fullmatch(line) or is_header:
            return list(lines[:number])
    return list(lines)


def _without_signature(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if _SIGNATURE.fullmatch(line):
            return lines[:number]
    return lines


def _without_end(lines: list[str]) -> list[str]:
    """Leave out the quoted letter below the words, who wrote it, and words of a phone."""
    end = _before_phone(lines, _before_blanks(lines, len(lines)))
    quoted = end
    while quoted and (not lines[quoted - 1].strip() or _is_quoted(lines[quoted - 1])):
        quoted -= 1
    if quoted == _before_blanks(lines, end):
        return lines[:quoted]
    named = quoted - _attribution_before(lines, quoted)
    return lines[: _before_phone(lines, _before_blanks(lines, named))]


def _before_blanks(lines: Sequence[str], end: int) -> int:
    while end and not lines[end - 1].strip():
        end -= 1
    return end


def _before_phone(lines: Sequence[str], end: int) -> int:
    is_of_phone = bool(end) and _OF_PHONES.fullmatch(lines[end - 1].strip())
    return _before_blanks(lines, end - 1) if is_of_phone else end


def _without_beginning(lines: list[str]) -> list[str]:
    """Leave out the quoted letter above the words, and who wrote it."""
    start = 0
    while start < len(lines) and not lines[start].strip():
        start += 1
    named = start
    for count in range(1, _LONGEST_ATTRIBUTION + 1):
        if _ATTRIBUTION.fullmatch(" ".join(lines[start : start + count]).strip()):
            named = start + count
            break
    while named < len(lines) and not lines[named].strip():
        named += 1
    if named >= len(lines) or not _is_quoted(lines[named]):
        return lines[start:]
    while named < len(lines) and (_is_quoted(lines[named]) or not lines[named].strip()):
        named += 1
    return lines[named:]


def _attribution_before(lines: list[str], end: int) -> int:
    """Return how many lines before `end` say who wrote what is quoted below."""
    for count in range(1, min(_LONGEST_ATTRIBUTION, end) + 1):
        if _ATTRIBUTION.fullmatch(" ".join(lines[end - count : end]).strip()):
            return count
    return 0


def _is_quoted(line: str) -> bool:
    return line.startswith((">", "&gt;"))
