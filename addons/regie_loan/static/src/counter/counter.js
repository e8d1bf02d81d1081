import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { useService } from "@web/core/utils/hooks";
import { Component, onMounted, onWillStart, useRef, useState } from "@odoo/owl";

/** The counter of the tool library: a card or a tool is scanned, what there is to do comes up, in few taps. */
export class RegieLoanCounter extends Component {
    static template = "regie_loan.Counter";
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.input = useRef("code");
        this.state = useState({
            code: "",
            day: { collect: [], due: [], settle: [] },
            people: [],
            person: null,
            found: [],
            basket: [],
            days: 3,
            unknown: "",
        });
        onWillStart(() => this.loadDay());
        onMounted(() => this.focus());
    }

    focus() {
        this.input.el?.focus();
    }

    ask(method, args) {
        return this.orm.call("regie.loan.counter", method, args);
    }

    async loadDay() {
        this.state.day = await this.ask("get_day", []);
    }

    async reload() {
        await this.loadDay();
        if (this.state.person) {
            this.state.person = await this.ask("get_person", [this.state.person.id]);
        }
        this.state.found = [];
        this.focus();
    }

    /** A USB reader types the code, then Enter. */
    async onScan() {
        const code = this.state.code.trim();
        this.state.code = "";
        const answer = await this.ask("scan", [code]);
        Object.assign(this.state, { people: [], found: answer.loans, unknown: "" });
        if (answer.tool) {
            this.takeTool(answer);
        } else if (answer.people.length === 1) {
            await this.choosePerson(answer.people[0]);
        } else if (answer.people.length) {
            this.state.people = answer.people;
        } else if (!answer.loans.length) {
            this.state.unknown = code;
        }
        this.focus();
    }

    /** A free tool goes into the basket of the person who is there; one of a loan brings up its loan. */
    takeTool({ tool, loans }) {
        const known = this.state.basket.some((one) => one.id === tool.id);
        if (!loans.length && !known) {
            this.state.basket.push(tool);
            this.state.days = Math.min(this.state.days, ...this.state.basket.map((one) => one.days));
        }
    }

    drop(tool) {
        this.state.basket = this.state.basket.filter((one) => one !== tool);
        this.focus();
    }

    async choosePerson(person) {
        this.state.people = [];
        this.state.person = await this.ask("get_person", [person.id]);
        this.focus();
    }

    leave() {
        Object.assign(this.state, { person: null, people: [], found: [], basket: [], unknown: "" });
        this.focus();
    }

    async lend() {
        const { person, basket, days } = this.state;
        const action = await this.ask("start_loan", [person.id, basket.map((tool) => tool.id), days]);
        this.state.basket = [];
        await this.run(action);
    }

    async step(loan) {
        if (loan.step === "settle") {
            return this.open("regie.loan.deposit", loan.deposit_id);
        }
        const method = loan.step === "out" ? "action_checkout" : "action_return";
        await this.run(await this.orm.call("regie.loan", method, [[loan.id]]));
    }

    run(action) {
        return this.action.doAction(action, { onClose: () => this.reload() });
    }

    open(model, id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openLoan(loan) {
        return this.open("regie.loan", loan.id);
    }
}

registry.category("actions").add("regie_loan_counter", RegieLoanCounter);
