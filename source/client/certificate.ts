/** For how long a certificate holds, in words. */

/** ms UTC. */
export type CertificateTimes = {readonly from: number; readonly to: number};

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/** The largest first. */
const units: ReadonlyArray<readonly [length: number, name: string]> = [[year, 'year'], [day, 'day'], [hour, 'hour'], [minute, 'minute']];

/** Why the certificate doesn't hold at `now` (ms UTC), where `code` is Node's for that and the backend's own certificate is the reason. */
export function certificateWords(code: string, certificate: CertificateTimes | undefined, now = Date.now()): string | undefined {
	if (code === 'CERT_HAS_EXPIRED' && certificate !== undefined && certificate.to < now) {
		return `the certificate expired ${span(now - certificate.to)} ago`;
	}

	return code === 'CERT_NOT_YET_VALID' && certificate !== undefined && certificate.from > now
		? `the certificate is not valid yet: it will be in ${span(certificate.from - now)}`
		: undefined;
}

/** `3 days`, of the largest unit that fits. */
function span(ms: number): string {
	const [length, unit] = units.find(([each]) => ms >= each) ?? [minute, 'minute'];
	const count = Math.max(1, Math.floor(ms / length));
	return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
