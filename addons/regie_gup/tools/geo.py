"""Where a proof was taken, compared with where the site is. Plain numbers, no ORM."""

import math

#: Mean radius of the earth, in metres
EARTH = 6_371_000
#: What the phone says of its own accuracy counts up to this, in metres: a worse one proves nothing
ACCURACY_MAX = 50


def distance(latitude, longitude, other_latitude, other_longitude):
    """Metres between two points of the earth (haversine), rounded to one metre.

    >>> distance(49.2145, 1.1656, 49.2145, 1.1656)
    0
    >>> distance(0, 0, 0, 1)
    111195
    """
    here, there = math.radians(latitude), math.radians(other_latitude)
    half_height = math.sin((there - here) / 2) ** 2
    half_width = math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    chord = half_height + math.cos(here) * math.cos(there) * half_width
    return round(2 * EARTH * math.asin(min(1, math.sqrt(chord))))


def locate(metres, radius, accuracy=0):
    """Say whether a point at so many metres of a site is ``inside`` or ``outside`` of its radius.

    >>> locate(190, 150, 60)
    'inside'
    >>> locate(201, 150, 500)
    'outside'
    """
    return "inside" if metres <= radius + min(max(accuracy, 0), ACCURACY_MAX) else "outside"
