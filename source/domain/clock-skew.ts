/** How far the backend's clock is from the one here. */

/** ms: what two clocks may differ by before it matters; the Date header knows whole seconds, and is some time under way. */
const tolerated = 30_000;
/** ms: less is chance, not change. */
const noise = 2000;
/** ms: the middle of the second that a Date header names. */
const halfSecond = 500;

/**
The skew that holds after a measurement: the backend's clock minus the one here, in ms; 0 where they agree well enough. `known` held so far, `measured` is
the time of a Date header (https://www.rfc-editor.org/rfc/rfc9110#field.date) minus that of the middle of its request.
*/
export function nextSkew(known: number, measured: number): number {
	const skew = Math.round(measured + halfSecond);
	if (!(Math.abs(skew) > tolerated)) {
		return 0;
	}

	return Math.abs(skew - known) <= noise ? known : skew;
}
