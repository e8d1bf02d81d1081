import { registry } from "@web/core/registry";

registry.category("web_tour.tours").add("regie_landlord_room_tour", {
    steps: () => [
        {
            content: "The month says what was done and what is late",
            trigger: ".o_landlord_tiles .o_landlord_main:contains('1')",
        },
        {
            content: "Open the residence",
            trigger: ".o_landlord_sites a.o_landlord_card",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "What is late",
            trigger: ".o_landlord_filters a[data-kind=late]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the missed pass",
            trigger: ".o_landlord_passes a.o_landlord_card:has(.text-bg-danger)",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Contest it",
            trigger: "summary.o_landlord_contest",
            run: "click",
        },
        {
            trigger: "textarea[name=reason]",
            run: "edit The hall was not cleaned on Monday",
        },
        {
            trigger: "details[open] form button[type=submit]",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "It is recorded",
            trigger: ".alert-success",
        },
        {
            content: "Back to the month",
            trigger: ".breadcrumb a[href^='/my/landlord?']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Open the report on social responsibility",
            trigger: ".o_landlord_papers a[href^='/my/dossiers/']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            content: "Its five pillars are there",
            trigger: ".o_dossier_room a[data-code='5B']",
        },
        {
            content: "Open what only the landlord knows",
            trigger: "a[data-code='1C']",
            run: "click",
            expectUnloadPage: true,
        },
        {
            trigger: ".o_dossier_figure",
        },
    ],
});

registry.category("web_tour.tours").add("regie_landlord_report_tour", {
    steps: () => [
        {
            content: "Make the report of the landlord",
            trigger: "button[name=action_make_responsibility_report]",
            run: "click",
        },
        {
            content: "Compute and prepare the freeze",
            trigger: ".o_statusbar_buttons button.btn-primary",
            run: "click",
        },
        {
            content: "Freeze",
            trigger: ".modal footer button[name=action_freeze]",
            run: "click",
        },
        {
            content: "The report is frozen: share it",
            trigger:
                ".o_form_statusbar:has(.o_arrow_button_current[data-value='frozen']) .o_statusbar_buttons button.btn-primary",
            run: "click",
        },
        {
            content: "Choose the landlord's contact",
            trigger: ".modal .o_field_widget[name=partner_ids] input",
            run: "edit Contact",
        },
        {
            trigger: ".ui-autocomplete .ui-menu-item:contains('Contact')",
            run: "click",
        },
        {
            content: "Share",
            trigger: ".modal footer button[name=action_share]",
            run: "click",
        },
        {
            content: "The report is shared",
            trigger: ".o_statusbar_status button.o_arrow_button_current[data-value='shared']",
        },
    ],
});
