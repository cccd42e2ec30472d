/** A preset from its parts: options are checked, and a database on which it doesn't work is refused. */
import {ProblemError} from '../../../contract/problem.ts';
import type {Dialect, Mapping} from '../mapping.ts';
import type {Preset, PresetOption} from './preset.ts';
import {readOptions, type Options} from './read-options.ts';

type Parts<Name extends string> = Omit<Preset, 'options' | 'mapping'> & {
	readonly options: Readonly<Record<Name, PresetOption>>;
	readonly mapping: (options: Options<Name>, dialect: Dialect) => Mapping;
};

export const dialectNames: Readonly<Record<Dialect, string>> = {postgres: 'PostgreSQL', mysql: 'MySQL and MariaDB', sqlite: 'SQLite'};

export function presetFor<const Name extends string>(parts: Parts<Name>): Preset {
	const {name, dialects, options} = parts;
	return {
		...parts,
		mapping(given = {}, dialect = 'postgres') {
			if (!dialects.includes(dialect)) {
				throw new ProblemError('invalid-request', `the preset ${name} reads ${dialects.map(each => dialectNames[each]).join(', ')}, not ${dialectNames[dialect]}`);
			}

			return parts.mapping(readOptions(name, options, given), dialect);
		},
	};
}
