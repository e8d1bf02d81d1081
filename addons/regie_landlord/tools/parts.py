"""QPV hours of the parts of a contract, without telling where one person lives."""

from odoo.addons.regie_base.tools import small_cells
from odoo.addons.regie_insertion.tools.clause import is_small


def shown_parts(people, qpv_people, threshold):
    """Which parts of a table may show their QPV hours: enough people worked there, enough of them on each side, and
    the hours of the others do not tell the rest.

    >>> shown_parts([8, 9, 12], [4, 4, 6], 3)
    [True, True, True]

    When one part alone is hidden, a second one is, otherwise it would follow from the total:

    >>> shown_parts([8, 9, 2], [4, 4, 1], 3)
    [False, True, False]
    >>> shown_parts([8, 9, 7], [4, 4, 1], 3)
    [False, True, False]
    """
    counts = [
        whole if whole >= threshold and not is_small(part, whole, threshold) else min(whole, threshold - 1)
        for whole, part in zip(people, qpv_people, strict=True)
    ]
    protected = small_cells.protect(counts, threshold)
    return [shown == whole for shown, whole in zip(protected, people, strict=True)]
