from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

PERIOD_FIELDS = {"partner_id", "company_id", "college_id", "date_approved", "date_start", "date_end"}


class RegieMembership(models.Model):
    """The life of a membership: asked, accepted, suspended, ended; one college at a time; who sits for a body."""

    _name = "regie.membership"
    _inherit = ["regie.membership", "regie.file.owner"]
    _owned_file_fields = (
        *("designation_attachment_ids", "address_proof_attachment_ids", "parental_consent_attachment_ids"),
    )

    admission_resolution_id = fields.Many2one(
        "regie.resolution",
        string="Accepted by",
        check_company=True,
        ondelete="restrict",
        copy=False,
        index="btree_not_null",
        tracking=True,
        help="Deliberation of the organ that accepts members, when the statutes ask for one.",
    )
    admission_reference = fields.Char(
        string="Decision of acceptance",
        tracking=True,
        copy=False,
        help="When the deliberation is not in the software: board of 12 March 2019…",
    )
    end_resolution_id = fields.Many2one(
        "regie.resolution",
        string="Ended by",
        check_company=True,
        ondelete="restrict",
        copy=False,
        index="btree_not_null",
        help="Deliberation that excluded the member.",
    )
    suspended_reason = fields.Char(string="Reason of the suspension", tracking=True, copy=False)
    gdpr_consent_date = fields.Date(
        string="Consent to the use of data",
        copy=False,
        tracking=True,
        help="Day on which the member was told what is kept and for how long, and agreed.",
    )
    note = fields.Text(
        string="Notes",
        groups="regie_governance.group_governance_secretary",
        help="Seen by those who keep the register.",
    )

    _one_at_a_time_excl = models.Constraint(
        "EXCLUDE USING gist (partner_id WITH =, company_id WITH =, daterange(date_start, date_end, '[]') WITH &&)"
        " WHERE (date_approved IS NOT NULL AND date_start IS NOT NULL)",
        "This person is already a member on these days: one college at a time. End the other membership on the day"
        " before. (GOV-001)",
    )
    _end_explained = models.Constraint(
        "CHECK (date_end IS NULL OR end_reason IS NOT NULL)", "Say why the membership ends."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Refuse a second membership on the same days (GOV-001) with the name of the college."""
        for vals in vals_list:
            company = vals.get("company_id") or self.env.company.id
            self._check_one_at_a_time({"company_id": company, **vals})
        return super().create(vals_list)

    def write(self, vals):
        """Refuse a second membership on the same days (GOV-001) with the name of the college."""
        if PERIOD_FIELDS & vals.keys():
            for membership in self:
                current = {
                    name: membership._fields[name].convert_to_write(membership[name], membership)
                    for name in PERIOD_FIELDS
                }
                self._check_one_at_a_time({**current, **vals}, membership)
        return super().write(vals)

    @api.model
    def _check_one_at_a_time(self, vals, membership=None):
        """Raise when these values overlap another membership of the person.

        PostgreSQL refuses it anyway; this says with what.

        :raise ValidationError: GOV-001
        """
        if not (vals.get("date_approved") and vals.get("date_start") and vals.get("partner_id")):
            return
        domain = Domain(
            [
                ("partner_id", "=", vals["partner_id"]),
                ("company_id", "=", vals["company_id"]),
                ("date_approved", "!=", False),
                ("id", "!=", membership.id if membership else 0),
                "|",
                ("date_end", "=", False),
                ("date_end", ">=", vals["date_start"]),
            ]
        )
        if vals.get("date_end"):
            domain &= Domain("date_start", "<=", vals["date_end"])
        if other := self.search(domain & Domain("date_start", "!=", False), limit=1):
            raise ValidationError(other._get_overlap_message())

    def _get_overlap_message(self):
        """Return the sentence that refuses a second membership beside this one."""
        self.ensure_one()
        values = {
            "person": self.partner_id.name,
            "college": self.college_id.name,
            "start": format_date(self.env, self.date_start),
        }
        if not self.date_end:
            return self.env._(
                "%(person)s has been a member in the college %(college)s since %(start)s: one college at a time. End"
                " that membership first. (GOV-001)",
                **values,
            )
        return self.env._(
            "%(person)s is already a member in the college %(college)s from %(start)s to %(end)s: one college at a"
            " time. (GOV-001)",
            end=format_date(self.env, self.date_end),
            **values,
        )

    @api.constrains("date_approved", "representative_id", "partner_id")
    def _check_representative(self):
        """GOV-003: a legal person that joins has somebody who sits."""
        for membership in self.filtered("date_approved"):
            if membership.partner_id.is_company and not membership.representative_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is a legal person: designate its permanent representative. (GOV-003)",
                        person=membership.partner_id.name,
                    )
                )

    @api.constrains("date_approved", "college_id", "designation_body", "designation_date")
    def _check_designation(self):
        """GOV-004: the body of an authority or of a landlord decided to join and designated who sits."""
        for membership in self.filtered("date_approved"):
            college = membership.college_id
            designates = college.is_authority or college.is_landlord
            if designates and not (membership.designation_body and membership.designation_date):
                raise ValidationError(
                    self.env._(
                        "Tell the body and the date of the decision by which %(person)s joins and designates its"
                        " representative. (GOV-004)",
                        person=membership.partner_id.name,
                    )
                )

    @api.constrains("date_approved", "date_start", "admission_resolution_id", "admission_reference")
    def _check_admission(self):
        """GOV-006: where the statutes have an organ accept the members, each acceptance has its deliberation."""
        for membership in self.filtered(lambda member: member.date_approved and member.date_start):
            statutes = self.env["regie.statutes"]._get_in_force(
                membership.company_id, membership.date_start, raise_if_missing=False
            )
            resolution = membership.admission_resolution_id
            if resolution and resolution.result != "adopted":
                raise ValidationError(
                    self.env._(
                        "“%(resolution)s” was not adopted: %(person)s is not accepted by it. (GOV-006)",
                        resolution=resolution.display_name,
                        person=membership.partner_id.name,
                    )
                )
            if statutes.admission == "approval" and not resolution and not membership.admission_reference:
                raise ValidationError(
                    self.env._(
                        "The statutes have %(organ)s accept the members: choose its deliberation for %(person)s."
                        " (GOV-006)",
                        organ=statutes.admission_organ_id.name or self.env._("an organ"),
                        person=membership.partner_id.name,
                    )
                )

    # -- actions -------------------------------------------------------------------------------

    def action_submit(self):
        """Note that the membership was asked for today."""
        self.filtered(lambda m: not m.date_submitted).write({"date_submitted": fields.Date.context_today(self)})

    def action_accept(self):
        """Accept the request: at once where the statutes leave it free, else by the wizard that asks the decision."""
        today = fields.Date.context_today(self)
        statutes = self.env["regie.statutes"]._get_in_force(self.company_id[:1], today, raise_if_missing=False)
        if statutes.admission == "approval":
            return self._open_wizard("regie.membership.accept", self.env._("Accept"))
        return self._accept(today, today)

    def action_end(self):
        """Open the wizard that ends the membership with its reason."""
        return self._open_wizard("regie.membership.end", self.env._("End the membership"))

    def action_suspend(self):
        """Open the wizard that suspends the membership with its reason."""
        return self._open_wizard("regie.membership.end", self.env._("Suspend the membership"), default_kind="suspend")

    def action_resume(self):
        """Lift the suspension: the member votes again."""
        self.write({"date_suspended": False, "suspended_reason": False})

    def _open_wizard(self, model, name, **context):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_membership_ids": self.ids, **context},
        }

    def _accept(self, date, date_start, resolution=None, reference=False):
        """Accept these requests on a date, from a first day; the fee of the year is prepared when its amount is known.

        :raise UserError: GOV-007 for a membership that is accepted or ended already
        """
        if done := self.filtered(lambda m: m.date_approved or m.date_end)[:1]:
            raise UserError(
                self.env._("%(person)s is accepted already, or has left. (GOV-007)", person=done.partner_id.name)
            )
        self.write(
            {
                "date_approved": date,
                "date_start": date_start,
                "admission_resolution_id": resolution.id if resolution else False,
                "admission_reference": reference,
            }
        )
        self.filtered(lambda m: not m.date_submitted).write({"date_submitted": date})
        self._prepare_first_fee(date_start)

    def _prepare_first_fee(self, date):
        """Create the fee of the year of entry, due on the first day, for the colleges whose amount is written."""
        for company, members in self.grouped("company_id").items():
            statutes = self.env["regie.statutes"]._get_in_force(company, date, raise_if_missing=False)
            if statutes.fee_condition != "paid":
                continue
            year = statutes._get_fee_year(date)
            amounts = self.env["regie.membership.fee.rate"]._get_amounts(company, statutes._get_fee_year_start(year))
            members.filtered(lambda m, amounts=amounts: m.college_id in amounts)._create_fees(year, date)

    def _suspend(self, date, reason):
        """Suspend these members from a date on: they neither vote nor give a proxy."""
        self.write({"date_suspended": date, "suspended_reason": reason})

    def _end(self, date, reason, resolution=None):
        """End these memberships after a last day, with the reason, and the deliberation of an exclusion.

        :raise UserError: GOV-008 for an exclusion without an adopted deliberation
        """
        if reason == "exclusion" and (not resolution or resolution.result != "adopted"):
            raise UserError(
                self.env._("Nobody is excluded without a deliberation: choose the one that was adopted. (GOV-008)")
            )
        self.write(
            {"date_end": date, "end_reason": reason, "end_resolution_id": resolution.id if resolution else False}
        )

    def action_designate(self):
        """Open the wizard by which a legal person designates another representative."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Designate a representative"),
            "res_model": "regie.membership.designate",
            "view_mode": "form",
            "target": "new",
            "context": {"default_membership_id": self.id, "default_deputy_id": self.deputy_id.id},
        }

    def _designate(self, representative, deputy, body, date, attachments):
        """Have another natural person sit for a legal person, by a dated decision of its body.

        The mandates held by the former representative go on in their name until they are ended: the discussion says so.
        """
        self.ensure_one()
        former = self.representative_id
        self.write(
            {
                "representative_id": representative.id,
                "deputy_id": deputy.id,
                "designation_body": body,
                "designation_date": date,
                "designation_attachment_ids": [Command.link(attachment.id) for attachment in attachments],
            }
        )
        held = self.mandate_ids.filtered(lambda m: m.state == "running" and m.partner_id == former)
        if former and former != representative and held:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                summary=self.env._("Mandates of %(former)s to end", former=former.name),
                note=self.env._(
                    "%(new)s now sits for %(member)s. %(former)s still holds: %(mandates)s.",
                    new=representative.name,
                    member=self.partner_id.name,
                    former=former.name,
                    mandates=", ".join(held.mapped("organ_id.name")),
                ),
            )
