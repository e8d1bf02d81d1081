from odoo import api, models

COLUMNS = {
    "code": ("code", "code_qp", "code_qpv", "code_quartier", "codeqp", "qp"),
    "name": ("name", "nom", "nom_qp", "nom_qpv", "nom_quartier", "lib_qp", "libelle", "quartier"),
    "municipality": ("municipality", "commune", "communes", "nom_commune", "nom_com", "lib_com", "commune_qp", "ville"),
}


class RegieImportTerritory(models.AbstractModel):
    """The official open-data list of QPV: code, name, municipality; the same file twice adds nothing."""

    _name = "regie.import.territory"
    _inherit = "regie.import.reader"
    _description = "Reader of the official list of QPV"

    _import_label = "Official list of QPV"
    _import_columns = frozenset(COLUMNS)
    _import_sequence = 10

    @api.model
    def _get_label(self):
        """Return the name of this kind of file in the reader's language."""
        return self.env._("Official list of QPV")

    @api.model
    def _recognises(self, headers):
        """Tell whether the file has a code, a name and a municipality, under any of the titles in use."""
        return len(self._find_columns(headers)) == len(COLUMNS)

    @api.model
    def _find_columns(self, headers):
        """Return {field: title of its column in this file}."""
        found = {
            field: next((title for title in titles if title in headers), None) for field, titles in COLUMNS.items()
        }
        return {field: title for field, title in found.items() if title}

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Keep the new codes and the changed names; a code already known with the same words is left alone."""
        if not rows:
            return
        columns = self._find_columns(rows[0].cells)
        territories = self.env["regie.territory"].with_context(active_test=False)
        codes = [territories._clean_code({"code": row.cells[columns["code"]]})["code"] for row in rows]
        known = {territory.code: territory for territory in territories.search([("code", "in", codes)])}
        kind = self.env.ref("regie_base.territory_kind_qpv")
        seen = set()
        for row, code in zip(rows, codes, strict=True):
            texts = {field: self._get_text(row, columns[field]) for field in COLUMNS}
            if not row.is_good:
                continue
            if error := kind._code_error(code):
                row.refuse(error, self.env._("Mend the code as the decree writes it."))
                continue
            row.values = {**texts, "code": code, "kind_id": kind.id}
            territory = known.get(code)
            if code in seen:
                row.already_known(self.env._("%(code)s is on an earlier line of the file.", code=code))
            elif territory and all(territory[field] == texts[field] for field in ("name", "municipality")):
                row.already_known(self.env._("%(code)s is already known with this name.", code=code))
            elif territory:
                row.values["territory"] = territory
            seen.add(code)

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the new territories at once and rename the changed ones."""
        new = [row.values for row in rows if "territory" not in row.values]
        self.env["regie.territory"].create(new)
        for values in (row.values for row in rows if "territory" in row.values):
            values["territory"].write({"name": values["name"], "municipality": values["municipality"]})
