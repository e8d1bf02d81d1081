import { registry } from "@web/core/registry";

const row = (number) => `.o_field_widget[name=step_ids] .o_data_row:has(td[name=number]:contains(/^${number}$/))`;
const badge = (number, label) => `${row(number)} .o_field_badge:contains("${label}")`;
const current = (state) => `.o_arrow_button_current[data-value='${state}']`;
const backToFile = {
    content: "back to the file",
    trigger: ".o_breadcrumb .breadcrumb-item a:contains('2026')",
    run: "click",
};

/** Write a field of the page, or of the dialog. */
const write = (name, value, where = "") => ({
    content: `${name}: ${value}`,
    trigger: `${where} .o_field_widget[name='${name}'] :is(input, textarea)`,
    run: `edit ${value}`,
});

/** Confirm all green steps at once; the last one of them is named. */
const confirmGreen = (last) => [
    { content: "the green ones at once", trigger: "button[name=action_confirm_green]", run: "click" },
    { content: `step ${last} was the last green one`, trigger: badge(last, "Confirmée") },
];

/** Drop a file on the dialog. */
const attach = (name) => [
    {
        content: `attach ${name}`,
        trigger: ".modal .o_file_input",
        run({ anchor }) {
            const input = anchor.querySelector("input[type=file]");
            const box = new DataTransfer();
            box.items.add(new File(["Signé."], name, { type: "text/plain" }));
            input.files = box.files;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        },
    },
    { content: `${name} is there`, trigger: `.modal .o_attachment:contains("${name}")` },
];

/** Answer for a step: its note, its evidence when it asks for one. */
const judge = (number, note, file) => [
    {
        content: `step ${number} asks for a person`,
        trigger: `${row(number)} button[name=action_open_confirm]`,
        run: "click",
    },
    write("note", note, ".modal"),
    ...(file ? attach(file) : []),
    { content: "answer for it", trigger: ".modal button[name=action_confirm]", run: "click" },
    { content: `step ${number} is confirmed`, trigger: `body:not(:has(.modal)) ${badge(number, "Confirmée")}` },
];

/** The file is opened; its first two controls are red, and mended. */
const openAndMend = [
    { content: "a new file", trigger: ".o_list_button_add", run: "click" },
    write("exercise_id", "2026"),
    { content: "the year", trigger: ".o-autocomplete--dropdown-item:contains('2026')", run: "click" },
    write("payroll_due", "200"),
    write("leave_due", "80"),
    write("wage_tax_due", "60"),
    { content: "open it", trigger: ".o_form_button_save", run: "click" },
    { content: "the first control is red", trigger: badge(1, "À corriger") },
    write("materiality", "1000"),
    { content: "written", trigger: ".o_form_button_save", run: "click" },
    { content: "mended, it is green without any other gesture", trigger: badge(1, "À confirmer") },
    { content: "a draft waits", trigger: badge(2, "À corriger") },
    { content: "one click away", trigger: `${row(2)} button[name=action_view_faults]`, run: "click" },
    {
        content: "open the draft",
        trigger: ".o_list_view .o_data_row:contains('Rent to share') .o_data_cell[name=date]",
        run: "click",
    },
    { content: "post it", trigger: ".o_form_view button[name=action_post]", run: "click" },
    { content: "posted", trigger: current("posted") },
    backToFile,
    { content: "it is green", trigger: badge(2, "À confirmer") },
];

/** From the first step to the decision of the board. */
const control = [
    ...confirmGreen(6),
    ...judge(7, "Compté le 31 décembre avec l'encadrant."),
    ...confirmGreen(12),
    ...judge(14, "Rapproché du registre des adhérents."),
    ...judge(16, "Aucun litige en cours.", "provisions.txt"),
    ...judge(17, "Recettes accessoires sous la franchise."),
    ...confirmGreen(18),
    ...judge(19, "Ratios lus avec la directrice."),
    ...confirmGreen(20),
    ...judge(21, "Arrêtés par le conseil du 20 mai.", "conseil.txt"),
];

/** The result goes where the assembly decided. */
const allocate = [
    { content: "to the allocation", trigger: "button[name='action_view_allocation']", run: "click" },
    { content: "propose it", trigger: "button[name='action_prepare_lines']", run: "click" },
    { content: "the losses first", trigger: ".o_data_row:contains('119000'):contains('200,00')" },
    { content: "the rest forward", trigger: ".o_data_row:contains('110000'):contains('800,00')" },
    write("decision_reference", "2027-AG-004"),
    {
        content: "its day",
        trigger: ".o_field_widget[name='decision_date'] :is(input, button)",
        run: "click",
    },
    { content: "write it", trigger: ".o_field_widget[name='decision_date'] input", run: "edit 12/06/2027" },
    { content: "draft the entries", trigger: "button[name='action_propose']", run: "click" },
    { content: "post them", trigger: "button[name='action_post']", run: "click" },
    { content: "sure", trigger: ".modal-footer .btn-primary", run: "click" },
    { content: "posted", trigger: current("posted") },
    backToFile,
    ...judge(22, "Approuvés le 12 juin, résolution 4.", "assemblee.txt"),
    ...judge(23, "Fichier d'essai passé par l'outil de la DGFiP.", "fec.txt"),
];

/** The year is locked for good, and the next one opens. */
const lock = [
    { content: "the books are open", trigger: badge(24, "À corriger") },
    { content: "lock the year", trigger: "button[name=action_open_lock]", run: "click" },
    { content: "for good", trigger: ".modal .o_field_widget[name=kind] input[data-value=hard]", run: "click" },
    { content: "it is understood", trigger: ".modal .o_field_widget[name=is_understood] input", run: "click" },
    { content: "lock", trigger: ".modal button[name=action_lock]", run: "click" },
    { content: "locked", trigger: `body:not(:has(.modal)) ${badge(24, "À confirmer")}` },
    ...confirmGreen(24),
    ...judge(25, "Comptes déposés.", "depot.txt"),
    ...confirmGreen(26),
    { content: "nothing is left to do", trigger: current("done") },
];

/** The binder is sealed, and opened to the auditor. */
const seal = [
    { content: "prepare the binder", trigger: "button[name='action_prepare_binder']", run: "click" },
    { content: "its steps are there", trigger: ".o_data_row:contains('S16')" },
    { content: "freeze it", trigger: "button[name='action_freeze_binder']", run: "click" },
    { content: "sure", trigger: ".modal-footer .btn-primary", run: "click" },
    { content: "frozen", trigger: current("frozen") },
    { content: "open the room", trigger: "button[name='action_share_binder']", run: "click" },
    write("partner_ids", "Auditor", ".modal"),
    { content: "the auditor", trigger: ".o-autocomplete--dropdown-item:contains('Auditor')", run: "click" },
    { content: "open", trigger: ".modal button[name='action_share']", run: "click" },
    { content: "shared", trigger: current("shared") },
];

/** The accountant, from the first control to the sealed binder. */
registry.category("web_tour.tours").add("regie_closing_year_tour", {
    steps: () => [...openAndMend, ...control, ...allocate, ...lock, ...seal],
});
