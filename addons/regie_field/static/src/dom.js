/**
 * An element: attributes by name, events by `onclick`-like functions, children as texts or elements.
 * Texts are always texts: nothing that comes from the server is read as HTML.
 */
export function el(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (name.startsWith("on")) {
            node.addEventListener(name.slice(2), value);
        } else if (value === true) {
            node.setAttribute(name, "");
        } else if (value !== false && value !== null && value !== undefined) {
            node.setAttribute(name, value);
        }
    }
    node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
}

/** A sign that says nothing more than the word beside it. */
export function sign(pictogram) {
    return el("span", { class: "sign", "aria-hidden": "true" }, pictogram);
}

/** A large button: a pictogram and its word. */
export function button(pictogram, word, onclick, { key, kind = "", ...attributes } = {}) {
    return el(
        "button",
        { type: "button", class: `button ${kind}`, "data-key": key || word, onclick, ...attributes },
        sign(pictogram),
        el("span", { class: "word" }, word)
    );
}
