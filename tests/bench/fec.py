"""The FEC of a year, S (50 000 items) and 10 S: made, mended, proved and kept, against Odoo's file alone (W21).

The file is Odoo's own, so that ours costs at least as much; what is measured is the price of the mending, of the totals
and of the proof of the opening, account by account and third party by third party. Peak memory is that of one file.
"""

from launcher.measure import Comparison, compare, copies

S = 50_000
YEAR = 2001
TARGET = 1.0


class WithMemory(Comparison):
    """The figures of a comparison, with the memory that each side takes above what was there."""

    @classmethod
    def of(cls, comparison, grown):
        """Add the memory of both sides, in MB."""
        measure = cls(**vars(comparison))
        measure.grown = grown
        return measure

    def lines(self):
        """The lines of the comparison, then the memory."""
        yield from super().lines()
        yield f"  memory of one file: suite + {self.grown[0]} MB, Odoo + {self.grown[1]} MB"


def run(env):
    """Compare both sizes."""
    wizard = prepare(env)
    held = 0
    for size, name, rounds in ((S, "S", 8), (10 * S, "10 S", 3)):
        fill(env, (size - held) // 2, held // 2)
        held = size
        yield WithMemory.of(
            compare(
                f"FEC of {size} items ({name}): the suite, and Odoo's file alone",
                env,
                measured=wizard.generate_fec,
                baseline=wizard._generate_odoo_fec,
                rounds=rounds,
                warm_up=1,
                target=TARGET,
            ),
            [grown(env, action) for action in (wizard.generate_fec, wizard._generate_odoo_fec)],
        )


def prepare(env):
    """A régie with its SIRET, an exercise far in the past, and the wizard on it."""
    company = env.company
    company.write({"company_registry": "73282932000074", "country_id": env.ref("base.fr").id})
    if company.chart_template != "fr_asso":
        env["account.chart.template"].try_loading("fr_asso", company)
    exercise = env["regie.exercise"].create(
        {"name": str(YEAR), "company_id": company.id, "date_from": f"{YEAR}-01-01", "date_to": f"{YEAR}-12-31"}
    )
    return env["l10n_fr.fec.export.wizard"].create({"exercise_id": exercise.id})


def fill(env, count, start):
    """Post as many entries of two items, a purchase and its payment, spread over the year."""
    accounts = env["account.account"].search([("account_type", "in", ("expense", "liability_payable"))])
    by_type = accounts.grouped("account_type")
    journal = env["account.journal"].search([("type", "=", "general"), ("company_id", "=", env.company.id)], limit=1)
    move = env["account.move"].create(
        {
            "journal_id": journal.id,
            "date": f"{YEAR}-01-01",
            "ref": "Bench",
            "line_ids": [
                (0, 0, {"account_id": by_type["expense"][0].id, "balance": 12.34, "name": "Goods"}),
                (0, 0, {"account_id": by_type["liability_payable"][0].id, "balance": -12.34, "name": "Supplier"}),
            ],
        }
    )
    env.flush_all()
    day = f"(date '{YEAR}-01-01' + n % 365)::text"
    first = copies(
        env,
        move,
        count,
        name=f"'BENCH/' || lpad((n + {start})::text, 8, '0')",
        date=day,
        state="'posted'",
        sequence_number="n",
    )
    partner = env["res.partner"].search([], limit=1).id
    for line in move.line_ids:
        copies(env, line, count, move_id=f"{first} + n", date=day, parent_state="'posted'", partner_id=f"{partner}")
    move.unlink()
    env.invalidate_all()
    env.cr.execute("ANALYZE account_move, account_move_line")


def grown(env, action):
    """Memory that one file takes at its peak above what was held, in MB."""
    env.invalidate_all()
    with open("/proc/self/clear_refs", "w") as refs:
        refs.write("5")
    before = status("VmRSS")
    with env.cr.savepoint(flush=False) as savepoint:
        action()
        savepoint.rollback()
    return (status("VmHWM") - before) // 1024


def status(name):
    """A figure of the process, in kB."""
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith(name))
