"""Builders of the tests of indicators."""

from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from odoo.exceptions import ValidationError

from odoo.addons.regie_base.tools.scope import Scope

from .common import RegieCase


class IndicatorCase(RegieCase):
    """A régie that counts its dated parameters: the one model of the base with a date, an amount and a company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.month = Scope(cls.company, date(2026, 10, 1), date(2026, 10, 31))

    @classmethod
    def _create_indicator(cls, code="meals", **vals):
        """Create an indicator without code: the number of the régie's "meal" parameters dated in the period."""
        return cls.env["regie.indicator"].create(
            {
                "name": code.capitalize(),
                "code": code,
                "res_model": "regie.parameter",
                "domain": "[('unit', '=', 'meal')]",
                "date_field_name": "date_from",
                **vals,
            }
        )

    @classmethod
    def _create_ratio(cls, numerator, denominator, **vals):
        """Create the ratio of two indicators, as a percentage by default."""
        return cls.env["regie.indicator"].create(
            {
                "name": "Share",
                "code": "share",
                "measure": "ratio",
                "numerator_id": numerator.id,
                "denominator_id": denominator.id,
                **vals,
            }
        )

    @classmethod
    def _create_meal(cls, value=1, date_from="2026-10-10", **vals):
        """Create a record to count: a parameter whose unit is the meal."""
        code = f"meal_{next(cls._numbers)}"
        vals = {"unit": "meal", "company_id": cls.company.id, **vals}
        return cls._create_parameter(code, value, date_from, **vals)

    @contextmanager
    def _shipped_method(self, code, method):
        """An addon that ships ``_compute_<code>`` is installed."""
        with patch.object(self.env.registry["regie.indicator"], f"_compute_{code}", method, create=True):
            yield

    @contextmanager
    def _assert_refused(self, code, exception=ValidationError):
        """The act is refused with the code of its rule, and leaves nothing behind."""
        with self.assertRaisesRegex(exception, code), self.env.cr.savepoint():
            yield
