/**
The name of the reader's time zone. `TZ` is shown as it was written (Intl would call Asia/Kathmandu by an older name), unless it names no
zone that Node knows: then Node's clock is another one, and that one's name is the true one.
*/
export function zoneName(tz: string | undefined): string {
	return tz !== undefined && isZone(tz) ? tz : new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function isZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', {timeZone: name}) instanceof Intl.DateTimeFormat;
	} catch {
		return false;
	}
}
