from .common import AccountsCase


class TestStatementRows(AccountsCase):
    """Balance sheet and income statement, read from the journal items."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_partner("Habitat des Tilleuls")
        cls.creditor = cls._create_partner("Mairie")
        cls._entry("2025-03-01", ("512001", 5000.0), ("106800", -5000.0))
        cls._entry("2025-06-01", ("411100", 900.0, None, cls.customer), ("706000", -900.0))
        cls._entry("2026-02-01", ("218300", 1200.0), ("512001", -1200.0))
        cls._entry("2026-12-31", ("681120", 400.0), ("281800", -400.0))
        cls._entry("2026-04-01", ("411100", 300.0, None, cls.customer), ("706000", -300.0))
        cls._entry("2026-05-01", ("512001", 250.0), ("411100", -250.0, None, cls.creditor))
        cls._entry("2026-06-01", ("441700", 10000.0), ("741000", -10000.0))
        cls._entry("2026-12-31", ("689400", 4000.0), ("194000", -4000.0))
        cls._entry("2026-07-01", ("641100", 3000.0), ("421000", -3000.0))

    def test_assets_equal_liabilities(self):
        self.assertEqual(self._amount("AT"), self._amount("PT"))
        self.assertEqual(self._amount("AT", "amount_before"), self._amount("PT", "amount_before"))
        self.assertGreater(self._amount("AT"), 0)
