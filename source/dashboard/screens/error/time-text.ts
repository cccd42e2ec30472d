import {formatAge} from '../../../domain/age.ts';
import {formatDay, formatTime, type ZoneOffset} from '../../../domain/hours.ts';
import {words} from '../../../i18n/words.ts';

export type TimeTextOptions = {
	/** ms UTC. */
	readonly now: number;
	readonly offset: ZoneOffset;
};

/** `2026-11-22 13:59:40  (7m ago)`, of a time of the contract's. What lies ahead, by this machine's clock, has no age. */
export function timeText(time: string, {now, offset}: TimeTextOptions): string {
	const at = Date.parse(time);
	const clock = `${formatDay(at, offset)} ${formatTime(at, offset)}`;
	return at <= now ? `${clock}  (${words.error.ago(formatAge(now - at))})` : clock;
}
