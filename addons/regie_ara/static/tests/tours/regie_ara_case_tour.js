import { registry } from "@web/core/registry";

const page = (name) => ({ content: `Page ${name}`, trigger: `.o_notebook a[name=${name}]`, run: "click" });
const press = (name, next) => [
    { content: `Press ${name}`, trigger: `.o_statusbar_buttons button[name=${name}]:enabled`, run: "click" },
    { content: `After ${name}`, trigger: next },
];
const reached = (state) => `.o_field_widget[name=state] button[data-value=${state}][aria-checked=true]`;

/** Sign for one of the parties, in the window that opens on the next who did not. */
const sign = (name) => [
    { content: `${name} signs`, trigger: ".o_statusbar_buttons button[name=action_sign]:enabled", run: "click" },
    { content: "Name", trigger: ".modal .o_field_widget[name=name] input", run: `edit ${name}` },
    { content: "Open the signature", trigger: ".modal .o_field_widget[name=signature] .o_signature", run: "click" },
    { content: "Where it is drawn", trigger: ".modal .o_web_sign_signature", run: "click" },
    { content: "Drawn from the name", trigger: ".modal .o_web_sign_auto_button", run: "click" },
    { content: "Adopt", trigger: ".modal:contains('Adopt') footer button.btn-primary:enabled", run: "click" },
    { content: "Drawn", trigger: ".modal .o_field_widget[name=signature] img" },
    { content: "Confirm", trigger: ".modal button[name=action_confirm]", run: "click" },
    { content: "Closed", trigger: "body:not(:has(.modal))" },
];

registry.category("web_tour.tours").add("regie_ara_case_tour", {
    steps: () => [
        { content: "The household of the tour", trigger: ".o_kanban_record:contains('Awa of the tour')", run: "click" },
        ...press("action_visit", reached("visit")),
        page("works"),
        { content: "Add works", trigger: "[name=task_ids] .o_field_x2many_list_row_add a", run: "click" },
        { content: "Which", trigger: "[name=task_ids] .o_field_widget[name=worktype_id] input", run: "edit Wall of the tour" },
        { content: "Choose it", trigger: ".o-autocomplete--dropdown-item:contains('Wall of the tour')", run: "click" },
        ...press("action_diagnose", reached("diagnosis")),
        ...sign("Awa Diallo"),
        ...sign("Claire Petit"),
        ...sign("Nadia Benali"),
        { content: "Engaged", trigger: reached("project") },
        { content: "Issue the paint", trigger: ".o_notebook a[name=supplies]", run: "click" },
        { content: "Issue", trigger: "[name=supply_ids] button[name=action_issue]", run: "click" },
        { content: "It left the stock", trigger: "[name=supply_ids] td[name=quantity_issued]:contains('2')" },
        ...press("action_start", reached("works")),
        ...press("action_finish", reached("control")),
        { content: "Ended for the tutor: the control is another person's", trigger: "body:not(:has(.modal))" },
    ],
});

registry.category("web_tour.tours").add("regie_ara_aid_tour", {
    steps: () => [
        { content: "The household of the tour", trigger: ".o_kanban_record:contains('Awa of the tour')", run: "click" },
        ...press("action_request_aid", ".o_statusbar_buttons button[name=action_release_aid]"),
        { content: "Too early", trigger: ".o_statusbar_buttons button[name=action_release_aid]", run: "click" },
        { content: "Yes", trigger: ".modal footer button.btn-primary", run: "click" },
        { content: "Refused in words", trigger: ".modal:contains('E-ARA-06')" },
        { content: "Understood", trigger: ".modal footer button", run: "click" },
        { content: "Control", trigger: "body:not(:has(.modal)) .o_statusbar_buttons button[name=action_inspect]", run: "click" },
        { content: "Keep it, its criteria come", trigger: ".o_form_button_save, button[name=action_start]", run: "click" },
        { content: "Criteria", trigger: ".o_regie_note button[data-note='4']", run() {
            for (const button of document.querySelectorAll(".o_regie_note button[data-note='4']")) {
                button.click();
            }
        } },
        { content: "All are noted", trigger: ".o_field_widget[name=score]:contains('100')" },
        { content: "End", trigger: "button[name=action_done]:enabled", run: "click" },
        { content: "Ended", trigger: "button[name=action_reopen], button[name=action_sign]" },
        { content: "Back to the case", trigger: ".o_breadcrumb .o_back_button", run: "click" },
        { content: "Release", trigger: ".o_statusbar_buttons button[name=action_release_aid]", run: "click" },
        { content: "Yes", trigger: ".modal footer button.btn-primary", run: "click" },
        { content: "Released", trigger: "body:not(:has(.modal)) .ribbon .text-bg-success" },
    ],
});
