const TARGET = 100_000;
/** Side and quality tried in turn until the picture is light enough. */
const SIZES = [[1280, 0.72], [1280, 0.55], [1024, 0.5], [800, 0.45]];

/**
 * A photo drawn again, smaller: what the camera wrote in its file (place, device) does not come along.
 * A file that is no picture is given back as it is: the server says why it is refused.
 */
export async function reduce(file) {
    let bitmap;
    try {
        bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    } catch {
        return file;
    }
    const canvas = document.createElement("canvas");
    let light = file;
    for (const [side, quality] of SIZES) {
        const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
        canvas.width = Math.round(bitmap.width * scale);
        canvas.height = Math.round(bitmap.height * scale);
        canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
        light = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
        if (light.size <= TARGET) {
            break;
        }
    }
    bitmap.close();
    return light;
}

/** Open the camera of the phone; resolves with a light picture, or with nothing. `taken` is called on the shutter. */
export function takePhoto(taken) {
    return new Promise((resolve) => {
        const input = document.createElement("input");
        Object.assign(input, { type: "file", accept: "image/*", hidden: true });
        input.setAttribute("capture", "environment");
        input.addEventListener("change", async () => {
            const [file] = input.files;
            input.remove();
            taken();
            resolve(file ? await reduce(file) : null);
        });
        input.addEventListener("cancel", () => {
            input.remove();
            resolve(null);
        });
        document.body.append(input);
        input.click();
    });
}

/** The bytes of a picture as base64. */
export function toBase64(blob) {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
        reader.onerror = () => reject(reader.error);
        reader.readAsDataURL(blob);
    });
}
