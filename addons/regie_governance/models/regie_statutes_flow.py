from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

# Once adopted, only facts are added: the end, the deliberation, the signed text, and what people say of it
FACTS = {"date_end", "date_adopted", "resolution_id", "attachment_ids"}


class RegieStatutes(models.Model):
    """How a version is prepared, adopted and replaced; once adopted its rules no longer change."""

    _name = "regie.statutes"
    _inherit = ["regie.statutes", "regie.file.owner"]
    _owned_file_fields = ("attachment_ids",)

    origin_id = fields.Many2one(
        "regie.statutes",
        string="Prepared from",
        copy=False,
        readonly=True,
        check_company=True,
        ondelete="set null",
        help="Version of which this one is a revision.",
    )
    meeting_count = fields.Integer(compute="_compute_meeting_count", string="Meetings ruled")

    def _compute_meeting_count(self):
        counts = dict(
            self.env["regie.meeting"]._read_group([("statutes_id", "in", self.ids)], ["statutes_id"], ["__count"])
        )
        for statutes in self:
            statutes.meeting_count = counts.get(statutes, 0)

    def write(self, vals):
        """Refuse to change the rules of an adopted version (GOV-027), or to adopt one without being the president."""
        if not self.env.su:
            changed = {name for name in vals if name in self._fields and not self._is_fact(name)}
            adopted = self.filtered("date_adopted")[:1]
            if adopted and changed:
                raise UserError(adopted._get_adopted_message())
            if "date_adopted" in vals or (adopted and "date_end" in vals):
                self._check_may_adopt()
        return super().write(vals)

    @api.model
    def _is_fact(self, name):
        """Tell whether a field may still be written once the version is adopted: facts and the discussion."""
        return name in FACTS or name.startswith(("message_", "activity_"))

    @api.ondelete(at_uninstall=False)
    def _unlink_except_adopted(self):
        adopted = self.filtered("date_adopted")[:1]
        if adopted:
            raise UserError(adopted._get_adopted_message())

    def copy_data(self, default=None):
        """A copy is a draft that has no end."""
        default = {"date_end": False, **(default or {})}
        vals_list = super().copy_data(default)
        for statutes, vals in zip(self, vals_list, strict=True):
            if "name" not in default:
                vals["name"] = self.env._("%(name)s (revision)", name=statutes.name)
        return vals_list

    def _get_adopted_message(self):
        """Return the sentence that refuses a change in an adopted version."""
        self.ensure_one()
        return self.env._(
            "“%(name)s” was adopted on %(date)s: its rules no longer change. Prepare the next version instead."
            " (GOV-027)",
            name=self.name,
            date=format_date(self.env, self.date_adopted),
        )

    @api.model
    def _check_may_adopt(self):
        """Only the president puts statutes in force.

        :raise AccessError: for anybody else
        """
        if not self.env.su and not self.env.user.has_group("regie_governance.group_governance_president"):
            raise AccessError(
                self.env._("Only the president puts statutes in force, or takes them back. Ask the president.")
            )

    # -- actions -------------------------------------------------------------------------------

    def action_prepare_next(self):
        """Copy the version, with all its rules, as a draft of the next one, and open it."""
        self.ensure_one()
        following = self.copy({"origin_id": self.id, "date_start": fields.Date.context_today(self)})
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_statutes_action")
        return {**action, "views": [(False, "form")], "res_id": following.id}

    def action_take_back(self):
        """Make an adopted version a draft again, to mend what was copied wrong, as long as no meeting applied it.

        :raise UserError: GOV-027 when a meeting was opened under it
        :raise AccessError: for anybody but the president
        """
        for statutes in self:
            statutes._take_back()

    def action_open_meetings(self):
        """Open the meetings that this version rules."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Meetings ruled by %(name)s", name=self.name),
            "res_model": "regie.meeting",
            "view_mode": "list,form",
            "domain": [("statutes_id", "=", self.id)],
        }

    # -- adoption ------------------------------------------------------------------------------

    def _adopt(self, date_adopted, date_start, resolution=None):
        """Put a draft in force: the version before ends on the day before, the meetings to come follow the new rules.

        :raise UserError: GOV-023 without the text, GOV-028 when a later version is adopted already or the deliberation
            did not adopt it
        :raise AccessError: for anybody but the president
        """
        self.ensure_one()
        self._check_may_adopt()
        self._check_adoption(date_adopted, date_start, resolution)
        self.env.flush_all()  # meetings just created take the version in force before it changes
        self._get_previous(date_start).write({"date_end": fields.Date.subtract(date_start, days=1)})
        # the exclusion constraint looks at each row as it is written: the old version ends first
        self.env.flush_all()
        self.write({"date_start": date_start})
        self.write({"date_adopted": date_adopted, "resolution_id": resolution.id if resolution else False})
        self._reassign_meetings(date_start)

    def _check_adoption(self, date_adopted, date_start, resolution):
        """Refuse an adoption without text (GOV-023), or before a version that is adopted already (GOV-028)."""
        if self.date_adopted:
            raise UserError(self._get_adopted_message())
        if not self.attachment_ids:
            raise UserError(self.env._("Attach the text of the statutes before you put them in force. (GOV-023)"))
        if date_start < date_adopted:
            raise UserError(
                self.env._(
                    "Statutes cannot be in force before they are adopted: from %(date)s at the earliest. (GOV-028)",
                    date=format_date(self.env, date_adopted),
                )
            )
        if resolution and (resolution.result != "adopted" or resolution.resolution_type != "statutes"):
            raise UserError(
                self.env._(
                    "“%(resolution)s” is not an adopted deliberation on the statutes. Choose the one that adopted"
                    " them. (GOV-028)",
                    resolution=resolution.display_name,
                )
            )
        later = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("date_adopted", "!=", False),
                ("date_start", ">=", date_start),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if later:
            raise UserError(
                self.env._(
                    "“%(name)s” is already in force from %(date)s: take a later date. (GOV-028)",
                    name=later.name,
                    date=format_date(self.env, later.date_start),
                )
            )

    def _get_previous(self, date_start):
        """Return the adopted version that the one starting on a date replaces."""
        day_before = fields.Date.subtract(date_start, days=1)
        return self._get_in_force(self.company_id, day_before, raise_if_missing=False) - self

    def _reassign_meetings(self, date):
        """Have the meetings from a date on that have not been opened follow the version in force on their day."""
        meetings = self.env["regie.meeting"].search(
            [("company_id", "=", self.company_id.id), ("date", ">=", date), ("date_opened", "=", False)]
        )
        self.env.add_to_compute(meetings._fields["statutes_id"], meetings)
        return meetings

    def _take_back(self):
        """Make the version a draft again, and the one before it runs on; see ``action_take_back``."""
        self._check_may_adopt()
        used = self.env["regie.meeting"].search_count(
            [("statutes_id", "=", self.id), ("date_opened", "!=", False)], limit=1
        )
        if used:
            raise UserError(
                self.env._(
                    "A meeting was held under “%(name)s”: it cannot be a draft again. Prepare the next version"
                    " instead. (GOV-027)",
                    name=self.name,
                )
            )
        previous = self._get_previous(self.date_start)
        self.write({"date_adopted": False, "resolution_id": False})
        self.env.flush_all()
        previous.filtered(lambda version: not self.date_end).write({"date_end": False})
        self._reassign_meetings(self.date_start)
