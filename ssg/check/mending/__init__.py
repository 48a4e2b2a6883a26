"""What `ssg check --fix` may change: problems → edits, and edits → the text of a file.

Only what cannot be meant otherwise is mended. An edit touches the words that it names and no other
byte of the file: line ends and a byte order mark stay.
"""

from ssg.check.mending.addresses import mends_of_addresses
from ssg.check.mending.archived import edit_for_copy
from ssg.check.mending.edits import edited, fitting
from ssg.check.mending.meaning import changes_address_only, is_in_text
from ssg.check.mending.values import mends_of_values

__all__ = [
    "changes_address_only", "edit_for_copy", "edited", "fitting", "is_in_text",
    "mends_of_addresses", "mends_of_values",
]  # fmt: skip
