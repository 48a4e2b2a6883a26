"""What a person should hear of one converted text."""

from ssg.importers.conversion import NewText
from ssg.importers.findings import Findings
from ssg.importers.mapping.places import WRITTEN, Place

_SHOWN = 60
_BLOCKS = {
    False: "is kept as the HTML that it showed",
    True: "was filled by WordPress alone: nothing stands here now",
}


def tell_text(place: Place, text: NewText, findings: Findings) -> None:
    """Take note of all that was not plain in a text; only what readers will see deserves a look."""
    where, look = place.source, int(place.fate in WRITTEN)
    findings.counts["texts"] += 1
    findings.counts["blocks"] += len(text.blocks)
    raw = [block for block in text.blocks if block.is_html]
    findings.counts["blocks that stayed HTML"] += len(raw)
    for kind, why in dict.fromkeys((block.kind, block.why) for block in raw):
        count = sum((block.kind, block.why) == (kind, why) for block in raw)
        times = f" ({count} times)" if count > 1 else ""
        findings.add("html", f"`{kind}` stayed HTML{times}: {why}", where, weight=look)
    if not text.is_same:
        message = "the text stands as one piece of HTML, for its parts could not be told apart"
        findings.add("unproved", message, where, weight=5 * look)
    _tell_body(text, findings, where, look)
    for host in text.wide:
        message = f"an e-mail address at {host} is written with a wide at-sign"
        findings.add("emails", message, where, weight=2 * look)


def _tell_body(text: NewText, findings: Findings, where: str, look: int) -> None:
    body = text.body
    for unknown in body.unknown_shortcodes:
        message = f"`[{unknown.name}]` is kept as it is written: nothing here does what it did"
        findings.add("shortcodes", message, where, unknown.lines[0], weight=4 * look)
        findings.counts[f"shortcode [{unknown.name}]"] += len(unknown.lines)
    for unknown in body.unknown_blocks:
        message = f"the block `{unknown.name}` {_BLOCKS[unknown.is_empty]}"
        findings.add("blocks", message, where, unknown.lines[0], weight=look)
        findings.counts[f"block {unknown.name}"] += len(unknown.lines)
    for gallery in body.galleries:
        if gallery.missing or not gallery.found:
            missing = ", ".join(map(str, gallery.missing))
            numbers = f" (numbers {missing})" if missing else ""
            message = f"pictures of a gallery are not in the export{numbers}"
            findings.add("galleries", message, where, gallery.line, weight=4 * look)
    for script in body.removed_scripts:
        message = f"a script was cut out: {' '.join(script.text.split())[:_SHOWN]}"
        findings.add("scripts", message, where, script.line, weight=3 * look)
    for remark in body.notes:
        findings.add("remarks", remark.text, where, remark.line, weight=look)
    for embed in body.embeds:
        findings.counts[f"shown from elsewhere: {embed.service or 'as a link'}"] += 1
    if body.pages:
        findings.add("pages", f"{len(body.pages) + 1} pages are one page now", where)
    if body.more_label:
        findings.counts["summary breaks with words of their own"] += 1
