from odoo import api, models

#: Columns of the spreadsheet that a régie may leave out, and the field of each.
TEXTS = {"adresse": "street", "code_postal": "zip", "ville": "city"}
NUMBERS = {"logements": "housing_count", "surface": "surface"}


class RegieImportSites(models.AbstractModel):
    """The list of sites: code, name, kind, and the code of the site in which each stands.

    Columns: code, nom, type, dans, proprietaire, adresse, code_postal, ville, logements, surface. The rows may come in
    any order; a site that is already known is brought up to date with the cells that are filled.
    """

    _name = "regie.import.sites"
    _inherit = "regie.import.reader"
    _description = "Reader of the list of sites"

    _import_label = "sites"
    _import_columns = frozenset({"code", "nom", "type", "dans"})
    _import_sequence = 20

    @api.model
    def _get_label(self):
        return self.env._("Sites")

    @api.model
    def _process(self, rows, wizard):
        """Prepare the rows, then write those of the first level before those that stand in them."""
        self._prepare_rows(rows, wizard)
        good = [row for row in rows if row.is_good]
        self._load_or_refuse(sorted(good, key=lambda row: row.values["level"]), wizard)

    @api.model
    def _prepare_rows(self, rows, wizard):
        """Give each row its values; refuse an unknown kind (SITE-I01), an unknown parent (SITE-I02), a loop (SITE-I03)
        or a code that the file has twice (SITE-I04)."""
        normalise = self.env["regie.import.wizard"]._normalise
        kinds = {}
        for kind in self.env["regie.site.kind"].search([]):
            kinds |= {normalise(kind.code): kind.id, normalise(kind.name): kind.id}
        owners = self.env["regie.import.wizard"]._find_or_create_partners(row.cells.get("proprietaire") for row in rows)
        known = self._get_known_sites(wizard.company_id, rows)
        above = {code: row.cells.get("dans") or "" for row in rows if (code := row.cells.get("code"))}
        seen = {}
        for row in rows:
            row.values = {"code": self._get_text(row, "code"), "name": self._get_text(row, "nom"), "level": 0}
            row.values["kind_id"] = kinds.get(normalise(row.cells.get("type")))
            row.values["parent_code"] = row.cells.get("dans") or ""
            row.values["own_owner_id"] = owners.get(normalise(row.cells.get("proprietaire")), False)
            row.values |= {name: row.cells[column] for column, name in TEXTS.items() if row.cells.get(column)}
            for column, name in NUMBERS.items():
                if (number := self._get_decimal(row, column, required=False)) is not None:
                    row.values[name] = int(number) if column == "logements" else float(number)
            if row.is_good:
                self._check_row(row, above, known, seen)

    def _check_row(self, row, above, known, seen):
        code, parent = row.values["code"], row.values["parent_code"]
        if not row.values["kind_id"]:
            row.refuse(
                self.env._("No kind of site is called “%(name)s”. (SITE-I01)", name=row.cells.get("type") or ""),
                self.env._("Use a name of Régie > Configuration > Kinds of sites."),
            )
        elif parent and parent not in above and parent not in known:
            row.refuse(
                self.env._("The site “%(code)s” in which it stands is unknown. (SITE-I02)", code=parent),
                self.env._("Add its row to the file, or create it first."),
            )
        elif code in seen:
            row.refuse(
                self.env._("The site %(code)s is on line %(line)s already. (SITE-I04)", code=code, line=seen[code]),
                self.env._("Keep one row per site."),
            )
        else:
            seen[code] = row.number
            row.values["level"] = self._get_level(code, above)
            if row.values["level"] is None:
                row.refuse(
                    self.env._("The site %(code)s stands in itself, through the others. (SITE-I03)", code=code),
                    self.env._("Mend the column “dans”."),
                )

    def _get_level(self, code, above):
        """How many rows of the file a site stands under; None when it stands under itself."""
        passed = []
        while code in above:
            if code in passed:
                return None
            passed.append(code)
            code = above[code]
        return len(passed)

    def _get_known_sites(self, company, rows):
        """``{code: site}`` of the codes that the file names, archived sites included; one query."""
        codes = {row.cells.get(column) for row in rows for column in ("code", "dans")} - {None, ""}
        sites = self.env["regie.site"].with_context(active_test=False)
        found = sites.search([("company_id", "=", company.id), ("code", "in", list(codes))])
        return {site.code: site for site in found}

    @api.model
    def _load_rows(self, rows, wizard):
        """Create the new sites level by level, bring the known ones up to date."""
        known = self._get_known_sites(wizard.company_id, rows)
        for level in sorted({row.values["level"] for row in rows}):
            new = []
            for row in (row for row in rows if row.values["level"] == level):
                values = {name: value for name, value in row.values.items() if name not in ("level", "parent_code")}
                parent = known.get(row.values["parent_code"])
                values |= {"parent_id": parent.id if parent else False, "company_id": wizard.company_id.id}
                if site := known.get(values["code"]):
                    site.write({name: value for name, value in values.items() if value})
                else:
                    new.append(values)
            known |= {site.code: site for site in self.env["regie.site"].create(new)}
