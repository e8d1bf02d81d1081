const EARTH = 6_371_000;
const ACCURACY_MAX = 50;
const PATIENCE = 4000;

/** Where the phone is at this moment and never between two proofs; nothing when it does not say. */
export function locate() {
    return new Promise((resolve) => {
        if (!navigator.geolocation) {
            resolve({});
            return;
        }
        const none = setTimeout(() => resolve({}), PATIENCE + 500);
        navigator.geolocation.getCurrentPosition(
            ({ coords: { latitude, longitude, accuracy } }) => {
                clearTimeout(none);
                resolve({ latitude, longitude, accuracy });
            },
            () => {
                clearTimeout(none);
                resolve({});
            },
            { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 30_000 }
        );
    });
}

/** Whether a position is out of the radius of the site of a pass. The server judges again. */
export function isFar(position, pass) {
    if (position.latitude === undefined || !(pass.latitude || pass.longitude)) {
        return false;
    }
    const rad = (degrees) => (degrees * Math.PI) / 180;
    const [here, there] = [rad(position.latitude), rad(pass.latitude)];
    const height = Math.sin((there - here) / 2) ** 2;
    const width = Math.sin(rad(pass.longitude - position.longitude) / 2) ** 2;
    const metres = 2 * EARTH * Math.asin(Math.sqrt(height + Math.cos(here) * Math.cos(there) * width));
    return metres > pass.radius + Math.min(position.accuracy, ACCURACY_MAX);
}
