"""Which counts of a small survey may be shown without telling what one person answered."""


def protect(counts, threshold):
    """The counts of a table that adds up to a known total, ``None`` for those that are hidden.

    A count between 1 and ``threshold - 1`` is hidden, and with it the smallest others, until the reader who subtracts
    the rest from the total finds at least two counts that together are ``threshold`` or more. When the total is itself
    below the threshold, everything is hidden.

    >>> protect([12, 9, 7], 5)
    [12, 9, 7]
    >>> protect([12, 9, 2], 5)
    [12, None, None]
    >>> protect([12, 0, 2], 5)
    [None, 0, None]
    >>> protect([2, 1], 5)
    [None, None]
    """
    if sum(counts) < threshold:
        return [None] * len(counts)
    hidden = {index for index, count in enumerate(counts) if 0 < count < threshold}
    if not hidden:
        return list(counts)
    others = sorted((count, index) for index, count in enumerate(counts) if count and index not in hidden)
    while others and (len(hidden) < 2 or sum(counts[index] for index in hidden) < threshold):
        hidden.add(others.pop(0)[1])
    return [None if index in hidden else count for index, count in enumerate(counts)]


def protect_ticks(ticks, people, threshold):
    """The numbers of people who ticked each box among ``people``, ``None`` for those that are hidden.

    Boxes are ticked independently: each is a table of two counts, those who ticked and those who did not.

    >>> protect_ticks([10, 2, 18, 0, 20], 20, 5)
    [10, None, None, 0, 20]
    """
    return [protect([tick, people - tick], threshold)[0] for tick in ticks]
