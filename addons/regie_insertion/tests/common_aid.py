"""Builders of annexes with hours and payments, on a régie of their own."""

from datetime import date

from .common_hours import HoursCase


class AidCase(HoursCase):
    """An ACI of one full-time post over 2026 and Rose at 35 hours a week: everything is easy to count by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rose.weekly_hours = 35
        cls.annex.write({"etp_posts": 1, "unit_amount": 24000})

    @classmethod
    def _get_payment(cls, month, kind="instalment", annex=None):
        """The payment of the month (its number, or its first day) in the schedule."""
        month = date(2026, month, 1) if isinstance(month, int) else month
        annex = annex or cls.annex
        return cls.env["regie.iae.aid.payment"].search(
            [("annex_id", "=", annex.id), ("date_month", "=", month), ("kind", "=", kind)]
        )

    @classmethod
    def _get_months(cls, payments, kind):
        """Numbers of the months that payments of a kind are for, in order."""
        return sorted(payment.date_month.month for payment in payments if payment.kind == kind)

    @classmethod
    def _receive(cls, payment, amount=None, day=None):
        """Record that a payment came, as expected unless told."""
        for line in payment:
            line.write({"amount_received": amount or line.amount_expected, "date_received": day or line.date_expected})

    @classmethod
    def _work_month(cls, month, hours, employee=None):
        """Type hours of one person in the first days of a month, 10 a day."""
        day = 0
        while hours > 0:
            day += 1
            cls._create_hours(employee or cls.rose, date(2026, month, 9 + day), min(hours, 10))
            hours -= 10
