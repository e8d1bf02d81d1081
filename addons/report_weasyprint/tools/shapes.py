"""Give inline drawings the colours that style sheets set: WeasyPrint draws an ``<svg>`` without them."""

import re

import cssselect2
import tinycss2

PROPERTIES = ("fill", "fill-opacity", "stroke", "stroke-opacity", "stroke-width", "stop-color", "stop-opacity")
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
WORDS = ("fill", "stroke", "stop-")


def parse_shape_rules(css):
    """Return ``[(selectors, {property: value})]`` of the rules that colour shapes."""
    rules = []
    for prelude, body in RULE.findall(css):
        if not any(word in body for word in WORDS):
            continue
        values = {
            declaration.lower_name: tinycss2.serialize(declaration.value).strip()
            for declaration in tinycss2.parse_blocks_contents(body, skip_comments=True, skip_whitespace=True)
            if declaration.type == "declaration" and declaration.lower_name in PROPERTIES
        }
        if not values:
            continue
        try:
            rules.append((cssselect2.compile_selector_list(prelude), values))
        except cssselect2.SelectorError:
            continue
    return rules


def apply_shape_rules(root, rules):
    """Write the colours on the shapes of a parsed page as attributes; a shape's own style keeps the last word."""
    shapes = list(root.query_all("svg *"))
    if not shapes or not rules:
        return
    matcher = cssselect2.Matcher()
    for selectors, values in rules:
        for selector in selectors:
            matcher.add_selector(selector, values)
    for shape in shapes:
        own = shape.etree_element.get("style") or ""
        for _specificity, _order, pseudo, values in matcher.match(shape):
            for name, value in values.items():
                if pseudo is None and f"{name}:" not in own.replace(" ", ""):
                    shape.etree_element.set(name, value)
