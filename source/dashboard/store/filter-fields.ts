import type {FilterField} from '../../domain/filter/terms.ts';
import type {Tab} from './state.ts';

/** The fields that the filter of each tab knows, beside free words. */
export const filterFields: Readonly<Record<Tab, ReadonlySet<FilterField>>> = {
	status: new Set(['object']),
	errors: new Set(['object', 'operation', 'direction', 'code', 'level', 'since', 'until']),
};
