"""Temperatures of a kitchen, without the ORM."""

#: No probe of a kitchen reads below or above: a typing error
LOWEST, HIGHEST = -40, 150


def is_plausible(value):
    """Tell whether a probe of a kitchen may read this.

    >>> is_plausible(-40), is_plausible(150), is_plausible(-40.1), is_plausible(330)
    (True, True, False, False)
    """
    return LOWEST <= value <= HIGHEST


def is_cooled(start, end, minutes, limit, most):
    """Tell whether a dish was cooled to ``limit`` in at most ``most`` minutes.

    >>> is_cooled(80, 9.5, 110, 10, 120), is_cooled(80, 9.5, 121, 10, 120), is_cooled(80, 12, 60, 10, 120)
    (True, False, False)
    """
    return end <= limit and 0 <= minutes <= most and start >= end


def is_reheated(start, end, minutes, limit, most):
    """Tell whether a dish was brought to ``limit`` in at most ``most`` minutes.

    >>> is_reheated(4, 65, 50, 63, 60), is_reheated(4, 65, 61, 63, 60), is_reheated(4, 60, 30, 63, 60)
    (True, False, False)
    """
    return end >= limit and 0 <= minutes <= most and start <= end
