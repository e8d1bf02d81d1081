"""The text of a derogation becomes a record; contracts that had started are taken as signed on their first day."""

import re
from datetime import date

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL
from odoo.tools.sql import column_exists

_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


def read_day(text, default):
    """Return the day that a text holds, or the default when it holds none."""
    for day, month, year in _DAY.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return default


def migrate(cr, version):
    """Create one derogation per contract that had a text, on a ground to be specified."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute(
        "UPDATE hr_version SET signed_on = contract_date_start WHERE signed_on IS NULL AND iae_form IS NOT NULL "
        "AND employee_id IS NOT NULL AND contract_date_start <= CURRENT_DATE"
    )
    if not column_exists(cr, "hr_version", "derogation_reference"):
        return
    rows = env.execute_query(
        SQL(
            """SELECT employee_id, contract_date_start, MAX(contract_date_end), MAX(derogation_reference)
                 FROM hr_version
                WHERE derogation_reference <> '' AND employee_id IS NOT NULL AND contract_date_start IS NOT NULL
             GROUP BY employee_id, contract_date_start"""
        )
    )
    env["regie.iae.derogation"].with_context(tracking_disable=True).create(
        [
            {
                "employee_id": employee_id,
                "ground": "unspecified",
                "reference": text,
                "decision_date": read_day(text, start),
                "date_from": start,
                "date_to": end or start.replace(month=12, day=31),
            }
            for employee_id, start, end, text in rows
        ]
    )
