from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import NO_ACCESS

GROUP_SOCIAL = "regie_insertion.group_insertion_social"


class RegieInterviewNote(models.Model):
    """Confidential part of an interview, apart from it so that the wall around it is a rule of access.

    Read by the referent of the person, the substitutes and the author; by the director for some hours after a
    written reason. The text itself is closed to everybody: it goes out through ``body`` only, which records who
    reads. Hence no search, grouping or full text on it, for anybody. CNIL, referential of 11/03/2021.
    """

    _name = "regie.interview.note"
    _description = "Confidential part of an interview"
    _order = "id desc"
    _rec_name = "interview_id"
    _file_fields = ("body",)  # in the file that a person asks for, when its reader may read the note

    interview_id = fields.Many2one("regie.interview", required=True, readonly=True, ondelete="cascade", index=True)
    pathway_id = fields.Many2one(related="interview_id.pathway_id", store=True, index=True, precompute=True)
    company_id = fields.Many2one(related="interview_id.company_id", store=True, index=True, precompute=True)
    social_worker_id = fields.Many2one(
        related="interview_id.pathway_id.social_worker_id", string="Referent", store=True, index=True, precompute=True
    )
    author_id = fields.Many2one(
        "res.users", required=True, readonly=True, default=lambda self: self.env.user, ondelete="restrict", index=True
    )
    is_closed = fields.Boolean(
        compute="_compute_is_closed", store=True, precompute=True, help="The interview was held: only the case writes."
    )
    content = fields.Text(groups=NO_ACCESS, export_string_translation=False)
    body = fields.Text(string="Confidential part", compute="_compute_body", inverse="_inverse_body")

    _interview_uniq = models.Constraint("UNIQUE (interview_id)", "This interview already has its confidential part.")

    @api.depends("interview_id.state")
    def _compute_is_closed(self):
        for note in self:
            note.is_closed = note.interview_id.state == "done"

    @api.depends_context("uid")
    @api.depends("content")
    def _compute_body(self):
        # never as superuser: what reads in the name of a user goes through the rules of that user
        readable = self.sudo(False)._filtered_access("read")
        readable._log_reading()
        for note in self:
            # sudo: the column is closed to everybody, the rule of the note has just been checked
            note.body = note.sudo().content if note in readable else False

    def _inverse_body(self):
        self.sudo(False).check_access("write")
        for note in self:
            # sudo: the column is closed to everybody, the right to write the note has just been checked
            note.sudo().content = note.body

    @api.model_create_multi
    def create(self, vals_list):
        """The author is whoever writes, and the text goes through its only door."""
        closed = {"author_id", "content", "is_closed", "pathway_id", "company_id", "social_worker_id"}
        return super().create([{key: val for key, val in vals.items() if key not in closed} for vals in vals_list])

    def write(self, vals):
        """Author, interview and walls of a note never change: only its text does."""
        if not self.env.su and vals.keys() - {"body"}:
            raise AccessError(self.env._("Only the text of a confidential part may be changed. (INS-E05)"))
        return super().write(vals)

    @api.model
    def _save(self, interview, text):
        """Write the confidential part of an interview, as its reader; create it when there is none."""
        # sudo: finds the note of a case that the user may not read, so that the refusal comes from the rule
        note = self.sudo().search([("interview_id", "=", interview.id)]).sudo(False)
        if note:
            note.body = text
        elif text:
            self.create({"interview_id": interview.id, "body": text})

    @api.model
    def _is_allowed(self, interview, operation):
        """Tell whether the user may read, or write, the confidential part of an interview, written or not yet."""
        if not self.has_access(operation):
            return False
        # sudo: tells whether there is a note, never what it says
        note = self.sudo().search([("interview_id", "=", interview.id)]).sudo(False)
        if note:
            return note.has_access(operation)
        user = self.env.user
        if not interview.pathway_id:
            return user.has_group(GROUP_SOCIAL)
        return bool(
            interview.pathway_id._is_case_of(user)
            or interview.pathway_id._get_active_grants(user)
            or (user.has_group(GROUP_SOCIAL) and user == interview.social_worker_id)
        )

    @api.model
    def _get_readers(self, interview):
        """Return who can read the confidential part now, as ``[{"name", "reason"}]``."""
        pathway = interview.pathway_id
        if not pathway:
            return []
        # sudo: names of colleagues and grants of the case, shown to whoever may open the interview
        note = self.sudo().search([("interview_id", "=", interview.id)])
        rows = [(pathway.sudo().social_worker_id, self.env._("referent"))]
        rows += [(user, self.env._("substitute")) for user in pathway.sudo().substitute_ids]
        rows.append((note.author_id or interview.sudo().social_worker_id, self.env._("author")))
        readers = {}
        for user, reason in rows:
            if user and user.has_group(GROUP_SOCIAL):
                readers.setdefault(user, reason)
        result = [{"name": user.name, "reason": reason} for user, reason in readers.items()]
        result += [grant._get_reader() for grant in pathway._get_active_grants()]
        if pathway.company_id.sudo().is_case_shared:
            result.append({"name": self.env._("Every adviser of the régie"), "reason": self.env._("setting")})
        return result

    def _get_basis(self):
        """Return by which right the user reads this note, for the log."""
        self.ensure_one()
        user, note = self.env.user, self.sudo()
        if user == note.author_id:
            return "author"
        if user == note.social_worker_id:
            return "referent"
        if user in note.pathway_id.substitute_ids:
            return "substitute"
        return "grant" if note.pathway_id._get_active_grants(user) else "shared"

    def _log_reading(self):
        """Record that the user reads these notes, once an hour."""
        self.env["regie.read.log"]._record_reading(self)
