/* One tap, and the page says so without being loaded again; without a script the same forms work, a little slower. */
(function () {
    "use strict";
    document.addEventListener("submit", async (event) => {
        const form = event.target.closest("form[data-live]");
        if (!form || !event.submitter) {
            return;
        }
        event.preventDefault();
        const body = new FormData(form, event.submitter);
        event.submitter.setAttribute("aria-busy", "true");
        try {
            const answer = await fetch(form.action, { method: "POST", body });
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const main = page.querySelector("main");
            if (!main) {
                throw new Error("not the page");
            }
            document.querySelector("main").replaceWith(main);
            main.querySelector("[role=alert]")?.scrollIntoView();
        } catch {
            /* no network, or logged out: the form goes as it is, and the browser says why */
            form.removeAttribute("data-live");
            form.requestSubmit(event.submitter);
        }
    });
})();
