import { registry } from "@web/core/registry";

/** A person of the régie, from the hire to the exit, as her social adviser keeps it in one afternoon. */
registry.category("web_tour.tours").add("regie_cip_pathway_tour", {
    steps: () => [
        {
            content: "People",
            trigger: "[data-menu-xmlid='regie_insertion.regie_insertion_menu_people']",
            run: "click",
        },
        {
            content: "Hire somebody",
            trigger: "[data-menu-xmlid='regie_insertion.regie_insertion_hire_menu']",
            run: "click",
        },
        {
            content: "Her name",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Philomène Zola",
        },
        {
            content: "Her birth",
            trigger: ".modal .o_field_widget[name=birthday] button, .modal .o_field_widget[name=birthday] input",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=birthday] input",
            run: "edit 17/05/1990 && press Tab",
        },
        {
            content: "Her PASS; the contract, the agreement and the adviser are proposed",
            trigger: ".modal .o_field_widget[name=pass_number] input",
            run: "edit 99999 12 34567",
        },
        {
            content: "Hired",
            trigger: ".modal button[name=action_hire]",
            run: "click",
        },
        {
            content: "Her page, with the way to her pathway",
            trigger: ".o_form_view:contains(Philomène Zola) button[name=action_open_pathway]",
            run: "click",
        },
        {
            content: "The pathway is running, on one page",
            trigger: ".o_regie_page:contains(PASS IAE)",
        },
        {
            content: "A first interview",
            trigger: "button[name=action_new_interview]",
            run: "click",
        },
        {
            content: "What was agreed with her",
            trigger: ".o_field_widget[name=shared_note] textarea",
            run: "edit Elle cherche un logement plus près du chantier.",
        },
        {
            content: "What only the case may know",
            trigger: ".o_field_widget[name=confidential_note] textarea",
            run: "edit Elle dort dans sa voiture depuis mardi.",
        },
        {
            content: "The padlock says who reads it",
            trigger: ".o_field_widget[name=note_reader_list]:contains(Cip.voyage)",
        },
        {
            content: "It was held",
            trigger: "button[name=action_done]",
            run: "click",
        },
        {
            trigger: ".o_statusbar_status button[data-value=done].o_arrow_button_current",
        },
        {
            content: "Back to her",
            trigger: "button[name=action_open_pathway]",
            run: "click",
        },
        {
            content: "Her barriers",
            trigger: "button[name=action_assess]",
            run: "click",
        },
        {
            content: "Housing blocks any job",
            trigger: ".modal .o_data_row:first button[data-level='3']",
            run: "click",
        },
        {
            trigger: ".modal .o_data_row:first button[data-level='3'].active",
        },
        {
            trigger: ".modal button[name=action_save]",
            run: "click",
        },
        {
            content: "She found a job: record the exit",
            trigger: "body:not(:has(.modal)) button[name=action_record_exit]",
            run: "click",
        },
        {
            trigger: ".modal .o_field_widget[name=motive_id] input",
            run: "edit CDI",
        },
        {
            trigger: ".ui-autocomplete .ui-menu-item a:contains(CDI)",
            run: "click",
        },
        {
            content: "The proof",
            trigger: ".modal .o_field_widget[name=proof_reference] input",
            run: "edit CDI signé, au dossier",
        },
        {
            trigger: ".modal button[name=action_record]",
            run: "click",
        },
        {
            content: "The pathway has its exit",
            trigger: "body:not(:has(.modal)) button[name=action_reopen]",
        },
    ],
});
