from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

#: Written by the buttons and by nothing else: a score or a signature typed by hand would prove nothing.
FACTS = frozenset(
    (
        *("date_done", "date_signed", "date_contested", "signer_name", "signature", "seal", "state"),
        *("contester_name", "contest_reason", "score", "result", "threshold", "threshold_low", "weight_total"),
        *("line_count", "noted_count", "owner_id", "company_id", "name"),
    )
)
#: What still lives around an inspection that is closed: talk, tasks, the link of the portal.
AROUND = frozenset(("access_token",))
#: What the régie may still write on an inspection that is done and not signed.
AFTER = frozenset(("contact_id", "is_shared", "contest_answer"))


class RegieQualityInspectionFacts(models.Model):
    """What was noted, done, signed or contested comes from what was done, whatever the door: form, import or RPC."""

    _inherit = "regie.quality.inspection"

    @api.model_create_multi
    def create(self, vals_list):
        """Create inspections with the criteria of their grids, and their numbers.

        :raise UserError: E-QUAL-05 when criteria are given, E-QUAL-06 when a fact is written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
            if vals.get("line_ids") and not self.env.su:
                self.env["regie.quality.inspection.line"]._refuse_structure()
        vals_list = [dict(vals) for vals in vals_list]
        self._draw_numbers(vals_list)
        inspections = super().create(vals_list)
        inspections.filtered(lambda one: not one.line_ids)._copy_criteria()
        return inspections

    def write(self, vals):
        """Change an inspection that is being made.

        :raise UserError: E-QUAL-04 once it is signed, E-QUAL-06 when a fact is written by hand, E-QUAL-07 once it is
            done, or when its grid changes after something was noted
        """
        self._check_no_fact(vals)
        touched = {name for name in vals.keys() - AROUND if not name.startswith(("message_", "activity_"))}
        if touched:
            self._check_not_signed()
            if not self.env.su and touched - AFTER:
                self._check_open()
        changed = self.filtered(lambda one: "grid_id" in vals and one.grid_id.id != vals["grid_id"])
        changed._check_nothing_noted()
        result = super().write(vals)
        if changed:
            # sudo: lines are made and removed by the inspection only; the right to write it was checked above
            changed.sudo().line_ids.unlink()
            changed._copy_criteria()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_answered(self):
        self._check_not_signed()
        if contested := self.filtered(lambda one: one.state == "contested")[:1]:
            raise UserError(
                self.env._("%s was contested: it is kept, with the reason and the answer. (E-QUAL-07)", contested.name)
            )

    def unlink(self):
        """Delete inspections with their lines, so that their photos go too."""
        self.check_access("unlink")
        # sudo: nobody deletes a line alone; the right on the inspection was checked just above
        self.sudo().line_ids.unlink()
        return super().unlink()

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked who presses them and the rules.
        named = {"name"} if vals.get("name") == "/" else set()
        if not self.env.su and FACTS & vals.keys() - named:
            raise UserError(
                self.env._(
                    "The score, the end and the signature of an inspection are not written by hand: note the criteria"
                    " and use the buttons. (E-QUAL-06)"
                )
            )

    def _check_not_signed(self):
        """Refuse to touch what was signed, whoever asks. (E-QUAL-04)"""
        if signed := self.filtered("date_signed")[:1]:
            raise UserError(
                self.env._(
                    "%(name)s was signed by %(signer)s: it is read-only. Make another inspection. (E-QUAL-04)",
                    name=signed.name,
                    signer=signed.sudo().signer_name,
                )
            )

    def _check_open(self):
        """Refuse to change what is done: its score was perhaps read by the owner. (E-QUAL-04, E-QUAL-07)"""
        self._check_not_signed()
        if closed := self.filtered("date_done")[:1]:
            raise UserError(self.env._("%s is done: take it up again before you change it. (E-QUAL-07)", closed.name))

    def _check_nothing_noted(self):
        if noted := self.filtered("noted_count")[:1]:
            raise UserError(
                self.env._("%s is already noted: make another inspection to use another grid. (E-QUAL-07)", noted.name)
            )

    def _copy_criteria(self):
        """Freeze the criteria of the grids on the inspections, in one batch."""
        # sudo: nobody writes a line by hand, the right to write the inspection was checked by create or write
        self.env["regie.quality.inspection.line"].sudo().create(
            [
                {"inspection_id": inspection.id, **criterion._prepare_line_vals()}
                for inspection in self
                for criterion in inspection._get_criteria()
            ]
        )

    @api.model
    def _draw_numbers(self, vals_list):
        """Give each of the values the next number of the régie of its site; one draw for each régie."""
        sites = self.env["regie.site"].browse({vals["site_id"] for vals in vals_list if vals.get("site_id")})
        companies = {site.id: site.company_id for site in sites}
        unnamed = [vals for vals in vals_list if vals.get("name", "/") == "/"]
        by_company = {}
        for vals in unnamed:
            by_company.setdefault(companies.get(vals.get("site_id"), self.env.company), []).append(vals)
        for company, wanted in by_company.items():
            # sudo: whoever inspects does not read the sequences
            sequence = self.env["ir.sequence"].sudo().with_company(company)
            domain = [("code", "=", "regie.quality.inspection"), ("company_id", "in", [company.id, False])]
            sequence = sequence.search(domain, order="company_id", limit=1)
            rows = self.env.execute_query(
                SQL("SELECT nextval(%s) FROM generate_series(1, %s)", f"ir_sequence_{sequence.id:03}", len(wanted))
            )
            for vals, (number,) in zip(wanted, rows, strict=True):
                vals["name"] = sequence.get_next_char(number)

    def _get_criteria(self):
        """The criteria to copy, in the language of the régie: its owner reads them, whoever makes the inspection."""
        self.ensure_one()
        lang = self.company_id.partner_id.lang or self.env.lang
        return self.grid_id.with_context(lang=lang).criterion_ids.filtered("active")

    def copy_data(self, default=None):
        """Copy where and what to inspect, with the criteria of the grid as it is today and no note."""
        default = {"date": self.env.context.get("inspection_date"), "inspector_id": self.env.uid, **(default or {})}
        default = {name: value for name, value in default.items() if value is not None}
        data = super().copy_data(default=default)
        for vals in data:
            vals.pop("line_ids", None)
            if "date" not in default:
                vals.pop("date", None)
        return data
