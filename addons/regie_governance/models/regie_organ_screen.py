from odoo import api, fields, models
from odoo.fields import Domain


class RegieOrganScreen(models.Model):
    """What the screens show of an organ: who sits, the seats of each college, the next meeting, what is to be cured."""

    _inherit = "regie.organ"

    sitting_partner_ids = fields.Many2many("res.partner", string="Who sits", compute="_compute_sitting")
    mandate_count = fields.Integer(string="People who sit", compute="_compute_sitting")
    sitting_html = fields.Html(string="By college", compute="_compute_sitting_html", sanitize=False)
    seats_html = fields.Html(string="Seats", compute="_compute_sitting_html", sanitize=False)
    next_meeting_id = fields.Many2one("regie.meeting", compute="_compute_next_meeting_id")
    next_meeting_date = fields.Datetime(string="Next meeting on", compute="_compute_next_meeting_id")
    warning = fields.Text(compute="_compute_warning", help="What does not follow the statutes, beside the majority.")

    @api.depends("mandate_ids.date_start", "mandate_ids.date_end", "mandate_ids.date_suspended")
    def _compute_sitting(self):
        mandates = self._get_running_mandates()
        for organ in self:
            organ.sitting_partner_ids = mandates.get(organ._origin, self.env["regie.mandate"]).partner_id
            organ.mandate_count = len(mandates.get(organ._origin, ()))

    def _get_running_mandates(self, date=None):
        """Return ``{organ: mandates}`` that sit on a date, today by default, in the order of colleges and functions."""
        model = self.env["regie.mandate"]
        domain = model._get_running_domain(date or fields.Date.context_today(self))
        mandates = model.search(domain & Domain("organ_id", "in", self.ids))
        mandates = mandates.sorted(lambda one: (one.college_id.sequence, one.role_id.sequence, one.partner_id.name))
        return mandates.grouped("organ_id")

    @api.depends("mandate_ids.date_start", "mandate_ids.date_end", "mandate_ids.college_id")
    def _compute_sitting_html(self):
        today = fields.Date.context_today(self)
        mandates = self._get_running_mandates(today)
        for organ in self:
            # sudo: who may read an organ may know in whose name each person sits, not the register of the members
            sitting = mandates.get(organ._origin, self.env["regie.mandate"]).sudo()
            seats = organ._get_statutes_on(today).seat_ids.filtered(lambda seat, organ=organ: seat.organ_id == organ)
            values = {"blocks": organ._prepare_college_blocks(sitting, seats), "organ": organ}
            render = self.env["ir.qweb"]._render
            organ.sitting_html = render("regie_governance.organ_sitting", values) if sitting or seats else False
            organ.seats_html = render("regie_governance.organ_seats", values) if sitting or seats else False

    def _prepare_college_blocks(self, sitting, seats):
        """Return, per college, who sits and how many seats there are: what the screens of an organ print."""
        by_college, seat_of = sitting.grouped("college_id"), seats.grouped("college_id")
        colleges = (seats.filtered("is_allowed").college_id | sitting.college_id).sorted("sequence")
        blocks = []
        for college in [*colleges, *([self.env["regie.college"]] if self.env["regie.college"] in by_college else [])]:
            seat = seat_of.get(college, seats.browse())[:1]
            people = by_college.get(college, sitting.browse())
            least, most = seat.seats_min, seat.seats_max
            blocks.append(
                {
                    "college": college,
                    "mandates": people,
                    "taken": len(people),
                    "seats": most,
                    "is_short": len(people) < least,
                    "least": least,
                    "percent": min(100, 100 * len(people) // most) if most else 0,
                }
            )
        return blocks

    @api.depends("meeting_ids.date", "meeting_ids.date_cancelled")
    def _compute_next_meeting_id(self):
        now = fields.Datetime.now()
        meetings = self.env["regie.meeting"].search(
            [("organ_id", "in", self.ids), ("date", ">=", now), ("date_cancelled", "=", False)], order="date"
        )
        by_organ = meetings.grouped("organ_id")
        for organ in self:
            organ.next_meeting_id = by_organ.get(organ._origin, meetings.browse())[:1]
            organ.next_meeting_date = organ.next_meeting_id.date

    @api.depends("mandate_ids.is_employee", "mandate_ids.college_id", "mandate_ids.date_end")
    def _compute_warning(self):
        today = fields.Date.context_today(self)
        mandates = self._get_running_mandates(today)
        for organ in self:
            sitting = mandates.get(organ._origin, self.env["regie.mandate"])
            statutes = organ._get_statutes_on(today) if organ.kind in ("board", "bureau") else None
            messages = organ._get_warnings(sitting, statutes) if sitting and statutes else []
            organ.warning = "\n".join(messages) or False

    def _get_warnings(self, sitting, statutes):
        """Return the sentences on what goes beyond the statutes without being refused: too many employees (GOV-013),
        too large a share of a college."""
        self.ensure_one()
        messages = []
        employees, total = sitting.filtered("is_employee"), len(sitting)
        for mandate in employees.filtered(lambda one: one.organ_id.kind == "bureau" or one.role_id.is_leading):
            text = self.env._(
                "%(person)s became an employee: leaves the Bureau. (GOV-012)", person=mandate.partner_id.name
            )
            messages.append(text)
        if len(employees) * statutes.staff_share_den > total * statutes.staff_share_num:
            messages.append(
                self.env._(
                    "Employees in the %(organ)s: %(n)s/%(t)s = %(x)s %%, beyond %(num)s/%(den)s. (GOV-013)",
                    organ=self.name,
                    n=len(employees),
                    t=total,
                    x=round(100 * len(employees) / total),
                    num=statutes.staff_share_num,
                    den=statutes.staff_share_den,
                )
            )
        for college, people in sitting.filtered("college_id").grouped("college_id").items():
            seat = statutes._get_seat(self, college)
            if seat.share_max and len(people) * 100 > seat.share_max * total:
                messages.append(
                    self.env._(
                        "College %(college)s: %(n)s/%(t)s = %(x)s %%, beyond the share of %(limit)s %% (art. %(art)s).",
                        college=college.name,
                        n=len(people),
                        t=total,
                        x=round(100 * len(people) / total),
                        limit=seat.share_max,
                        art=seat.article or "?",
                    )
                )
        return messages

    def action_open_mandates(self):
        """Open the people who sit, by college."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_mandate_action")
        context = {"default_organ_id": self.id, "search_default_running": 1, "search_default_group_college": 1}
        return dict(action, domain=[("organ_id", "=", self.id)], context=context)

    def action_open_meetings(self):
        """Open the meetings of the organ."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_meeting_action")
        return dict(action, domain=[("organ_id", "=", self.id)], context={"default_organ_id": self.id})

    def action_open_compositions(self):
        """Open the history of the majority of inhabitants."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_organ_composition_action")
        return dict(action, domain=[("organ_id", "=", self.id)])

    # Cures of a breach

    def action_coopt(self):
        """Open a new mandate by cooptation, for an inhabitant."""
        self.ensure_one()
        return self._get_cure_action(
            self.env._("Coopt an inhabitant"),
            "regie.mandate",
            {
                "default_organ_id": self.id,
                "default_origin": "cooptation",
                "default_role_id": self.env.ref("regie_governance.mandate_role_administrator").id,
            },
        )

    def action_choose_seat_to_suspend(self):
        """Open the seats of the other colleges, to suspend one until the majority is back."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("regie_governance.regie_mandate_action")
        domain = [("organ_id", "=", self.id), ("college_id.is_resident", "=", False), ("state", "=", "running")]
        return dict(action, name=self.env._("Seats that can be suspended"), domain=domain, context={"show_suspend": 1})

    def action_call_assembly(self):
        """Open a new general assembly, which elects."""
        self.ensure_one()
        assembly = self.search([("kind", "=", "assembly"), ("company_id", "=", self.company_id.id)], limit=1)
        return self._get_cure_action(
            self.env._("Call a general assembly"), "regie.meeting", {"default_organ_id": assembly.id}
        )

    def _get_cure_action(self, name, model, context):
        """Return the action that opens a new record of a cure."""
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "context": context,
        }

    # Renewal

    def _get_outgoing(self, date):
        """Return the mandates that go out at an assembly held on a date: those whose planned end falls in its year or
        before, and the cooptations that it ratifies or not."""
        self.ensure_one()
        model = self.env["regie.mandate"]
        running = model._get_running_domain(date) & Domain("organ_id", "=", self.id)
        due = Domain("date_end_planned", "<=", date.replace(month=12, day=31))
        return model.search(running & due, order="cohort, college_id, id")

    def action_renew(self):
        """Open the window of the renewal."""
        return self._get_wizard_action("regie.mandate.renewal", self.env._("Renew: %(organ)s", organ=self.name))

    def action_draw_cohorts(self):
        """Open the window of the draw of cohorts."""
        return self._get_wizard_action(
            "regie.mandate.cohorts", self.env._("Draw the cohorts: %(organ)s", organ=self.name)
        )

    def _get_wizard_action(self, model, name):
        """Return the action that opens a window on this organ."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_organ_id": self.id},
        }
