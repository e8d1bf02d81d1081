"""Where the food comes from, without the ORM."""

from math import asin, cos, radians, sin, sqrt

EARTH_KM = 6371.0


def distance_km(latitude, longitude, other_latitude, other_longitude):
    """Return the distance in km between two points, as the crow flies.

    >>> round(distance_km(49.2146, 1.1700, 49.4431, 1.0993))
    26
    >>> distance_km(49.2, 1.1, 49.2, 1.1)
    0.0
    """
    phi, other_phi = radians(latitude), radians(other_latitude)
    half = sin((other_phi - phi) / 2) ** 2
    half += cos(phi) * cos(other_phi) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


def grams_per_meal(edible_kg, covers):
    """Return the grams of edible food wasted for a meal; ``None`` without a meal.

    >>> grams_per_meal(6, 50), grams_per_meal(0, 10), grams_per_meal(3, 0)
    (120.0, 0.0, None)
    """
    return edible_kg * 1000 / covers if covers else None
