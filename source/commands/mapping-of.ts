/** How tables are read, by the settings of a connection: a preset's mapping, or its own. */
import {parseMapping} from '../backends/tables/parse-mapping.ts';
import type {Mapping} from '../backends/tables/mapping.ts';
import {presetNamed} from '../backends/tables/presets/presets.ts';
import type {BackendSettings} from '../config/backend-settings.ts';
import {UsageError} from '../config/usage-error.ts';
import {ProblemError} from '../contract/problem.ts';

/** Throws a UsageError of one line. */
export function mappingOf({preset, options, mapping, address}: Extract<BackendSettings, {kind: 'tables'}>): Mapping {
	try {
		return preset === undefined ? parseMapping(mapping) : presetNamed(preset).mapping(options, address.kind);
	} catch (error) {
		throw error instanceof ProblemError ? new UsageError(`${error.message}.`, {cause: error}) : error;
	}
}
