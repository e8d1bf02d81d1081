from odoo import api, models


class RegieImportWorksites(models.AbstractModel):
    """The list of worksites: code, label, customer and activity."""

    _name = "regie.import.worksites"
    _inherit = "regie.import.reader"
    _description = "Reader of the list of worksites"

    _import_label = "worksites"
    _import_columns = frozenset({"code", "libelle", "activite"})
    _import_sequence = 30

    @api.model
    def _get_label(self):
        return self.env._("Worksites")

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Find or create customers and activities, then tell new worksites from known ones."""
        company = wizard.company_id
        lookups = self._get_lookups(company, rows)
        known = self._get_known_worksites(company, rows)
        seen = {}
        normalise = self.env["regie.import.wizard"]._normalise
        for row in rows:
            code = self._get_text(row, "code")
            row.values = {
                "worksite_code": code,
                "name": self._get_text(row, "libelle"),
                "partner_id": lookups["customers"].get(normalise(row.cells.get("client")), False),
                "activity_id": lookups["activities"].get(normalise(row.cells.get("activite")), False),
                "company_id": company.id,
                "allow_timesheets": True,
            }
            if row.is_good and row.cells.get("activite") and not row.values["activity_id"]:
                row.refuse(
                    self.env._("No activity is called “%(name)s”. (HRS-15)", name=row.cells["activite"]),
                    self.env._("Check the name, or create it in Régie > Configuration > Activities."),
                )
            self._complete_values(row, lookups)
            if not row.is_good:
                continue
            if code in seen:
                row.refuse(
                    self.env._("Worksite %(code)s is on line %(line)s already. (HRS-14)", code=code, line=seen[code]),
                    self.env._("Keep one row per worksite."),
                )
                continue
            seen[code] = row.number
            if code in known and not self._get_changes(known[code], row.values):
                row.already_known(self.env._("This worksite is already known."))

    def _get_lookups(self, company, rows):
        """Return what the rows refer to, by name or code, found in as many queries as there are kinds of thing."""
        return {"customers": self._get_customers(rows), "activities": self._get_activities(company, rows)}

    def _complete_values(self, row, lookups):
        """Hook: add to the values of a row what an addon knows more of a worksite, or refuse it."""

    def _get_customers(self, rows):
        """Return the partner ids by normalised name; customers that the file names first are created."""
        return self.env["regie.import.wizard"]._find_or_create_partners(row.cells.get("client") for row in rows)

    def _get_activities(self, company, rows):
        """Return the activity ids by normalised name; one that bears the name of a family is created in it."""
        normalise = self.env["regie.import.wizard"]._normalise
        wanted = {normalise(name): name for row in rows if (name := row.cells.get("activite"))}
        activities = self.env["regie.activity"].search([("company_id", "=", company.id)])
        by_name = {normalise(activity.name): activity.id for activity in activities}
        families = {normalise(family.name): family.id for family in self.env["regie.activity.family"].search([])}
        missing = {key: name for key, name in wanted.items() if key not in by_name and key in families}
        created = self.env["regie.activity"].create(
            [{"name": name, "family_id": families[key], "company_id": company.id} for key, name in missing.items()]
        )
        return by_name | dict(zip(missing, created.ids, strict=True))

    def _get_known_worksites(self, company, rows):
        """Return the worksites of these codes, archived ones included."""
        codes = {row.cells.get("code") for row in rows} - {None, ""}
        worksites = (
            self.env["project.project"]
            .with_context(active_test=False)
            .search([("company_id", "=", company.id), ("worksite_code", "in", list(codes))])
        )
        return {worksite.worksite_code: worksite for worksite in worksites}

    def _get_changes(self, worksite, values):
        """Return the values of a row that differ from the worksite's."""
        current = {name: worksite[name] for name in values}
        plain = {name: value.id if isinstance(value, models.BaseModel) else value for name, value in current.items()}
        return {name: value for name, value in values.items() if value != plain[name]}

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the new worksites in one batch, write the changed ones."""
        known = self._get_known_worksites(wizard.company_id, rows)
        self.env["project.project"].create([row.values for row in rows if row.values["worksite_code"] not in known])
        for row in rows:
            worksite = known.get(row.values["worksite_code"])
            if worksite:
                worksite.write(self._get_changes(worksite, row.values))
