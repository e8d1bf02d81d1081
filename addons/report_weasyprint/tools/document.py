"""Build one self-contained page source per record from the bodies, headers and footers that core prepares."""

from dataclasses import dataclass, field
from urllib.parse import urljoin

import lxml.html
from lxml import etree

DROPPED_TAGS = ("script", "base", "iframe", "object", "embed", "noscript")
PARSER_OPTIONS = {"encoding": "utf-8", "huge_tree": True}


@dataclass
class Source:
    """One document to lay out: its html, its style sheets in order, and the record that it prints."""

    html: str
    sheets: list = field(default_factory=list)
    record: tuple = ()


def build_sources(bodies, header, footer, lang, base_url):
    """Return the ``Source`` of each body, with its own header and footer in it as running elements."""
    headers = _split_running(header, "minimal_layout_report_headers", base_url)
    footers = _split_running(footer, "minimal_layout_report_footers", base_url)
    sources = []
    for index, body in enumerate(bodies):
        document = _parse(body)
        sheets = _take_sheets(document, base_url)
        page = document.body
        for kind, pieces in (("footer", footers), ("header", headers)):
            piece = pieces.get(index, pieces.get(None))
            if piece is not None:
                sheets += [sheet for sheet in piece[0] if sheet not in sheets]
                page.insert(0, _running(kind, piece[1], piece[2]))
        _move_leading_text(page)
        article = next(iter(document.xpath("//*[@data-oe-model][@data-oe-id]")), None)
        document.set("lang", _language(article, lang))
        record = (article.get("data-oe-model"), article.get("data-oe-id")) if article is not None else (index,)
        sources.append(
            Source(lxml.html.tostring(document, encoding="unicode", doctype="<!DOCTYPE html>"), sheets, record)
        )
    return sources


def _parse(html):
    document = lxml.html.document_fromstring(
        str(html).encode() or b"<html><body/></html>", parser=lxml.html.HTMLParser(**PARSER_OPTIONS)
    )
    for element in list(document.iter(*DROPPED_TAGS)):
        element.drop_tree()
    for element in document.xpath("//*[@rel='attachment']"):
        del element.attrib["rel"]
    if document.find("body") is None:
        document.append(etree.Element("body"))
    return document


def _take_sheets(document, base_url):
    """Remove the style sheets from the document and return them in order: ``("url", address)`` or ``("css", text)``."""
    sheets = []
    for element in list(document.iter("link", "style")):
        if element.tag == "style":
            sheet = ("css", element.text_content())
        elif "stylesheet" in (element.get("rel") or "").split() and element.get("href"):
            sheet = ("url", urljoin(base_url + "/", element.get("href")))
        else:
            sheet = None
        media = (element.get("media") or "all").lower()
        if sheet and ("all" in media or "print" in media) and sheet not in sheets:
            sheets.append(sheet)
        element.drop_tree()
    return sheets


def _split_running(html, holder_id, base_url):
    """Return ``{index: (sheets, body attributes, element)}``; the key ``None`` stands for every document."""
    if not html:
        return {}
    document = _parse(html)
    sheets = _take_sheets(document, base_url)
    body = document.body
    for element in body.iter():
        classes = (element.get("class") or "").split()
        if "page" in classes or "topage" in classes:
            _empty(element)
    holder = next(iter(body.xpath(f".//*[@id='{holder_id}']")), None)
    if holder is not None:
        return {index: (sheets, body.attrib, child) for index, child in enumerate(holder)}
    body.tag = "div"
    return {None: (sheets, {}, body)}


def _empty(element):
    tail = element.tail
    for child in list(element):
        element.remove(child)
    element.text, element.tail = None, tail


def _running(kind, attributes, element):
    """Wrap a header or a footer in an element which carries the classes of its page, so that its styles still apply."""
    classes = f"o_weasyprint_running o_weasyprint_{kind} {attributes.get('class', '')}"
    wrapper = etree.Element("div", {"class": classes.strip()})
    if attributes.get("dir"):
        wrapper.set("dir", attributes["dir"])
    wrapper.append(lxml.html.fromstring(lxml.html.tostring(element, encoding="unicode", with_tail=False)))
    return wrapper


def _move_leading_text(page):
    """Put the text that opens the body after the running elements: a text before them would open an anonymous page."""
    if page.text and page.text.strip():
        last = [child for child in page if "o_weasyprint_running" in (child.get("class") or "")][-1:]
        if last:
            last[0].tail = page.text + (last[0].tail or "")
            page.text = None


def _language(article, lang):
    code = (article.get("data-oe-lang") if article is not None else None) or lang or "en_US"
    return code.replace("_", "-").split("@")[0]
