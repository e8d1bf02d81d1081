"""A phone of 360 pixels that plays a page and the pages it leads to."""

#: The page lives in a frame, so that the script outlives the forms that it sends. Counts the taps, and what is too
#: small for a thumb or wider than the phone.
PLAY = """
(async () => {
    const frame = document.createElement("iframe");
    frame.style = "position: fixed; inset: 0; width: 100%%; height: 100%%; border: 0; background: white";
    frame.src = "%(url)s";
    document.body.replaceChildren(frame);
    let taps = 0;
    const faults = [];
    const page = () => frame.contentDocument;
    const look = () => {
        if (page().documentElement.scrollWidth > 360) faults.push(`${page().documentElement.scrollWidth} px wide`);
        const targets = "button, summary, main a, .tile, label.line, input:not([type=radio], [type=checkbox])";
        for (const one of page().querySelectorAll(targets)) {
            if (one.checkVisibility() && one.getBoundingClientRect().height < 44) {
                faults.push(`small: ${one.outerHTML.slice(0, 80)}`);
            }
        }
    };
    const find = async (selector) => {
        for (let tries = 0; tries < 400; tries++) {
            const root = page() && page().documentElement;
            if (root && page().readyState === "complete" && !root.dataset.left && page().body.childElementCount) {
                const found = page().querySelector(selector);
                if (found) return found;
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        throw new Error(`never seen: ${selector} in ${page().body.innerText.slice(0, 300)}`);
    };
    const tap = async (selector) => {
        (await find(selector)).click();
        taps++;
    };
    const write = async (selector, text) => {
        (await find(selector)).value = text;
    };
    const send = async (selector) => {
        const button = await find(selector);
        look();
        page().documentElement.dataset.left = "1";
        button.click();
        taps++;
    };
    %(story)s
    look();
    if (taps > %(taps)s) faults.push(`${taps} taps`);
    if (faults.length) console.error([...new Set(faults)].join("; "));
    else console.log("test successful");
})().catch((error) => console.error(error.message));
"""


class PhoneMixin:
    """Tests that hold a phone: mix with HttpCase."""

    browser_size = "360x740"
    touch_enabled = True

    def _play(self, url, story, login, taps=20):
        """Play a story from a page, as somebody, in so many taps at most; the page that opens first is a light one."""
        code = PLAY % {"url": url, "story": story, "taps": taps}
        self.browser_js(url, code, "document.readyState === 'complete'", login=login, timeout=60)
        self.env.invalidate_all()
