"""Lay documents out with WeasyPrint and join them into one PDF file."""

import atexit
import itertools
import logging
import re
import threading
from collections import deque
from typing import ClassVar

import pydyf
from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from .shapes import apply_shape_rules, parse_shape_rules

_logger = logging.getLogger(__name__)

HASHED_BUNDLE = re.compile(r"/web/assets/[0-9a-f]{7,}/[^/?]+\.css$")
#: Bootstrap rounds two thirds up: with one third beside it, the row would be wider than the page by a hair, and wrap.
LONG_PERCENTAGE = re.compile(r"(\d+\.\d{4})\d+%")
CACHE_SIZE = 4


class Typesetter:
    """Parsed style sheets and the fonts that they declare, for one document at a time.

    Pango's font maps do not bear two threads at once: a typesetter belongs to one call, and goes back to a small pool
    afterwards, so that the next call finds the bundles parsed.
    """

    _pool: ClassVar[deque] = deque()
    _pool_lock = threading.Lock()

    def __init__(self, key):
        self.key = key
        self.font_config = FontConfiguration()
        self.counter_style = CounterStyle()
        self.sheets = {}
        self.shape_rules = {}

    @classmethod
    def borrow(cls, key):
        """Return a typesetter that knows the style sheets of this key, else a new one."""
        with cls._pool_lock:
            for typesetter in cls._pool:
                if typesetter.key == key:
                    cls._pool.remove(typesetter)
                    return typesetter
        return cls(key)

    def give_back(self):
        """Keep the parsed bundles for the next call; what belongs to one call is forgotten."""
        self.sheets = {sheet: css for sheet, css in self.sheets.items() if is_cacheable(sheet)}
        self.shape_rules = {sheet: rules for sheet, rules in self.shape_rules.items() if is_cacheable(sheet)}
        with self._pool_lock:
            self._pool.appendleft(self)
            while len(self._pool) > CACHE_SIZE:
                self._pool.pop()

    @classmethod
    def forget(cls):
        """Empty the pool, and with it the folders where the fonts of each typesetter are kept."""
        with cls._pool_lock:
            cls._pool.clear()

    def stylesheet(self, sheet, fetcher):
        """Return the parsed style sheet, or None when it cannot be read."""
        if sheet not in self.sheets:
            self.sheets[sheet] = self._parse(sheet, fetcher)
        return self.sheets[sheet]

    def _parse(self, sheet, fetcher):
        kind, content = sheet
        base_url = f"{fetcher.base_url}/"
        if kind == "url":
            base_url = content
            try:
                content = fetcher.read_local(content)[0]
            except ValueError as error:
                _logger.warning("Style sheet left out of the report: %.200s (%s)", base_url, error)
                return None
            content = LONG_PERCENTAGE.sub(r"\1%", content.decode())
        self.shape_rules[sheet] = parse_shape_rules(content)
        return CSS(
            string=content,
            base_url=base_url,
            url_fetcher=fetcher,
            font_config=self.font_config,
            counter_style=self.counter_style,
        )

    def lay_out(self, source, geometry, fetcher, images):
        """Return the laid out document of a source."""
        sheets = [sheet for sheet in source.sheets if sheet[0] == "url"]
        sheets.append(("css", geometry.css()))
        sheets += [sheet for sheet in source.sheets if sheet[0] == "css"]
        parsed = [self.stylesheet(sheet, fetcher) for sheet in sheets]
        html = HTML(string=source.html, base_url=f"{fetcher.base_url}/", url_fetcher=fetcher)
        apply_shape_rules(html.wrapper_element, [rule for sheet in sheets for rule in self.shape_rules.get(sheet, ())])
        return html.render(
            stylesheets=[css for css in parsed if css is not None],
            font_config=self.font_config,
            counter_style=self.counter_style,
            cache=images,
        )


atexit.register(Typesetter.forget)


def is_cacheable(sheet):
    """Tell whether the address of a style sheet carries the hash of its content."""
    return sheet[0] == "url" and bool(HASHED_BUNDLE.search(sheet[1]))


def render_pdf(sources, geometry, fetcher):
    """Return the PDF of the sources, one after the other, each with its own page numbers."""
    bundles = {sheet for source in sources for sheet in source.sheets if is_cacheable(sheet)}
    typesetter = Typesetter.borrow((fetcher.env.cr.dbname, frozenset(bundles)))
    images = {}
    try:
        documents = [typesetter.lay_out(source, geometry, fetcher, images) for source in sources]
        if len(documents) == 1:
            content = documents[0].write_pdf(zoom=geometry.zoom)
        else:
            content = _join(documents, sources, geometry)
    except FatalURLFetchingError as error:
        raise error.__cause__ from None
    typesetter.give_back()
    return content


def _join(documents, sources, geometry):
    """Write several documents as one file, in which core finds the first page of each record to split it."""
    pages, starts, previous = [], [], None
    for index, (document, source) in enumerate(zip(documents, sources, strict=True)):
        if source.record != previous:
            starts.append(len(pages))
            previous = source.record
        for page in document.pages:
            page.bookmarks = []
            page.anchors = {f"{index}-{name}": position for name, position in page.anchors.items()}
            page.links = [
                (kind, f"{index}-{target}" if kind == "internal" else target, *rest)
                for kind, target, *rest in page.links
            ]
        pages.extend(document.pages)

    def finisher(_document, pdf):
        _add_record_outlines(pdf, starts)

    return documents[0].copy(pages).write_pdf(zoom=geometry.zoom, finisher=finisher)


def _add_record_outlines(pdf, starts):
    """Write one outline per record as wkhtmltopdf does: a named destination that starts with a page number."""
    outlines = pydyf.Dictionary({"Type": "/Outlines", "Count": len(starts)})
    pdf.add_object(outlines)
    items = []
    for index in range(len(starts)):
        title = pydyf.String(str(index + 1))
        item = pydyf.Dictionary({"Title": title, "Parent": outlines.reference, "Dest": f"/record{index}"})
        pdf.add_object(item)
        items.append(item)
    for item, following in itertools.pairwise(items):
        item["Next"], following["Prev"] = following.reference, item.reference
    outlines["First"], outlines["Last"] = items[0].reference, items[-1].reference
    pdf.catalog["Outlines"] = outlines.reference
    pdf.catalog["Dests"] = pydyf.Dictionary(
        {f"record{index}": pydyf.Array([page, "/Fit"]) for index, page in enumerate(starts)}
    )
