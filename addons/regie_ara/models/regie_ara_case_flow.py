from odoo import fields, models
from odoo.exceptions import UserError

#: The button that leads to a step is pressed in one state only.
BEFORE = {
    "date_visited": "request",
    "date_diagnosed": "visit",
    "date_engaged": "diagnosis",
    "date_started": "project",
    "date_finished": "works",
    "date_closed": "control",
}


class RegieAraCase(models.Model):
    """The steps of a case, one button each: it checks, then writes the day. Domain: gup_services.md, 6.3."""

    _inherit = "regie.ara.case"

    def action_visit(self):
        """Note that the household was visited."""
        return self._take_step("date_visited")

    def action_diagnose(self):
        """End the diagnosis.

        :raise UserError: E-ARA-16 without a room or without works
        """
        for case in self:
            if not case.room_ids or not case.task_ids:
                raise UserError(
                    self.env._(
                        "%s: write at least one room and the works it needs before you end the diagnosis. (E-ARA-16)",
                        case.display_name,
                    )
                )
        return self._take_step("date_diagnosed")

    def action_sign(self):
        """Open the signature of one of the parties, on the screen."""
        self.ensure_one()
        awaited = next(iter(self._get_missing_parties()), False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Sign the agreement"),
            "res_model": "regie.ara.sign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id, "default_party": awaited},
        }

    def action_reopen_project(self):
        """Take up the project again: the signatures are taken off, kept in the history, and asked for anew."""
        self.check_access("write")
        if begun := self.filtered(lambda case: case.state != "project")[:1]:
            raise UserError(
                self.env._("%s: only a signed project that has not begun is taken up again. (E-ARA-15)", begun.name)
            )
        for case in self:
            names = ", ".join(case.signature_ids.mapped("name"))
            case.message_post(body=self.env._("Project taken up again. It was signed by: %s.", names))
        # sudo: the signatures and the day are facts; the right to write the case was checked
        self.sudo().signature_ids.unlink()
        self.sudo().write({"date_engaged": False})
        return True

    def action_start(self):
        """Begin the works.

        :raise UserError: E-ARA-01 to E-ARA-04, E-ARA-10
        :raise ValidationError: E-ARA-05
        """
        for case in self:
            case._check_gates()
        return self._take_step("date_started")

    def action_finish(self):
        """End the works, which are then controlled.

        :raise UserError: E-ARA-14 without a photo of each room after the works
        """
        self._check_photos("after")
        return self._take_step("date_finished")

    def action_inspect(self):
        """Open a new control of the works, with the grid of self-renovation."""
        self.ensure_one()
        grid = self.env["regie.quality.grid"].search([("is_self_renovation", "=", True)], limit=1)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Quality control"),
            "res_model": "regie.quality.inspection",
            "view_mode": "form",
            "context": {
                "default_ara_case_id": self.id,
                "default_site_id": self.site_id.id,
                "default_grid_id": grid.id,
                "default_kind": "reception",
            },
        }

    def action_close(self):
        """Close the case.

        :raise UserError: E-ARA-14 without the control of the works
        """
        for case in self:
            if not case._get_inspection():
                raise UserError(
                    self.env._(
                        "%s: the quality control of the works is not done. Make it before you close. (E-ARA-14)",
                        case.display_name,
                    )
                )
        return self._take_step("date_closed")

    def action_abandon(self):
        """Ask why the case is given up."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give up"),
            "res_model": "regie.ara.abandon",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def action_resume(self):
        """Take up again a case that was given up, where it stood."""
        self.check_access("write")
        # sudo: the facts, once the right to write is checked
        self.sudo().write({"date_abandoned": False, "abandon_reason": False})
        return True

    def action_view_inspections(self):
        """Open the controls of the case."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_quality.regie_quality_inspection_action")
        return {**action, "domain": self._get_link_domain(), "context": self.action_inspect()["context"]}

    def action_view_loans(self):
        """Open the tools lent for this case; a new loan is for its household."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tools"),
            "res_model": "regie.loan",
            "view_mode": "list,form",
            "domain": self._get_link_domain(),
            "context": {
                "default_ara_case_id": self.id,
                "default_partner_id": self.partner_id.id,
                "default_tutor_id": self.tutor_id.id,
                "default_purpose": self.name,
            },
        }

    def _take_step(self, name):
        """Write the day of a step, for cases that stand just before it.

        :raise UserError: E-ARA-15 when it is not its turn
        """
        self.check_access("write")
        states = dict(self._fields["state"]._description_selection(self.env))
        for case in self:
            if case.state != BEFORE[name]:
                raise UserError(
                    self.env._(
                        "%(case)s is at the step “%(state)s”: this step comes after “%(before)s”. (E-ARA-15)",
                        case=case.display_name,
                        state=states[case.state],
                        before=states[BEFORE[name]],
                    )
                )
        # sudo: the day is a fact; the right to write and the step were checked just above
        self.sudo().write({name: fields.Date.context_today(self)})
        return True

    def _get_parties(self):
        """Who signs the agreement: the household, the régie, and the landlord when the home is not theirs."""
        self.ensure_one()
        return ["household", *(["landlord"] if self.needs_authorisation else []), "regie"]

    def _get_missing_parties(self):
        """Who did not sign yet."""
        self.ensure_one()
        signed = set(self.signature_ids.mapped("party"))
        return [party for party in self._get_parties() if party not in signed]

    def _sign(self, party, name, signature):
        """Keep a signature of the agreement; with the last one the project is engaged.

        :raise UserError: E-ARA-15 before the diagnosis is ended, E-ARA-17 without a name or a drawing
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "diagnosis" or party not in self._get_missing_parties():
            raise UserError(
                self.env._(
                    "%s: this signature is not awaited. End the diagnosis first; each party signs once. (E-ARA-15)",
                    self.display_name,
                )
            )
        if not (name or "").strip() or not self.env["regie.quality.inspection"]._is_drawing(signature):
            raise UserError(self.env._("Write the name of who signs and draw the signature. (E-ARA-17)"))
        # sudo: nobody writes a signature by hand; the case and its step were checked
        self.env["regie.ara.signature"].sudo().create(
            {"case_id": self.id, "party": party, "name": name.strip(), "signature": signature}
        )
        if not self._get_missing_parties():
            self._take_step("date_engaged")

    def _abandon(self, reason):
        """Give up cases, with the reason.

        :raise UserError: E-ARA-15 for a case that is ended, E-ARA-19 without a reason
        """
        self.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("Say why the case is given up: it helps the next one. (E-ARA-19)"))
        if ended := self.filtered(lambda case: case.state in ("done", "abandoned"))[:1]:
            raise UserError(self.env._("%s is already ended. (E-ARA-15)", ended.display_name))
        # sudo: the facts, once the right to write is checked
        self.sudo().write({"date_abandoned": fields.Date.context_today(self), "abandon_reason": reason.strip()})
