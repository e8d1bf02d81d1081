import { registry } from "@web/core/registry";
import { useRecordObserver } from "@web/model/relational_model/utils";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";
import { Component, onWillStart, useState } from "@odoo/owl";

const DAY = 24 * 3600 * 1000;
const SHOWN_STEPS = 5;
// Answers on their way: a form that is drawn again before they arrive does not ask twice.
const asked = new Map();

/** The person on one page: countdowns, last hours, next steps and the line of the pathway. One call to the server. */
export class RegiePathwayPage extends Component {
    static template = "regie_accompaniment.PathwayPage";
    static props = { ...standardWidgetProps };

    setup() {
        this.action = useService("action");
        this.state = useState({ data: null, allSteps: false });
        onWillStart(() => this.load(this.props.record.resId));
        // what a wizard has just recorded is drawn too
        useRecordObserver((record) => {
            const { interview_count, open_goal_count, open_action_count, barrier_picture, state } = record.data;
            const seen = [record.resId, interview_count, open_goal_count, open_action_count, barrier_picture, state];
            const signature = JSON.stringify(seen);
            if (this.signature && this.signature !== signature) {
                this.load(record.resId);
            }
            this.signature = signature;
        });
    }

    async load(id) {
        this.state.data = id ? await this.ask(id) : null;
    }

    ask(id) {
        if (!asked.has(id)) {
            // not useService("orm"): its answer never comes to a component that was dropped meanwhile, and it is shared
            const answer = this.env.services.orm.call("regie.insertion.pathway", "get_timeline_data", [id]);
            asked.set(id, answer);
            answer.finally(() => asked.delete(id)).catch(() => {});
        }
        return asked.get(id);
    }

    get data() {
        return this.state.data;
    }

    get steps() {
        return this.state.allSteps ? this.data.steps : this.data.steps.slice(0, SHOWN_STEPS);
    }

    get hiddenSteps() {
        return this.state.allSteps ? 0 : Math.max(this.data.steps.length - SHOWN_STEPS, 0);
    }

    get maxHours() {
        return Math.max(...this.data.hours.map((month) => month.hours), 1);
    }

    get hasHours() {
        return this.data.hours.some((month) => month.hours);
    }

    /** First and last day of the line, with a margin, so that nothing touches the edge. */
    get span() {
        const days = this.data.events.flatMap((event) => [event.start, event.end || event.start]);
        const times = [...days, this.data.today].map((day) => Date.parse(day));
        const [first, last] = [Math.min(...times), Math.max(...times)];
        const margin = Math.max((last - first) * 0.03, 10 * DAY);
        return { first: first - margin, last: last + margin };
    }

    place(day) {
        const { first, last } = this.span;
        return ((Date.parse(day) - first) / (last - first)) * 100;
    }

    get ticks() {
        const { first, last } = this.span;
        const months = (last - first) / (30 * DAY);
        const step = months > 36 ? 12 : months > 18 ? 6 : 3;
        const ticks = [];
        const cursor = new Date(first);
        cursor.setUTCDate(1);
        cursor.setUTCMonth(Math.ceil((cursor.getUTCMonth() + 1) / step) * step);
        while (cursor.getTime() < last) {
            const day = cursor.toISOString().slice(0, 10);
            ticks.push({ day, left: this.place(day), label: luxon.DateTime.fromISO(day).toFormat("LLL yyyy") });
            cursor.setUTCMonth(cursor.getUTCMonth() + step);
        }
        return ticks;
    }

    eventsOf(lane) {
        return this.data.events.filter((event) => event.lane === lane.key);
    }

    barStyle(event) {
        const left = this.place(event.start);
        const right = event.end ? this.place(event.end) : this.place(this.data.today);
        return `left:${left}%;width:${Math.max(right - left, 0.8)}%`;
    }

    isPeriod(event) {
        return event.end || event.lane === "contract";
    }

    describe(event) {
        return event.end_label
            ? `${event.title}, ${event.start_label} → ${event.end_label}`
            : `${event.title}, ${event.start_label}`;
    }

    get agenda() {
        return [...this.data.events].reverse();
    }

    laneName(key) {
        return this.data.lanes.find((lane) => lane.key === key)?.name || "";
    }

    open(item) {
        if (!item.model) {
            return;
        }
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: item.model,
            res_id: item.res_id,
            views: [[false, "form"]],
        });
    }
}

registry.category("view_widgets").add("regie_pathway_page", { component: RegiePathwayPage });
