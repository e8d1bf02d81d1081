const TOKEN = /[0-9a-f]{32}/g;

/** Whether the page can read a label itself; elsewhere the camera of the phone opens the address of the label. */
export const canRead = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);

/** Whether a label is that of the site of a pass, or of a site above; without cryptography the server says. */
export async function isOfPass(label, pass) {
    const token = label.match(TOKEN)?.pop();
    if (!token || !crypto.subtle) {
        return Boolean(token);
    }
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
    const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
    return pass.labels.includes(hash.slice(0, 16));
}

/** Show what the camera sees in a video until a label is read; `stop.now` ends it. */
export async function readLabel(video, stop) {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    try {
        video.srcObject = stream;
        await video.play();
        const detector = new BarcodeDetector({ formats: ["qr_code"] });
        while (!stop.now) {
            const [code] = await detector.detect(video).catch(() => []);
            if (code) {
                return code.rawValue;
            }
            await new Promise((resolve) => setTimeout(resolve, 150));
        }
        return null;
    } finally {
        stream.getTracks().forEach((track) => track.stop());
    }
}
