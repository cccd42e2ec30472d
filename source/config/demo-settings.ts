import {UsageError} from './usage-error.ts';
import {oneLine} from './one-line.ts';

export type DemoSettings = {
	/** How many times faster than life the demo's sync works: 1 to 3600. */
	readonly speed: number;
	readonly seed: string | undefined;
};

/** Throws a UsageError for what isn't a whole or decimal number from 1 to 3600. */
export function parseDemoSpeed(text: string | undefined): number {
	const speed = Number(text ?? '1');
	if (!(speed >= 1 && speed <= 3600)) {
		throw new UsageError(`--demo-speed "${oneLine(text ?? '')}" is not a number from 1 to 3600; 60 makes an hour's work happen in a minute.`);
	}

	return speed;
}
