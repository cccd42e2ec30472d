/** Who a ledger says that it is. */
import type {Service} from '../../contract/service.ts';
import type {Kept} from './describe.ts';
import type {LedgerOptions} from './ledger.ts';

/** What the engine described counts more than what the server was told. */
export function serviceOf({name, source, target}: Kept, {defaults = {}, keptHours}: Pick<LedgerOptions, 'defaults' | 'keptHours'>): Service {
	return {
		api: 'sync-status',
		version: '1.0',
		name: name ?? defaults.name ?? null,
		source: source ?? systemOf(defaults.source),
		target: target ?? systemOf(defaults.target),
		capabilities: ['throughput', 'pending', 'errors', 'error-facets', 'error-causes', 'error-export', 'retry'],
		...(keptHours !== undefined && {retention: {errorsHours: keptHours}}),
	};
}

function systemOf(name: string | undefined): {name: string} | null {
	return name === undefined ? null : {name};
}
