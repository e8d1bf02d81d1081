"""A régie with market, non-market and support activities, and a year of entries."""

from .common import FinanceCase


class ActivityCase(FinanceCase):
    """Cleaning and green spaces are sold, the garden is granted, the office serves them all."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office = cls._create_activity("Siège", is_support=True, sequence=90)
        cls.cleaning = cls._create_activity("Nettoyage", sequence=1)
        cls.green = cls._create_activity("Espaces verts", sequence=2, family="green")
        cls.garden = cls._create_activity("Jardins partagés", sequence=3, market_kind="non_market", family="farming")
        cls.funding = cls.env["account.analytic.account"].create(
            {"name": "Contrat de ville", "plan_id": cls.env.ref("regie_finance.analytic_plan_funding").id}
        )
        cls.table = cls.env["regie.activity.table"]

    @classmethod
    def _year(cls):
        """Post the entries of 2026: every row of the table has some."""
        cls._entry("2026-02-28", ("706000", -900, cls.cleaning), ("411100", 900))
        cls._entry("2026-03-31", ("706000", -500.55, cls.green), ("411100", 500.55))
        cls._entry("2026-03-31", ("730100", -300, cls.cleaning), ("441000", 300))
        cls._entry("2026-04-01", ("741000", -400, cls.garden), ("441000", 400))
        cls._entry("2026-12-31", ("689400", 50, cls.garden), ("194000", -50))
        cls._entry("2026-05-01", ("756100", -30, cls.office), ("512100", 30))
        cls._entry("2026-05-02", ("606100", 120.10, cls.cleaning), ("401100", -120.10))
        cls._entry("2026-06-30", ("641100", 600, cls.cleaning), ("421000", -600))
        cls._entry("2026-06-30", ("641100", 350, cls.green), ("421000", -350))
        cls._entry("2026-06-30", ("641100", 280, cls.garden), ("421000", -280))
        cls._entry("2026-06-30", ("641100", 240.01, cls.office), ("421000", -240.01))
        cls._entry("2026-07-01", ("661160", 12, cls.office), ("512100", -12))
        cls._entry("2026-07-02", ("616100", 75, None), ("512100", -75))
        cls._entry("2025-07-02", ("616100", 999, cls.green), ("512100", -999))
        move = cls._entry("2026-08-01", ("613500", 100, None), ("401100", -100), post=False)
        move.line_ids[0].analytic_distribution = {
            f"{cls.garden.analytic_account_id.id},{cls.funding.id}": 33.33,
            str(cls.green.analytic_account_id.id): 50,
        }
        move.action_post()

    @classmethod
    def _create_key(cls, support=None, base="direct_charge", weights=(), **vals):
        """Create the key of a support of 2026, with (activity, weight) rows."""
        return cls.env["regie.overhead.key"].create(
            {
                "exercise_id": cls.exercise.id,
                "support_id": (support or cls.office).id,
                "base": base,
                "line_ids": [(0, 0, {"activity_id": one.id, "weight": weight}) for one, weight in weights],
                **vals,
            }
        )

    def _values(self, row, group_by="activity"):
        """{column: euros} of a row, by the name that its record has in the data."""
        row = self.env.ref(f"regie_finance.result_row_{row}")
        table = self.table.get_table(self.exercise.id, group_by)
        return next(one["values"] for one in table["rows"] if one["id"] == row.id)
