"""When the meal of a day is brought: on the day itself, or on the last open day before it."""

from datetime import timedelta

#: No kitchen closes longer without the subscriptions being suspended; it only ends the search
LONGEST_CLOSURE = 60


def get_delivery_day(meal_day, closed):
    """The last open day that is not after the day of a meal; None when the kitchen is closed for two months.

    >>> from datetime import date
    >>> get_delivery_day(date(2026, 11, 29), {date(2026, 11, 28), date(2026, 11, 29)})
    datetime.date(2026, 11, 27)
    """
    for number in range(LONGEST_CLOSURE):
        day = meal_day - timedelta(days=number)
        if day not in closed:
            return day
    return None


def plan(meal_days, closed, most, life):
    """Return ``{meal day: (delivery day or None, rank in its delivery)}`` for the meals of one person.

    A delivery holds the meals of ``most`` days at most, its own included, and none is eaten more than ``life`` days
    after it was brought: a meal that would break either rule has no delivery day.

    >>> from datetime import date
    >>> closed = {date(2026, 5, 8), date(2026, 5, 9), date(2026, 5, 10)}
    >>> days = [date(2026, 5, number) for number in (7, 8, 9, 10)]
    >>> [(day and day.day, rank) for day, rank in plan(days, closed, 3, 3).values()]
    [(7, 1), (7, 2), (7, 3), (None, 4)]
    """
    planned, ranks = {}, {}
    for meal_day in sorted(set(meal_days)):
        day = get_delivery_day(meal_day, closed)
        rank = ranks[day] = ranks.get(day, 0) + 1
        fits = day and rank <= most and (meal_day - day).days <= life
        planned[meal_day] = (day if fits else None, rank)
    return planned
