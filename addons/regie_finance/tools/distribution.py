"""Analytic distributions of Odoo as plain dictionaries: ``{"12,50": 60.0, "13": 40.0}``, percentages by accounts."""

from .shares import split

WHOLE = 10000


def share_of(distribution, account_ids):
    """Percentage that the keys holding one of the accounts make together, and the number of these keys.

    >>> share_of({"12,50": 60.0, "13": 30.0, "50": 10.0}, {12, 13})
    (90.0, 2)
    """
    shares = [share for key, share in (distribution or {}).items() if _accounts(key) & account_ids]
    return round(sum(shares), 2), len(shares)


def is_whole(distribution, account_ids):
    """Whether the accounts bear 100 %, but for the rounding of each percentage to two decimals.

    >>> is_whole({"12": 33.33, "13": 66.66}, {12, 13}), is_whole({"12": 60.0}, {12}), is_whole(None, {12})
    (True, False, False)
    """
    share, count = share_of(distribution, account_ids)
    return bool(count) and abs(share - 100) <= 0.01 * count + 1e-9


def complete(distribution, account_ids, account_id):
    """Give to one account what the accounts do not bear yet: on the keys without any of them, or on its own.

    >>> complete({}, {12}, 12), complete({"50": 100.0}, {12}, 12), complete({"13": 60.0}, {12, 13}, 12)
    ({'12': 100.0}, {'12,50': 100.0}, {'13': 60.0, '12': 40.0})
    """
    share, count = share_of(distribution, account_ids)
    if not count and distribution and _is_100(distribution):
        return {_join(_accounts(key) | {account_id}): part for key, part in distribution.items()}
    missing = round(100 - share, 2)
    result = dict(distribution or {})
    if missing > 0:
        key = str(account_id)
        result[key] = round(result.get(key, 0.0) + missing, 2)
    return result


def combine(distribution, account_ids):
    """Put on one row what is said of two axes apart, when one of them is wholly on one key.

    A result by activity and by funding reads the rows that bear both.

    >>> combine({"12": 100.0, "50": 100.0}, {12})
    {'12,50': 100.0}
    >>> combine({"12": 60.0, "13": 40.0, "50": 100.0}, {12, 13})
    {'12,50': 60.0, '13,50': 40.0}
    >>> combine({"12,50": 100.0}, {12})
    {'12,50': 100.0}
    """
    ours = {key: part for key, part in (distribution or {}).items() if _accounts(key) <= account_ids}
    others = {key: part for key, part in (distribution or {}).items() if not _accounts(key) & account_ids}
    if not ours or not others or len(ours) + len(others) != len(distribution):
        return dict(distribution or {})
    if not (_is_100(others) and _is_100(ours) and 1 in (len(ours), len(others))):
        return dict(distribution)
    return {
        _join(_accounts(key) | _accounts(other)): min(part, part_other)
        for key, part in ours.items()
        for other, part_other in others.items()
    }


def weighted(distributions):
    """The distribution of a line that follows others (a tax, a rounding): theirs, by the weight of each.

    >>> weighted([({"12": 100.0}, 30), ({"13": 100.0}, 10)])
    {'12': 75.0, '13': 25.0}
    >>> weighted([])
    {}
    """
    weights = {}
    for distribution, weight in distributions:
        for key, part in (distribution or {}).items():
            weights[key] = weights.get(key, 0.0) + part * abs(weight)
    if not sum(weights.values()):
        return {}
    parts = split(WHOLE, [round(weight, 6) for weight in weights.values()])
    return {key: part / 100 for key, part in zip(weights, parts, strict=True) if part}


def _is_100(distribution):
    return abs(sum(distribution.values()) - 100) < 0.01


def _accounts(key):
    return {int(account) for account in key.split(",") if account.strip().isdigit()}


def _join(accounts):
    return ",".join(str(account) for account in sorted(accounts))
