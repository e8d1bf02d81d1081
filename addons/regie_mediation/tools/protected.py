"""Counts as they are handed over: small ones are not told, nor can they be worked out."""

from odoo.addons.regie_base.tools import small_cells

#: Shown in the place of a count whose size would give another one away
NOT_TOLD = "n.c."


def label_total(total, threshold):
    """The total of a table as it is shown.

    >>> label_total(0, 5), label_total(3, 5), label_total(12, 5)
    ('0', '< 5', '12')
    """
    return f"< {threshold}" if 0 < total < threshold else str(total)


def label_counts(counts, threshold):
    """The counts of a table as they are shown, next to its total.

    A small count is ``< threshold``; so that it cannot be subtracted from the total, another one is not told either.
    Where even "small" and "large" would give the figure away, nothing of the hidden ones is told. A zero stays 0.

    >>> label_counts([12, 9, 0], 5)
    ['12', '9', '0']
    >>> label_counts([20, 9, 2], 5)
    ['20', 'n.c.', '< 5']
    >>> label_counts([30, 5, 1], 5)
    ['30', 'n.c.', 'n.c.']
    >>> label_counts([2, 0, 1], 5)
    ['< 5', '0', '< 5']
    """
    if sum(counts) < threshold:
        return [label_total(count, threshold) for count in counts]
    shown = small_cells.protect(counts, threshold)
    small = [count for count, kept in zip(counts, shown, strict=True) if kept is None and count < threshold]
    large = [count for count, kept in zip(counts, shown, strict=True) if kept is None and count >= threshold]
    tells = _is_certain(len(small), len(large), sum(small) + sum(large), threshold)
    return [
        str(kept) if kept is not None else NOT_TOLD if tells or count >= threshold else f"< {threshold}"
        for count, kept in zip(counts, shown, strict=True)
    ]


def _is_certain(small, large, total, threshold):
    """Whether ``small`` counts below the threshold and ``large`` ones from it on, that add up to ``total``, leave no
    doubt about one of them."""
    highest = threshold - 1
    if small:
        most = min(highest, total - (small - 1) - threshold * large)
        least = 1 if large else max(1, total - highest * (small - 1))
        if most <= least:
            return True
    if large:
        most = total - small - threshold * (large - 1)
        least = threshold if large > 1 else max(threshold, total - highest * small)
        return most <= least
    return False
