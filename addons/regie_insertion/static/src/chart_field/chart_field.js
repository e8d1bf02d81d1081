import { Component, onWillStart, useEffect, useRef, xml } from "@odoo/owl";
import { loadBundle } from "@web/core/assets";
import { cookie } from "@web/core/browser/cookie";
import { getColor } from "@web/core/colors/colors";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { useService } from "@web/core/utils/hooks";
import { standardFieldProps } from "@web/views/fields/standard_field_props";

/**
 * Lines drawn from a text field: {"title", "labels", "stepped", "series": [{"name", "values",
 * "color", "dashed"}]}; a null value is a hole.
 * A click runs the method named by the attribute open_method, which leads to the rows.
 */
export class ChartField extends Component {
    static template = xml`
        <div class="w-100" style="height: 260px" t-att-class="{ 'cursor-pointer': props.openMethod }" t-on-click="onClick">
            <canvas t-ref="canvas" role="img" t-att-aria-label="chart.title" />
        </div>`;
    static props = { ...standardFieldProps, openMethod: { type: String, optional: true } };

    setup() {
        this.canvas = useRef("canvas");
        this.action = useService("action");
        onWillStart(() => loadBundle("web.chartjs_lib"));
        useEffect(
            () => {
                const drawing = this.draw();
                return () => drawing.destroy();
            },
            () => [this.props.record.data[this.props.name]]
        );
    }

    get chart() {
        const text = this.props.record.data[this.props.name];
        return text ? JSON.parse(text) : { title: "", labels: [], series: [] };
    }

    draw() {
        const { labels, series, stepped } = this.chart;
        const datasets = series.map(({ name, values, color: typed, dashed }, index) => {
            const color = typed || getColor(index, cookie.get("color_scheme"), "odoo");
            return {
                label: name,
                data: values,
                borderColor: color,
                backgroundColor: color,
                borderWidth: dashed ? 2 : 3,
                borderDash: dashed ? [6, 4] : [],
                pointRadius: stepped ? 0 : 3,
                pointHitRadius: 10,
                stepped: stepped ? "before" : false,
                spanGaps: false,
            };
        });
        return new Chart(this.canvas.el, {
            type: "line",
            data: { labels, datasets },
            options: {
                locale: user.lang,
                animation: false,
                maintainAspectRatio: false,
                interaction: { mode: "index", intersect: false },
                plugins: { legend: { display: series.length > 1 } },
                scales: {
                    x: { ticks: { maxTicksLimit: 14, maxRotation: 0 } },
                    y: {
                        suggestedMin: 0,
                        grid: {
                            color: (line) => (line.tick.value === 0 ? "#6c757d" : "#e5e7eb"),
                        },
                    },
                },
            },
        });
    }

    async onClick() {
        const { record, openMethod } = this.props;
        if (!openMethod || !record.resId || !(await record.save())) {
            return;
        }
        this.action.doActionButton({
            type: "object",
            name: openMethod,
            resModel: record.resModel,
            resId: record.resId,
            context: record.context,
        });
    }
}

export const chartField = {
    component: ChartField,
    displayName: _t("Lines"),
    supportedTypes: ["char", "text"],
    extractProps: ({ attrs }) => ({ openMethod: attrs.open_method }),
};

registry.category("fields").add("regie_chart", chartField);
