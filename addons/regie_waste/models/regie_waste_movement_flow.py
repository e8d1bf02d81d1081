from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: Written by the buttons of the movement and by nothing else.
FACTS = frozenset(("date_done", "date_documented", "state", "weight", "owner_id"))
#: What the register says of a movement: once documented, it no longer changes.
REGISTER = frozenset(
    (
        *("date", "site_id", "project_id", "producer_id", "stream_id", "quantity", "unit", "piece_weight", "treatment"),
        *("destination_id", "carrier_id", "slip_number", "slip", "bin_volume", "operation_code", "company_id"),
    )
)


class RegieWasteMovement(models.Model):
    """The steps of a movement: gone, then documented; a line of the register is not rewritten."""

    _inherit = "regie.waste.movement"

    @api.model_create_multi
    def create(self, vals_list):
        """Create movements to take away.

        :raise UserError: E-WASTE-05 for what the régie never takes, E-WASTE-07 for a fact written by hand
        """
        for vals in vals_list:
            self._check_no_fact(vals)
            if vals.get("name", "/") == "/":
                company = vals.get("company_id") or self.env.company.id
                vals["name"] = self.env["ir.sequence"].with_company(company).next_by_code("regie.waste.movement")
        movements = super().create(vals_list)
        movements._check_not_refused()
        return movements

    def write(self, vals):
        """Change movements that are not documented yet.

        :raise UserError: E-WASTE-05, E-WASTE-07, E-WASTE-08 on a line of the register
        """
        self._check_no_fact(vals)
        if REGISTER & vals.keys() and self.filtered("date_documented"):
            raise UserError(
                self.env._(
                    "%(name)s is in the register: it no longer changes. Note the difference in a new movement."
                    " (E-WASTE-08)",
                    name=self.filtered("date_documented")[0].name,
                )
            )
        result = super().write(vals)
        if "stream_id" in vals:
            self._check_not_refused()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_kept(self):
        """What has gone stays as long as the register and the slips have to be kept (parameters)."""
        for one in self.filtered("date_done"):
            if one.date >= one._get_kept_since():
                raise UserError(
                    self.env._(
                        "Waste that has gone stays in the register for %(years)s years. (E-WASTE-08)",
                        years=one._get_kept_years(),
                    )
                )

    def _get_kept_years(self):
        """Years for which the line has to be kept: those of the slip when it has one, those of the register else."""
        code = "waste_slip_years" if self.slip_number or self.slip else "waste_register_years"
        return int(self.env["regie.parameter"].with_company(self.company_id).get(code, self.date))

    def _get_kept_since(self):
        return fields.Date.context_today(self) - relativedelta(years=self._get_kept_years())

    def _check_no_fact(self, vals):
        # The buttons write the facts in sudo once they have checked what each asks for.
        if not self.env.su and FACTS & vals.keys():
            raise UserError(
                self.env._("The steps of a movement of waste are not written by hand: use its buttons. (E-WASTE-07)")
            )

    def _check_not_refused(self):
        if self.stream_id.filtered("is_refused"):
            raise UserError(self.env._("Asbestos: the régie does not touch it, call a certified company. (E-WASTE-05)"))

    def action_done(self):
        """Note that the waste has left the site now."""
        self.check_access("write")
        # sudo: the fact, once the right to write is checked
        self.filtered(lambda one: not one.date_done).sudo().write({"date_done": fields.Datetime.now()})

    def action_document(self):
        """Put the movement into the register, with what proves it.

        :raise UserError: E-WASTE-04 without an installation, E-WASTE-03 for hazardous waste without a slip, E-WASTE-09
            for building waste taken back free of charge without its deposit slip
        """
        self.check_access("write")
        for one in self:
            if not one.destination_id:
                raise UserError(
                    self.env._("%(name)s: say to which installation it went. (E-WASTE-04)", name=one.display_name)
                )
            if one.is_hazardous and not (one.slip_number or "").strip():
                raise UserError(
                    self.env._(
                        "%(name)s is hazardous: the number of its slip is mandatory. (E-WASTE-03)",
                        name=one.display_name,
                    )
                )
            if one.stream_id.is_rep and one.project_id and not one.slip:
                raise UserError(
                    self.env._(
                        "%(name)s: attach the deposit slip that the installation gives free of charge. (E-WASTE-09)",
                        name=one.display_name,
                    )
                )
        self.action_done()
        # sudo: the fact, once the right to write and the proofs are checked
        self.filtered(lambda one: not one.date_documented).sudo().write({"date_documented": fields.Datetime.now()})
