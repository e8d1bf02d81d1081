from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError


class RegieIdea(models.Model):
    """The way of an idea: it arrives, is read, shown, joined to another, answered, turned into a project, forgotten."""

    _inherit = "regie.idea"

    def action_open_public_page(self):
        """Open the page where inhabitants read the ideas and add theirs, in another tab."""
        return {"type": "ir.actions.act_url", "url": "/idees", "target": "new"}

    def action_publish(self):
        """Show the idea to everybody, without its author."""
        self.write({"date_published": fields.Datetime.now(), "date_refused": False, "refusal_reason": False})

    def action_refuse(self):
        """Keep the idea from being shown; its author reads why.

        :raise UserError: PAR-23 without a reason
        """
        for idea in self:
            if not idea.refusal_reason:
                raise UserError(
                    self.env._("Write why “%(name)s” is not shown: its author will read it. (PAR-23)", name=idea.name)
                )
        self.write({"date_refused": fields.Datetime.now(), "date_published": False})

    def action_answer(self):
        """Tell the answer to the authors of the idea and of those joined to it.

        :raise UserError: PAR-24 without an answer
        """
        template = self.env.ref("regie_participation.mail_template_idea_answer")
        for idea in self:
            if not (idea.answer or "").strip():
                raise UserError(self.env._("Write the answer to “%(name)s” first. (PAR-24)", name=idea.name))
            for same in idea._get_joined():
                same.write({"answer": idea.answer, "date_answered": fields.Datetime.now()})
                if same.author_email:
                    template.send_mail(same.id)

    def action_create_canvas(self):
        """Turn the idea into the canvas of a project, and open it."""
        for idea in self.filtered(lambda record: not record.canvas_id):
            idea.canvas_id = self.env["regie.project.canvas"].create(idea._prepare_canvas_vals())
            stage = self.env["regie.idea.stage"].search([("is_project", "=", True)], limit=1)
            if stage:
                idea.stage_id = stage
        return self.action_open_canvas()

    def action_open_canvas(self):
        """Open the project born of the idea."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Project"),
            "res_model": "regie.project.canvas",
            "res_id": self[:1].canvas_id.id,
            "view_mode": "form",
        }

    def action_merge(self):
        """Join the chosen ideas to the one that came first.

        :raise UserError: PAR-25 fewer than two ideas, or of two régies
        """
        if len(self) < 2 or len(self.company_id) > 1:
            raise UserError(self.env._("Choose two ideas or more that say the same thing. (PAR-25)"))
        first = self.sorted(lambda idea: (idea.date, idea.id))[0]
        (self - first).merged_into_id = first
        return {
            "type": "ir.actions.act_window",
            "res_model": "regie.idea",
            "res_id": first.id,
            "view_mode": "form",
        }

    def _get_joined(self):
        """The idea and those that say the same thing, all the way down."""
        joined = found = self
        while found:
            found = found.merged_ids
            joined |= found
        return joined

    def _prepare_canvas_vals(self):
        self.ensure_one()
        return {
            "name": self.name,
            "need": self.text,
            "company_id": self.company_id.id,
            "territory_id": self.territory_id.id,
            "proof": self.env._("Idea carried by %(count)s persons.", count=self.support_total),
        }

    @api.model
    def _submit(self, company, name, text, email=None, author=None, photo=None):
        """Receive an idea from the public page of ``company``: it waits to be read before anybody sees it.

        :raise UserError: PAR-20 empty or too long, PAR-21 too many at once, PAR-43 and PAR-44 wrong photo
        """
        name, text = (name or "").strip(), (text or "").strip()
        parameters = self.env["regie.parameter"].with_company(company)
        limit = int(parameters.get("participation_texte_caracteres", fields.Date.context_today(self)))
        if not name or len(name) > 120 or len(text) > limit:
            raise UserError(
                self.env._("Say your idea in a few words, then in %(limit)s characters at most. (PAR-20)", limit=limit)
            )
        ideas = self.with_company(company)
        ideas._check_rate("regie.idea", [("company_id", "=", company.id), ("origin", "=", "public")])
        vals = {
            "name": name,
            "text": text,
            "company_id": company.id,
            "origin": "public",
            "author_name": (author or "").strip()[:80],
            "author_email": (email or "").strip()[:120],
        }
        if photo:
            vals["photo"] = ideas._clean_photo(photo)
        return ideas.with_context(tracking_disable=True, mail_create_nosubscribe=True).create(vals)

    def _support(self):
        """One more person says “me too”; nobody says who."""
        self.ensure_one()
        self.lock_for_update()
        self.invalidate_recordset(["support_count"])
        self.with_context(tracking_disable=True).support_count += 1

    @api.model
    def _cron_forget(self):
        """Delete the name and the address of the authors of ideas that wait for nothing any more, after some time."""
        today = fields.Date.context_today(self)
        for company in self.env["res.company"].search([]):
            parameters = self.env["regie.parameter"].with_company(company)
            months = int(parameters.get("participation_conservation_mois", today))
            old = self.with_context(active_test=False).search(
                [
                    ("company_id", "=", company.id),
                    ("date", "<", today - relativedelta(months=months)),
                    "|",
                    ("stage_id.is_closing", "=", True),
                    ("date_answered", "!=", False),
                    "|",
                    ("author_name", "not in", (False, "")),
                    ("author_email", "not in", (False, "")),
                ]
            )
            old.with_context(tracking_disable=True).write({"author_name": False, "author_email": False})
