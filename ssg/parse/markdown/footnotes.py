"""Footnotes: Python-Markdown's, with safe ids and markup that screen readers announce."""

import re
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions.footnotes import (
    NBSP_PLACEHOLDER,
    FootnoteBlockProcessor,
    FootnoteExtension,
    FootnoteInlineProcessor,
)
from markdown.treeprocessors import Treeprocessor

from ssg.model.diagnostic import Level
from ssg.parse.markdown.draft import Desk, Problem

_MARK = r"\[\^([^\]]*)\]"
_SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")

WORDS_BACK = {
    "ar": "العودة إلى النص",
    "de": "Zurück zum Text",
    "en": "Back to the text",
    "es": "Volver al texto",
    "fr": "Retour au texte",
    "it": "Torna al testo",
    "ja": "本文に戻る",
    "nl": "Terug naar de tekst",
    "pl": "Powrót do tekstu",
    "pt": "Voltar ao texto",
    "ru": "Назад к тексту",
    "sv": "Tillbaka till texten",
    "zh": "返回正文",
}
"""What the link from a footnote back to its mark says to those who do not see the arrow."""

WORDS_NOTES = {
    "ar": "الحواشي",
    "de": "Fußnoten",
    "en": "Footnotes",
    "es": "Notas",
    "fr": "Notes",
    "it": "Note",
    "ja": "脚注",
    "nl": "Voetnoten",
    "pl": "Przypisy",
    "pt": "Notas",
    "ru": "Примечания",
    "sv": "Fotnoter",
    "zh": "脚注",
}
"""What the list of footnotes is called by those who do not see it."""


class Footnotes(FootnoteExtension):
    """Numbers footnotes `fn-1` or by their label, where that is safe in an address."""

    def __init__(self, desk: Desk) -> None:
        """Choose the signs."""
        self._desk = desk
        self._id_by_label: dict[str, str] = {}
        self._number_by_label: dict[str, int] = {}
        self._last_number: dict[str, int] = {}
        self._texts_by_label: dict[str, dict[str, None]] = {}
        super().__init__(SEPARATOR="-", BACKLINK_TEXT="&#8617;&#xFE0E;", BACKLINK_TITLE="")

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register the processors, and one that names the roles."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Marks(_MARK, self), "footnote", 175)
        # After Python-Markdown has doubled the links back of notes that are used twice.
        md.treeprocessors.register(_FootnoteRoles(md, self, self._desk), "footnote_roles", 14)

    def reset(self) -> None:
        """Forget the labels of the last text."""
        super().reset()
        self._id_by_label = {}
        self._number_by_label = {}
        self._last_number = {}
        self._texts_by_label = {}

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802 - the library's names
        """Remember a note; its original would forget an earlier one with the same label."""
        super().setFootnote(id, text)
        self._texts_by_label.setdefault(id, {})[text] = None

    def makeFootnotesDiv(self, root: Element) -> Element | None:  # noqa: N802 - the library's name
        """Return the notes; those with one label are paragraphs of one note, and are told."""
        lines: dict[str, str] | None = None
        for label, texts in self._texts_by_label.items():
            if len(texts) > 1:
                lines = _second_lines(self._desk.text) if lines is None else lines
                self._desk.draft.problems.append(_doubled(label, lines.get(label, "")))
                self.footnotes[label] = "\n\n".join(texts)
        return super().makeFootnotesDiv(root)

    def number_of(self, label: str) -> int:
        """Return the number of the note with this label, 0 where there is none."""
        if len(self._number_by_label) != len(self.footnotes):
            self._number_by_label = {each: at for at, each in enumerate(self.footnotes, 1)}
        return self._number_by_label.get(label, 0)

    def unique_ref(self, reference: str, found: bool = False) -> str:  # noqa: FBT001, FBT002
        """Return the id of a mark: `fnref-x`, and where a note is used again `fnref2-x`."""
        if not found:
            return reference
        count = self.found_refs[reference] = self.found_refs.get(reference, 0) + 1
        return reference if count == 1 else reference.replace("fnref-", f"fnref{count}-", 1)

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 - the library's names
        """Return the id of the footnote with the label `id`."""
        return f"fn-{self._safe(id)}"

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, FBT001, FBT002, N802
        """Return the id of the mark in the text."""
        return self.unique_ref(f"fnref-{self._safe(id)}", found)

    def _safe(self, label: str) -> str:
        if _SAFE.fullmatch(label):
            return label
        if label not in self._id_by_label:
            stem = _UNSAFE.sub("-", label).strip("-") or "note"
            number = self._last_number.get(stem, 0) + 1
            while f"{stem}-{number}" in self.footnotes:
                number += 1
            self._last_number[stem] = number
            self._id_by_label[label] = f"{stem}-{number}"
        return self._id_by_label[label]


