import { registry } from "@web/core/registry";

const tours = registry.category("web_tour.tours");
const state = (value) => ({
    content: `The state is now ${value}`,
    trigger: `.o_statusbar_status .o_arrow_button_current[data-value=${value}]`,
});
const press = (name, where = ".o_form_statusbar") => ({
    content: `Press ${name}`,
    trigger: `${where} button[name=${name}]:visible`,
    run: "click",
});
const confirm = { content: "Yes", trigger: ".modal-footer .btn-primary", run: "click" };

/** The secretary convokes; everybody on the roll receives the agenda. */
tours.add("regie_governance_convoke_tour", {
    steps: () => [press("action_convoke"), press("action_convoke", ".modal-footer"), state("convoked")],
});

/** The president opens the meeting. */
tours.add("regie_governance_open_tour", {
    steps: () => [press("action_open"), state("open")],
});

/** On the point, the conflict found by the software becomes a recusal: the person leaves the room. */
tours.add("regie_governance_recusal_tour", {
    steps: () => [
        press("action_view_conflicts", ".alert-danger"),
        press("action_recuse", ".o_data_row"),
        { content: "Who leaves, and why, is known", trigger: ".modal .o_field_widget[name=reason] textarea" },
        {
            content: "She leaves the room now",
            trigger: ".modal .o_field_widget[name=is_left_now] input",
            run: "click",
        },
        press("action_record", ".modal-footer"),
        { content: "Recorded", trigger: "body:not(:has(.modal))" },
    ],
});

/** A vote by show of hands: open, count, close. */
tours.add("regie_governance_vote_tour", {
    steps: () => [
        press("action_open_vote"),
        { content: "The vote is open", trigger: ".alert-info .o_field_widget[name=voted_count]" },
        press("action_complete_for"),
        press("action_close_vote"),
        confirm,
        { content: "The result in words", trigger: ".alert-success .o_field_widget[name=decision_sentence]" },
    ],
});

/** The president closes the meeting. */
tours.add("regie_governance_close_tour", {
    steps: () => [press("action_close"), state("closed")],
});

/** The secretary has the minutes write themselves, and sends them to be signed. */
tours.add("regie_governance_minutes_tour", {
    steps: () => [
        press("action_write_minutes"),
        state("minutes_draft"),
        press("action_approve_minutes"),
        { content: "Sent to be signed", trigger: ".o_form_view button[name=action_reopen_minutes]" },
    ],
});

/** The president signs on the screen. */
tours.add("regie_governance_sign_tour", {
    steps: () => [
        press("action_sign_minutes"),
        {
            content: "The place to sign",
            trigger: ".modal .o_field_widget[name=signature] .o_signature",
            run: "click",
        },
        {
            content: "Her name, drawn",
            trigger: ".modal:has(.o_web_sign_signature) .modal-footer .btn-primary:not(:disabled)",
            run: "click",
        },
        {
            content: "Signed",
            trigger: ".modal:not(:has(.o_web_sign_signature)) .modal-footer button[name=action_sign]",
            run: "click",
        },
        {
            content: "Nothing left to sign, once the window is closed",
            trigger: "body:not(:has(.modal)) .o_form_view:not(:has(button[name=action_sign_minutes]:visible))",
        },
    ],
});
