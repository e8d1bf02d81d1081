import { Component, useState } from "@odoo/owl";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

/**
 * Writes on the form where the phone is, when one stands on the site. Nothing is asked from an outside service.
 */
export class SitePosition extends Component {
    static template = "regie_site.SitePosition";
    static props = { ...standardWidgetProps };

    setup() {
        this.notification = useService("notification");
        this.state = useState({ busy: false });
    }

    take() {
        if (!navigator.geolocation) {
            this.refuse();
            return;
        }
        this.state.busy = true;
        navigator.geolocation.getCurrentPosition(
            (position) => this.keep(position.coords),
            () => this.refuse(),
            { enableHighAccuracy: true, timeout: 20000, maximumAge: 0 }
        );
    }

    async keep({ latitude, longitude, accuracy }) {
        this.state.busy = false;
        await this.props.record.update({ latitude, longitude });
        this.notification.add(_t("Position taken, within %s m. Save the site.", Math.round(accuracy)), {
            type: "success",
        });
    }

    refuse() {
        this.state.busy = false;
        this.notification.add(_t("The phone gives no position: allow it for this page, or type the coordinates."), {
            type: "warning",
        });
    }
}

registry.category("view_widgets").add("regie_site_position", { component: SitePosition });
