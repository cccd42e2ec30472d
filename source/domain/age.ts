const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const year = 365 * day;

/**
How long something takes or has waited, in the two largest units that say something: `45s`, `12m`, `2h 14m`, `3d 4h`, `5y`.
Takes ms. Cut off, not rounded: nothing looks older than it is. A negative age (two clocks that disagree) is `0s`; what is no time at all is `N/A`.
*/
export function formatAge(ms: number): string {
	if (!Number.isFinite(ms)) {
		return 'N/A';
	}

	if (ms < minute) {
		return `${Math.max(0, Math.floor(ms / second))}s`;
	}

	if (ms < hour) {
		return `${Math.floor(ms / minute)}m`;
	}

	if (ms < day) {
		return twoUnits(ms, [hour, 'h'], [minute, 'm']);
	}

	return ms < year ? twoUnits(ms, [day, 'd'], [hour, 'h']) : `${Math.floor(ms / year)}y`;
}

type Unit = readonly [length: number, sign: string];

function twoUnits(ms: number, [large, largeSign]: Unit, [small, smallSign]: Unit): string {
	const rest = Math.floor(ms % large / small);
	return `${Math.floor(ms / large)}${largeSign}${rest === 0 ? '' : ` ${rest}${smallSign}`}`;
}

/** A pause between two polls, as one would set it: `0.5s`, `5s`, `1.5s`, `2m`. Takes ms. */
export function formatPause(ms: number): string {
	return ms < minute ? `${Math.round(ms / 100) / 10}s` : formatAge(ms);
}
