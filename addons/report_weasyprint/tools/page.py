"""Translate a paper format into the page rules of CSS."""

from dataclasses import dataclass

from odoo.addons.base.models.report_paperformat import PAPER_SIZES

#: wkhtmltopdf lays a page out 1.25 times wider than the paper and shrinks it ("smart shrinking"): the layouts of Odoo
#: are drawn for that, as is the place of the address behind the window of an envelope.
SHRINK = 0.8
#: Core frames the tables of the boxed and bubble layouts with one absolute box over the whole table, which ends with
#: the first page: a border of the table itself closes on each page.
FRAMES = """
    .o_table_boxed table:not(.o_ignore_layout_styling)::before,
    .o_table_boxed-rounded table:not(.o_ignore_layout_styling)::before { content: none; }
    .o_table_boxed table:not(.o_ignore_layout_styling),
    .o_table_boxed-rounded table:not(.o_ignore_layout_styling) {
        border: 1px solid #495057; box-decoration-break: clone;
    }
    .o_table_boxed-rounded table:not(.o_ignore_layout_styling) {
        border-collapse: separate; border-radius: .75rem; border-spacing: 0;
    }
    .o_table_boxed-rounded table.o_has_total_table:not(.o_ignore_layout_styling) { border-bottom-right-radius: 0; }
    .o_table_boxed .o_total_table:not(.o_ignore_layout_styling),
    .o_table_boxed-rounded .o_total_table:not(.o_ignore_layout_styling) { border-top-width: 0; }
    .o_table_boxed-rounded .o_total_table:not(.o_ignore_layout_styling) { border-radius: 0 0 .75rem .75rem; }
    .mt-5 .o_total_table:not(.o_ignore_layout_styling) { border-top-width: 1px; }
"""
SIZES = {size["key"]: (size["width"], size["height"]) for size in PAPER_SIZES if "width" in size}


@dataclass(frozen=True)
class PageGeometry:
    """Size and margins of a page in millimetres on the paper, and the scale of what is printed on it."""

    width: float = 210.0
    height: float = 297.0
    top: float = 10.0
    right: float = 10.0
    bottom: float = 10.0
    left: float = 10.0
    header_offset: float = 0.0
    header_line: bool = False
    zoom: float = SHRINK

    @classmethod
    def from_paperformat(cls, paperformat, landscape=False, specific=None):
        """Return the geometry of a ``report.paperformat``, with what the report's template says above it."""
        specific = specific or {}
        if landscape is None:
            landscape = specific.get("data-report-landscape")
        if not paperformat:
            return cls(width=297.0, height=210.0) if landscape else cls()
        if paperformat.format == "custom":
            width, height = paperformat.page_width or 210.0, paperformat.page_height or 297.0
        else:
            width, height = SIZES.get(paperformat.format, SIZES["A4"])
        if landscape or paperformat.orientation == "Landscape":
            width, height = height, width
        top = float(specific.get("data-report-margin-top", paperformat.margin_top))
        spacing = float(specific.get("data-report-header-spacing", paperformat.header_spacing))
        return cls(
            width=width,
            height=height,
            top=top,
            right=paperformat.margin_right,
            bottom=float(specific.get("data-report-margin-bottom", paperformat.margin_bottom)),
            left=paperformat.margin_left,
            header_offset=max(0.0, top - spacing),
            header_line=paperformat.header_line,
            zoom=1.0 if paperformat.disable_shrinking else SHRINK,
        )

    def css(self):
        """Return the style sheet of the page: its size, its margins, and the running header and footer in them."""
        margins = " ".join(self._length(side) for side in (self.top, self.right, self.bottom, self.left))
        line = "border-bottom: 1px solid;" if self.header_line else ""
        return f"""
            @page {{
                size: {self._length(self.width)} {self._length(self.height)};
                margin: {margins};
                @top-center {{
                    content: element(report-header);
                    padding-top: {self._length(self.header_offset)};
                    text-align: start; vertical-align: top; width: 100%; {line}
                }}
                @bottom-center {{
                    content: element(report-footer); text-align: start; vertical-align: top; width: 100%;
                }}
            }}
            html, body {{ height: auto !important; overflow: visible !important; }}
            .o_weasyprint_header {{ position: running(report-header); overflow: visible !important; }}
            .o_weasyprint_footer {{ position: running(report-footer); overflow: visible !important; }}
            .o_weasyprint_running .page::before {{ content: counter(page); }}
            .o_weasyprint_running .topage::before {{ content: counter(pages); }}
            tfoot {{ display: table-row-group; }}
            {FRAMES}
        """

    def _length(self, millimetres):
        return f"{millimetres / self.zoom:.3f}mm"
