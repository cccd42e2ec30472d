import type {Cause} from '../../contract/errors.ts';
import type {FilterTerm, ValueField} from '../filter/terms.ts';
import {literalsOf} from './mask-message.ts';

/** What makes a cause. */
export type CauseKey = Pick<Cause, 'object' | 'operation' | 'direction' | 'code' | 'pattern'>;

const nowhere = {isNegated: false, from: 0, to: 0} as const;

/**
The terms of the filter that a group of errors opens as: its fields, and what its messages say word for word. It lets the whole group through,
and little else. Errors without a code are asked for as such; another field that is missing is left out.
*/
export function causeFilter({object, operation, direction, code, pattern}: CauseKey): FilterTerm[] {
	const fields: ReadonlyArray<readonly [ValueField, string | null | undefined]> = [
		['object', object], ['operation', operation], ['direction', direction], ['code', code ?? ''],
	];
	return [
		...fields.flatMap(([field, value]): FilterTerm[] => typeof value === 'string'
			// No term begins with `!`; `*` finds it.
			? [{
				kind: 'field', field, value: value.replace(/^!+/v, '*'), ...nowhere,
			}]
			: []),
		...literalsOf(pattern).map((text): FilterTerm => ({kind: 'word', text, ...nowhere})),
	];
}