class _Marks(FootnoteInlineProcessor):
    """Makes marks as Python-Markdown does, but seeks no note among all others to number it."""

    footnotes: Footnotes

    def handleMatch(  # type: ignore[override] # noqa: N802 - the stubs know the old signature
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - the library passes it
    ) -> tuple[Element | None, int | None, int | None]:
        """Return the mark for the label that was found."""
        label = m[1]
        number = self.footnotes.number_of(label)
        if not number:
            return None, None, None
        mark = Element("sup", {"id": self.footnotes.makeFootnoteRefId(label, found=True)})
        href = f"#{self.footnotes.makeFootnoteId(label)}"
        link = SubElement(mark, "a", {"href": href, "class": "footnote-ref"})
        link.text = str(number)
        return mark, m.start(0), m.end(0)


class _FootnoteRoles(Treeprocessor):
    """Names the roles of notes, marks and links back, after DPUB-ARIA 1.0."""

    def __init__(self, converter: Markdown, footnotes: Footnotes, desk: Desk) -> None:
        """Remember the notes and where the text is."""
        super().__init__(converter)
        self._footnotes = footnotes
        self._desk = desk

    def run(self, root: Element) -> None:
        """Add the roles to the notes in `root`."""
        if not self._desk.holds("[^"):
            return
        for link in root.iter("a"):
            match link.get("class"):
                case "footnote-ref":
                    link.set("role", "doc-noteref")
                case "footnote-backref":
                    link.attrib.pop("title", None)
                    link.set("role", "doc-backlink")
                    link.set("aria-label", "\x02back\x03")
        self._report_unused(root)
        for place, notes in enumerate(root):
            if notes.tag == "div" and notes.get("class") == "footnote":
                root[place] = _section_of(notes)

    def _report_unused(self, root: Element) -> None:
        """Report each note without a mark, and take away the link that would lead back to it."""
        cited = {link.get("href") for link in root.iter("a") if link.get("class") == "footnote-ref"}
        back: set[str] = set()
        for label in self._footnotes.footnotes:
            if f"#{self._footnotes.makeFootnoteId(label)}" in cited:
                continue
            self._desk.draft.problems.append(_unused(label))
            back.add(f"#{self._footnotes.makeFootnoteRefId(label)}")
        if back:
            _remove_links(root, back)


def _remove_links(root: Element, addresses: set[str]) -> None:
    """Take the links back to `addresses` out of the notes that they end, and what is empty then."""
    for parent in root.iter("li"):
        for paragraph in parent.findall("p"):
            link = next((a for a in paragraph.findall("a") if a.get("href") in addresses), None)
            if link is None or link.get("class") != "footnote-backref":
                continue
            paragraph.remove(link)
            if len(paragraph):
                paragraph[-1].tail = (paragraph[-1].tail or "").removesuffix(NBSP_PLACEHOLDER)
            else:
                paragraph.text = (paragraph.text or "").removesuffix(NBSP_PLACEHOLDER)
            if not len(paragraph) and not paragraph.text:
                parent.remove(paragraph)


def _unused(label: str) -> Problem:
    return Problem(
        "unused-footnote",
        f"no mark in the text leads to the note `[^{label}]`",
        f"write `[^{label}]` where it belongs, or take the note out",
        f"[^{label}]:",
        Level.WARNING,
    )


def _second_lines(text: str) -> dict[str, str]:
    """Return by its label the line with which a second note of the same label begins."""
    found: dict[str, int] = {}
    lines = {}
    for note in FootnoteBlockProcessor.RE.finditer(text):
        found[note[1]] = found.get(note[1], 0) + 1
        if found[note[1]] == 2:  # noqa: PLR2004 - the second one
            lines[note[1]] = note[0]
    return lines


def _doubled(label: str, line: str) -> Problem:
    return Problem(
        "duplicate-footnote",
        f"another note is called `[^{label}]` too; both stand in one, one below the other",
        "give this one and its mark another name",
        line or f"[^{label}]:",
        Level.WARNING,
    )


def _section_of(notes: Element) -> Element:
    section = Element(
        "section", {"class": "footnotes", "role": "doc-endnotes", "aria-label": "\x02notes\x03"}
    )
    section.text, section.tail = notes.text, notes.tail
    for child in notes:
        if child.tag != "hr":
            section.append(child)
    return section


def name_in_words(html: str, language: str) -> str:
    """Fill in the words for the roles in `language`, else in English."""
    primary = language.lower().replace("_", "-").partition("-")[0]
    back = WORDS_BACK.get(primary, WORDS_BACK["en"])
    notes = WORDS_NOTES.get(primary, WORDS_NOTES["en"])
    return html.replace("\x02back\x03", back).replace("\x02notes\x03", notes)
