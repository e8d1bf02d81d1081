import { loadBundle } from "@web/core/assets";
import { registry } from "@web/core/registry";
import { _t } from "@web/core/l10n/translation";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { Component, onWillStart, useEffect, useRef } from "@odoo/owl";

const TOP = 3;

/**
 * The barriers of a person at the entry and now: a radar, and beside it the same figures in a table that can be read
 * aloud, with the way of each axis over time.
 */
export class RegieBarrierPicture extends Component {
    static template = "regie_accompaniment.BarrierPicture";
    static props = { ...standardFieldProps };

    setup() {
        this.canvasRef = useRef("canvas");
        onWillStart(() => this.hasRadar && loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                this.draw();
                return () => this.chart?.destroy();
            },
            () => [JSON.stringify(this.axes)]
        );
    }

    get axes() {
        return this.props.record.data[this.props.name]?.axes || [];
    }

    /** A radar of one or two branches shows nothing. */
    get hasRadar() {
        return this.axes.length > 2;
    }

    levelName(level) {
        return `${level} · ${this.props.record.data[this.props.name].levels[level]}`;
    }

    change(axis) {
        if (axis.now < axis.entry) {
            return { icon: "fa-arrow-down", level: "success", text: _t("better") };
        }
        if (axis.now > axis.entry) {
            return { icon: "fa-arrow-up", level: "danger", text: _t("heavier") };
        }
        return { icon: "fa-minus", level: "muted", text: _t("same") };
    }

    /** The way of an axis as a stepped line, from its first assessment to its last. */
    path(axis) {
        const days = axis.points.map((point) => Date.parse(point.day));
        const span = Math.max(days.at(-1) - days[0], 1);
        const y = (point) => 22 - (point.level / TOP) * 20;
        let path = `M0 ${y(axis.points[0])}`;
        axis.points.forEach((point, index) => {
            path += ` H${(((days[index] - days[0]) / span) * 100).toFixed(1)} V${y(point)}`;
        });
        return `${path} H100`;
    }

    story(axis) {
        return axis.points.map((point) => `${point.label} : ${this.levelName(point.level)}`).join(", ");
    }

    draw() {
        if (!this.canvasRef.el || !window.Chart) {
            return;
        }
        const dataset = (label, key, color, dash) => ({
            label,
            data: this.axes.map((axis) => axis[key]),
            borderColor: color,
            backgroundColor: `${color}33`,
            borderDash: dash,
            pointRadius: 3,
        });
        this.chart = new window.Chart(this.canvasRef.el, {
            type: "radar",
            data: {
                labels: this.axes.map((axis) => axis.name.split(/[,(]/)[0].trim()),
                datasets: [
                    dataset(_t("At the entry"), "entry", "#b45309", [6, 4]),
                    dataset(_t("Now"), "now", "#0f766e", []),
                ],
            },
            options: {
                maintainAspectRatio: false,
                animation: false,
                scales: { r: { min: 0, max: TOP, ticks: { stepSize: 1, display: false } } },
                plugins: { legend: { position: "bottom" } },
            },
        });
    }
}

registry.category("fields").add("regie_barrier_picture", {
    component: RegieBarrierPicture,
    supportedTypes: ["json"],
});
