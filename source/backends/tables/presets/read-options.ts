/** The options of a preset, checked: what a config file says is somebody's typing. */
import {ProblemError} from '../../../contract/problem.ts';
import type {GivenOptions, PresetOption} from './preset.ts';

/** Their values, the defaults filled in. */
export type Options<Name extends string> = Readonly<Record<Name, string | undefined>>;

/** PostgreSQL cuts names after 63 bytes, MySQL refuses more than 64 characters. */
const maxIdentifier = 63;
const maxText = 200;

/** Throws a ProblemError `invalid-request` that names the preset, the option and what is expected. */
export function readOptions<Name extends string>(preset: string, options: Readonly<Record<Name, PresetOption>>, given: GivenOptions): Options<Name> {
	const names = Object.keys(options) as Name[];
	const stray = Object.keys(given).find(name => !Object.hasOwn(options, name));
	if (stray !== undefined) {
		throw new ProblemError('invalid-request', `the preset ${preset} has no option ${JSON.stringify(stray.slice(0, maxText))}; it has ${names.join(', ')}`);
	}

	const values = names.map(name => {
		const option = options[name];
		const value = given[name] ?? option.default;
		const problem = value === undefined ? undefined : problemOf(value, option);
		if (problem !== undefined) {
			throw new ProblemError('invalid-request', `the option ${name} of the preset ${preset} is to be ${problem}, got ${JSON.stringify(value)?.slice(0, maxText) ?? typeof value}`);
		}

		return [name, value];
	});
	return Object.fromEntries(values) as Options<Name>;
}

/** What is expected instead of `value`; undefined where it fits. */
function problemOf(value: unknown, {type}: PresetOption): string | undefined {
	if (typeof type !== 'string') {
		return typeof value === 'string' && type.includes(value) ? undefined : type.map(each => JSON.stringify(each)).join(' or ');
	}

	switch (type) {
		case 'identifier': {
			return isText(value) && new TextEncoder().encode(value).length <= maxIdentifier ? undefined : `a name of at most ${maxIdentifier} bytes in quotes`;
		}

		case 'text': {
			return isText(value) && value.length <= maxText ? undefined : `a text of at most ${maxText} characters in quotes`;
		}

		case 'time-zone': {
			return isText(value) && isZone(value) ? undefined : 'a time zone such as "Europe/Madrid"';
		}
	}
}

function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '' && !/\p{Control}/v.test(value);
}

function isZone(name: string): boolean {
	try {
		return new Intl.DateTimeFormat('en', {timeZone: name}).resolvedOptions().timeZone !== '';
	} catch {
		return false;
	}
}
