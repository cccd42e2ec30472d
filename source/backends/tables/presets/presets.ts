/** The presets by their names. */
import {ProblemError} from '../../../contract/problem.ts';
import {hasuraEvents} from './hasura-events.ts';
import {herokuConnect} from './heroku-connect.ts';
import {multiwoven} from './multiwoven.ts';
import {outbox} from './outbox.ts';
import {pgBoss} from './pg-boss.ts';
import type {Preset} from './preset.ts';
import {symmetricDs} from './symmetric-ds.ts';

export const presets: Readonly<Record<string, Preset>> = Object.fromEntries(
	[herokuConnect, pgBoss, symmetricDs, multiwoven, hasuraEvents, outbox].map(preset => [preset.name, preset]),
);

/** Throws a ProblemError `invalid-request` that lists the names. */
export function presetNamed(name: string): Preset {
	const preset = Object.hasOwn(presets, name) ? presets[name] : undefined;
	if (preset === undefined) {
		throw new ProblemError('invalid-request', `there is no preset ${JSON.stringify(name.slice(0, 100))}; there are ${Object.keys(presets).join(', ')}`);
	}

	return preset;
}
