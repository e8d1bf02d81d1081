"""Draw of the cohorts of an organ that is renewed by parts: anybody can do it again from the recorded seed.

The order is that of the SHA-256 of "seed:number of the mandate", which no computer library can change; then people are
dealt into the cohorts one after the other, college after college, so that each cohort takes its part of each college.
"""

from hashlib import sha256


def get_rank(seed, key):
    """Return what a mandate draws: the SHA-256 of "seed:key", in hexadecimal.

    >>> get_rank("louviers", 7)[:8]
    'fbdd60c2'
    """
    return sha256(f"{seed}:{key}".encode()).hexdigest()


def draw(seed, colleges, cohorts):
    """Return ``{key: cohort}``, cohorts numbered from 1, for ``colleges`` = lists of keys, in order.

    Sizes of cohorts differ by one at most, over the organ and within a college.

    >>> sorted(draw("louviers", [[1, 2, 3, 4], [5, 6]], 3).values())
    [1, 1, 2, 2, 3, 3]
    >>> draw("louviers", [[1, 2, 3]], 3) == draw("louviers", [[3, 2, 1]], 3)
    True
    """
    order = [key for keys in colleges for key in sorted(keys, key=lambda key: (get_rank(seed, key), key))]
    return {key: place % cohorts + 1 for place, key in enumerate(order)}
