import { registry } from "@web/core/registry";

/** Tap a note of the criterion of this name. */
const note = (criterion, value) => ({
    content: `Note ${value} for ${criterion}`,
    trigger: `.o_regie_note[data-criterion="${criterion}"] button[data-note="${value}"]`,
    run: "click",
});

registry.category("web_tour.tours").add("regie_quality_door_tour", {
    steps: () => [
        { content: "The inspection of the day", trigger: ".o_kanban_record:contains('Hall of the tour')", run: "click" },
        note("Floor", "3"),
        note("Glass", "4"),
        { content: "The score is there at once", trigger: ".o_field_widget[name=score]:contains('81'):contains('25')" },
        note("Ways out", "0"),
        { content: "A photo is asked for", trigger: ".o_regie_note[data-criterion='Ways out'] .btn-warning.o_regie_photo" },
        note("Ways out", "4"),
        note("Lift", "na"),
        { content: "All is noted", trigger: ".o_regie_notes_progress:contains('4 / 4')" },
        { content: "Nothing sticks out of the screen", trigger: ".o_regie_notes", run() {
            if (this.anchor.scrollWidth > window.innerWidth) {
                throw new Error("The criteria are wider than the phone");
            }
            const low = [...this.anchor.querySelectorAll("button[data-note]")].find((button) => button.offsetHeight < 44 || button.offsetWidth < 36);
            if (low) {
                throw new Error(`A note is too small for a finger: ${low.offsetWidth} × ${low.offsetHeight}`);
            }
        } },
        { content: "More buttons of the phone", trigger: ".o_statusbar_buttons button.dropdown-toggle, .o_statusbar_buttons button[name=action_done]", run(helpers) {
            const toggle = document.querySelector(".o_statusbar_buttons button.dropdown-toggle");
            if (toggle) {
                toggle.click();
            }
        } },
        { content: "End", trigger: "button[name=action_done]", run: "click" },
        { content: "It is done", trigger: ".o_statusbar_buttons", run() {} },
        { content: "More buttons again", trigger: ".o_statusbar_buttons button.dropdown-toggle, button[name=action_sign]", run() {
            const toggle = document.querySelector(".o_statusbar_buttons button.dropdown-toggle");
            if (toggle && !document.querySelector("button[name=action_sign]")) {
                toggle.click();
            }
        } },
        { content: "Have it signed", trigger: "button[name=action_sign]", run: "click" },
        { content: "Name of the owner's person", trigger: ".modal .o_field_widget[name=signer_name] input", run: "edit Claire Petit" },
        { content: "Open the signature", trigger: ".modal .o_field_widget[name=signature] .o_signature", run: "click" },
        { content: "Draw it", trigger: ".modal .o_web_sign_signature", run: "click" },
        { content: "Automatic drawing of the name", trigger: ".modal .o_web_sign_auto_button", run: "click" },
        { content: "Adopt", trigger: ".modal:contains('Adopt') footer button.btn-primary:enabled", run: "click" },
        { content: "The drawing is in the answer", trigger: ".modal .o_field_widget[name=signature] img" },
        { content: "Confirm", trigger: ".modal button[name=action_confirm]", run: "click" },
        { content: "Signed, nothing changes any more", trigger: "body:not(:has(.modal)) .o_regie_note button[data-note]:disabled" },
    ],
});
