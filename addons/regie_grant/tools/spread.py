"""Share an amount in cents: no cent is lost, none is created."""


def share(cents, weights):
    """Share an integer number of cents by weights; the largest remainders take the cents that are left.

    Ties go to the first. The result has the length of the weights and sums to `cents`.

    >>> share(100, [1, 1, 1])
    [34, 33, 33]
    >>> share(-100, [1, 2])
    [-33, -67]
    """
    total = sum(weights)
    if not total:
        raise ZeroDivisionError("no weight to share by")
    sign = -1 if cents < 0 else 1
    exact = [abs(cents) * weight / total for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: abs(cents) - sum(parts)]:
        parts[index] += 1
    return [sign * part for part in parts]


def overlap_days(start, end, first, last):
    """Number of days common to two periods, last days included; zero when they do not meet."""
    return max((min(end, last) - max(start, first)).days + 1, 0)
