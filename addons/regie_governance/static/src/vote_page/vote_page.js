/* Reloads the page of a vote by itself when something has changed, and never while somebody is choosing. */
(function () {
    "use strict";
    const page = document.querySelector("[data-poll]");
    if (!page) {
        return;
    }
    const form = document.querySelector("form.vote_form");
    if (form) {
        form.addEventListener("submit", () => {
            // A second tap would send the same votes again: they count once, but the page says so.
            form.querySelector("button[type=submit]").disabled = true;
        });
        const limit = Number(form.dataset.max || 0);
        form.addEventListener("change", (ev) => {
            const group = ev.target.closest("fieldset");
            const ticked = group.querySelectorAll("input[type=checkbox]:checked");
            if (limit && ticked.length > limit) {
                ev.target.checked = false;
            }
        });
    }
    const look = async () => {
        if (document.hidden) {
            return;
        }
        try {
            const answer = await fetch(page.dataset.poll, { headers: { Accept: "application/json" } });
            if (answer.status === 404) {
                window.location.reload();
                return;
            }
            const { key } = await answer.json();
            if (key !== page.dataset.key) {
                window.location.reload();
            }
        } catch {
            // No network: the page stays as it is, and asks again.
        }
    };
    // Each phone asks at its own moment.
    window.setInterval(look, 4000 + Math.random() * 2000);
    document.addEventListener("visibilitychange", look);
})();
