import { Component } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

const FACES = [
    { value: 1, sign: "😟", label: _t("I do not know how") },
    { value: 2, sign: "😐", label: _t("With help") },
    { value: 3, sign: "😊", label: _t("Alone") },
    { value: 4, sign: "😄", label: _t("I can show others") },
];

/**
 * The skills of an evaluation, one card each: the team leader taps a score, the person taps a face. Nothing is typed.
 */
export class SkillLines extends Component {
    static template = "regie_accompaniment.SkillLines";
    static props = { ...standardFieldProps };

    get faces() {
        return FACES;
    }

    get lines() {
        return this.props.record.data[this.props.name].records;
    }

    isIcon(line) {
        return (line.data.pictogram || "").startsWith("fa-");
    }

    scale(line) {
        return Array.from({ length: line.data.scale_max || 0 }, (_, index) => index + 1);
    }

    previous(line) {
        return Math.round((line.data.previous_percent * (line.data.scale_max || 0)) / 100);
    }

    difference(line) {
        const difference = line.data.score - this.previous(line);
        return difference > 0 ? `+${difference}` : `${difference}`;
    }

    scoreLabel(line, score) {
        return _t("%(skill)s: %(score)s out of %(maximum)s", {
            skill: line.data.skill_id.display_name,
            score,
            maximum: line.data.scale_max,
        });
    }

    /** A second tap on the same value takes it back. */
    async set(line, name, value) {
        if (!this.props.readonly) {
            await line.update({ [name]: line.data[name] === value ? 0 : value });
        }
    }
}

export const skillLines = {
    component: SkillLines,
    displayName: _t("Skills to tap"),
    supportedTypes: ["one2many"],
    relatedFields: [
        { name: "skill_id", type: "many2one", relation: "hr.skill", readonly: false },
        { name: "grid_line_id", type: "many2one", relation: "regie.skill.grid.line", readonly: false },
        { name: "sequence", type: "integer", readonly: false },
        { name: "pictogram", type: "char" },
        { name: "description", type: "char" },
        { name: "scale_max", type: "integer" },
        { name: "score", type: "integer", readonly: false },
        { name: "self_score", type: "integer", readonly: false },
        { name: "previous_percent", type: "float", readonly: false },
    ],
};

registry.category("fields").add("regie_skill_lines", skillLines);
