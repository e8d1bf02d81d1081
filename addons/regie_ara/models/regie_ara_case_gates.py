from odoo import fields, models
from odoo.exceptions import UserError


class RegieAraCase(models.Model):
    """What must be there before the works begin: agreement, skills, insurance, photos. Domain: 6.3 and 6.4."""

    _inherit = "regie.ara.case"

    def _check_gates(self):
        """Refuse works that are not ready: each gate has its own error."""
        self.ensure_one()
        self._check_authorisation()
        self._check_tutor()
        self._check_insurance()
        self._check_photos("before")
        self._check_materials()
        self.task_ids._check_level()

    def _check_authorisation(self):
        """The landlord agreed in writing, when the home is not the household's. (E-ARA-01)"""
        if self.needs_authorisation and not (self.authorisation_date and self.authorisation_file):
            raise UserError(
                self.env._(
                    "%s: written agreement of the landlord missing. Write its day and attach it. (E-ARA-01)",
                    self.display_name,
                )
            )

    def _check_tutor(self):
        """The tutor is cleared for each of the works that ask for it, today. (E-ARA-02)"""
        kinds = self.worktype_ids.clearance_kind_id
        tutor, today = self.tutor_id.partner_id, fields.Date.context_today(self)
        if not tutor:
            raise UserError(self.env._("%s: choose a tutor before the works begin. (E-ARA-02)", self.display_name))
        clearances = self.env["regie.clearance"].with_company(self.company_id)
        missing = clearances._get_missing(tutor, kinds, today, today)[tutor] if kinds else kinds
        if missing:
            works = self.worktype_ids.filtered(lambda work: work.clearance_kind_id in missing)
            raise UserError(
                self.env._(
                    "The tutor %(tutor)s is not qualified for %(work)s. Choose another tutor, or write their clearance."
                    " (E-ARA-02)",
                    tutor=self.tutor_id.name,
                    work=", ".join(works.mapped("name")),
                )
            )

    def _check_insurance(self):
        """The home is insured today, with its paper. (E-ARA-03)"""
        today = fields.Date.context_today(self)
        if not self.insurance_file or not self.insurance_date_to or self.insurance_date_to < today:
            raise UserError(self.env._("%s: certificate of insurance absent or expired. (E-ARA-03)", self.display_name))

    def _check_photos(self, moment):
        """Each room has a photo of before, or of after, the works. (E-ARA-04, E-ARA-14)"""
        rooms = self.room_ids
        groups = self.env["regie.ara.photo"]._read_group(
            [("room_id", "in", rooms.ids), ("moment", "=", moment)], ["room_id"]
        )
        missing = rooms - rooms.browse([room.id for (room,) in groups])
        if not missing and rooms:
            return
        names = ", ".join(missing.mapped("name")) or "…"
        if moment == "before":
            raise UserError(self.env._("Photos before the works are compulsory, of each room: %s. (E-ARA-04)", names))
        raise UserError(self.env._("Photos after the works are compulsory, of each room: %s. (E-ARA-14)", names))

    def _check_materials(self):
        """In an old building, asbestos and lead were searched for before something is drilled or sanded. (E-ARA-10)"""
        works = self.worktype_ids.filtered("disturbs_materials")
        if not works:
            return
        unknown = self._get_suspected_materials()
        if unknown:
            raise UserError(
                self.env._(
                    "%(work)s: ask the owner for the search for %(material)s before drilling or sanding. Building of"
                    " %(year)s. (E-ARA-10)",
                    work=", ".join(works.mapped("name")),
                    material=" ".join(unknown),
                    year=self.building_year or self.env._("an unknown year"),
                )
            )

    def _get_suspected_materials(self):
        """Names of what was not searched for in a building old enough to hold it; an unknown year is an old one."""
        self.ensure_one()
        reader = self.env["regie.parameter"].with_company(self.company_id)
        today = fields.Date.context_today(self)
        materials = (
            (self.asbestos_state, "ara_asbestos_year", self.env._("asbestos")),
            (self.lead_state, "ara_lead_year", self.env._("lead")),
        )
        return [
            name
            for state, code, name in materials
            if state == "unknown" and (self.building_year or 0) <= int(reader.get(code, today))
        ]
