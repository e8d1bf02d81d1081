"""One row of a file being imported, with what became of it."""

import re
from dataclasses import dataclass, field

# our models say what is wrong in a first sentence, and what to do after it
SENTENCE_END = re.compile(r"(?<=\w\w[\w)”»])\.\s+(?=[A-ZÀ-Ý])")
CODE = re.compile(r"\(([A-Z]{1,8}(?:-[A-Z]+)?-[A-Z]*\d{2,3})\)\s*\.?\s*$")


@dataclass
class ImportRow:
    """A row on its way in: the cells as typed, the values made of them, or why it is refused.

    ``status`` is "good" (will be or was imported), "known" (already in the database,
    nothing to do) or "bad" (refused; ``reason`` and ``remedy`` are shown to the person).
    """

    number: int
    cells: dict
    values: dict = field(default_factory=dict)
    status: str = "good"
    code: str = ""
    reason: str = ""
    remedy: str = ""

    @property
    def is_good(self):
        """Whether the row is still to be imported."""
        return self.status == "good"

    def refuse(self, reason, remedy="", code=""):
        """Mark the row as refused.

        A code in parentheses at the end of the reason is kept apart, and so is the remedy when the
        sentence of a model's rule holds it.
        """
        match = CODE.search(reason)
        if not remedy and len(sentences := SENTENCE_END.split(CODE.sub("", reason).strip(), maxsplit=1)) == 2:
            remedy = sentences[1]
            reason = f"{sentences[0]}. ({match[1]})" if match else f"{sentences[0]}."
        self.status = "bad"
        self.code = code or (match[1] if match else "")
        self.reason = reason
        self.remedy = remedy

    def already_known(self, reason, code=""):
        """Mark the row as already in the database: importing it again would count it twice."""
        self.status = "known"
        self.code = code
        self.reason = reason
