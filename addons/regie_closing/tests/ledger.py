"""A year of entries as a régie of 1.68 million euros keeps them, written straight into PostgreSQL: 50 000 items."""

import json
from dataclasses import dataclass
from datetime import date, timedelta

from psycopg2.extras import execute_values

#: Days between a sale or a purchase and its payment.
DELAY = 30


@dataclass(frozen=True)
class Flow:
    """Entries of one kind over a year: from which account to which, for how much in all, in how many entries."""

    label: str
    journal: str
    debit: str
    credit: str
    euros: int
    count: int
    activity: str = ""
    partner: str = ""
    settled_from: str = ""

    def rows(self, year):
        """Return ``[(day, debit, credit, cents, label, settled)]``; the cents add up to the euros of the flow."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        cents = self.euros * 100
        rows = []
        for rank in range(self.count):
            day = first + timedelta(days=rank * 365 // self.count)
            amount = cents * (rank + 1) // self.count - cents * rank // self.count
            paid = day + timedelta(days=DELAY)
            settled = bool(self.settled_from) and paid <= last
            rows.append((day, self.debit, self.credit, amount, self.label, settled))
            if settled:
                # who sells is paid by the bank, who buys pays from it
                sides = ("512100", self.debit) if self.settled_from == "debit" else (self.credit, "512100")
                rows.append((paid, *sides, amount, f"Payment, {self.label}", True))
        return rows


#: What a régie of two market activities and two non-market ones enters in a year, but for its grants.
FLOWS = (
    Flow("Cleaning of halls", "sale", "411100", "706000", 560_000, 8_400, "cleaning", "landlord", "debit"),
    Flow("Second fix works", "sale", "411100", "706000", 362_000, 3_000, "works", "landlord", "debit"),
    Flow("Job aids, cleaning", "general", "441700", "730100", 262_000, 12, "cleaning", "state"),
    Flow("Job aids, works", "general", "441700", "730100", 140_000, 12, "works", "state"),
    Flow("Wages, cleaning", "general", "641100", "421000", 430_000, 600, "cleaning"),
    Flow("Wages, works", "general", "641100", "421000", 240_000, 300, "works"),
    Flow("Wages, mediation", "general", "641100", "421000", 40_000, 96, "mediation"),
    Flow("Wages, gardens", "general", "641100", "421000", 12_000, 48, "gardens"),
    Flow("Wages, head office", "general", "641100", "421000", 98_000, 36, "office"),
    Flow("Social contributions", "general", "645100", "431000", 275_000, 12, "office"),
    Flow("Supplies, cleaning", "purchase", "606300", "401100", 84_000, 1_000, "cleaning", "supplier", "credit"),
    Flow("Supplies, works", "purchase", "606300", "401100", 96_000, 800, "works", "supplier", "credit"),
    Flow("Rent", "purchase", "613200", "401100", 44_000, 12, "office", "supplier", "credit"),
    Flow("Insurance", "purchase", "616100", "401100", 12_000, 12, "office", "supplier", "credit"),
    Flow("Depreciation", "general", "681120", "281800", 24_000, 12, "works"),
    Flow("Wages paid", "bank", "421000", "512100", 820_000, 600),
    Flow("Contributions paid", "bank", "431000", "512100", 252_000, 11),
    Flow("Job aids received", "bank", "512100", "441700", 370_000, 11, "", "state"),
)


class LedgerBuilder:
    """Writes flows as posted entries. For a class that has the builders of the finances."""

    @classmethod
    def _fill_ledger(cls, year, activities, partners, flows=FLOWS):
        """Write the entries of a year.

        :param dict activities: ``{word of a flow: regie.activity}``
        :param dict partners: ``{word of a flow: partners, each in turn}``
        :return: the number of journal items
        """
        codes = {code for flow in flows for code in (flow.debit, flow.credit)} | {"512100"}
        accounts = {code: cls._account(code).id for code in codes}
        journals = {kind: cls._journal(kind) for kind in {flow.journal for flow in flows} | {"bank"}}
        rows = []
        for flow in flows:
            distribution = None
            if flow.activity:
                distribution = json.dumps({str(activities[flow.activity].analytic_account_id.id): 100})
            turn = partners[flow.partner].ids if flow.partner else [None]
            for rank, (day, debit, credit, cents, label, settled) in enumerate(flow.rows(year)):
                payment = label.startswith("Payment")
                journal = journals["bank" if payment else flow.journal]
                # the payment of an entry follows it in the rows: both have the same partner
                partner = turn[(rank // 2 if flow.settled_from else rank) % len(turn)]
                rows.append(
                    (day, journal.id, accounts[debit], accounts[credit], cents, label, settled, partner)
                    + (None if payment else distribution,)
                )
        cls._write_rows(year, rows)
        return 2 * len(rows)

    @classmethod
    def _write_rows(cls, year, rows):
        """Write the entries, their items and their analytic items: three statements for the year."""
        cr, company = cls.cr, cls.company
        cls.env.flush_all()
        cr.execute(
            """CREATE TEMP TABLE ledger (
                   move_id integer DEFAULT nextval('account_move_id_seq'), rank serial, day date, journal_id integer,
                   debit_id integer, credit_id integer, cents bigint, label varchar, settled boolean,
                   partner_id integer, distribution jsonb
               ) ON COMMIT DROP"""
        )
        columns = "day, journal_id, debit_id, credit_id, cents, label, settled, partner_id, distribution"
        execute_values(cr._obj, f"INSERT INTO ledger ({columns}) VALUES %s", rows, page_size=2000)
        values = {"company": company.id, "currency": company.currency_id.id, "year": year, "user": cls.env.uid}
        cr.execute(cls._MOVES, values)
        cr.execute(cls._ITEMS, values)
        plan = cls.env.ref("regie_base.analytic_plan_activity")._column_name()
        cr.execute(cls._ANALYTIC.replace("PLAN_COLUMN", plan), values)
        cr.execute("DROP TABLE ledger")
        cr.execute("ANALYZE account_move, account_move_line, account_analytic_line")
        cls.env.invalidate_all()

    _MOVES = """
        INSERT INTO account_move (
            id, name, ref, state, date, journal_id, company_id, currency_id, move_type, auto_post,
            sequence_prefix, sequence_number, posted_before, checked, create_uid, write_uid, create_date, write_date
        )
        SELECT l.move_id, j.code || '/' || %(year)s || '/' || lpad(l.number::text, 5, '0'), l.label, 'posted', l.day,
               l.journal_id, %(company)s, %(currency)s, 'entry', 'no', j.code || '/' || %(year)s || '/', l.number,
               true, true, %(user)s, %(user)s, now(), now()
          FROM (SELECT *, row_number() OVER (PARTITION BY journal_id ORDER BY day, rank) AS number FROM ledger) l
          JOIN account_journal j ON j.id = l.journal_id"""

    _ITEMS = """
        INSERT INTO account_move_line (
            move_id, move_name, ref, name, parent_state, date, journal_id, company_id, company_currency_id, currency_id,
            account_id, partner_id, display_type, analytic_distribution, debit, credit, balance, amount_currency,
            amount_residual, amount_residual_currency, reconciled, sequence, quantity, price_unit, date_maturity,
            create_uid, write_uid, create_date, write_date
        )
        SELECT m.id, m.name, m.ref, l.label, 'posted', l.day, l.journal_id, %(company)s, %(currency)s, %(currency)s,
               s.account_id, l.partner_id, 'product',
               CASE WHEN a.account_type LIKE 'income%%' OR a.account_type LIKE 'expense%%' THEN l.distribution END,
               greatest(s.cents, 0) / 100.0, greatest(-s.cents, 0) / 100.0, s.cents / 100.0, s.cents / 100.0,
               CASE WHEN a.reconcile AND NOT l.settled THEN s.cents / 100.0 ELSE 0 END,
               CASE WHEN a.reconcile AND NOT l.settled THEN s.cents / 100.0 ELSE 0 END,
               a.reconcile AND l.settled, 10, 1, 0, l.day, %(user)s, %(user)s, now(), now()
          FROM ledger l
          JOIN account_move m ON m.id = l.move_id
    CROSS JOIN LATERAL (VALUES (l.debit_id, l.cents), (l.credit_id, -l.cents)) AS s(account_id, cents)
          JOIN account_account a ON a.id = s.account_id"""

    _ANALYTIC = """
        INSERT INTO account_analytic_line (
            name, date, amount, unit_amount, company_id, currency_id, general_account_id, move_line_id, partner_id,
            journal_id, category, PLAN_COLUMN, create_uid, write_uid, create_date, write_date
        )
        SELECT i.name, i.date, -i.balance, 0, i.company_id, %(currency)s, i.account_id, i.id, i.partner_id,
               i.journal_id, 'other', (SELECT jsonb_object_keys(i.analytic_distribution) LIMIT 1)::integer,
               %(user)s, %(user)s, now(), now()
          FROM account_move_line i
          JOIN ledger l ON l.move_id = i.move_id
         WHERE i.analytic_distribution IS NOT NULL"""
