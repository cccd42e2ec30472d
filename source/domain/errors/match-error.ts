/** The filter of the contract, on errors in memory. */
import type {SyncError} from '../../contract/errors.ts';
import type {ErrorFilter} from '../../contract/queries.ts';
import {fieldSeparator, fold} from '../fold.ts';

/** What words are looked for in: fields apart, so that no word is found across two. */
export function searchedText({recordId, recordName, code, message}: SyncError): string {
	return fold([recordId, recordName, code, message].map(text => text ?? '').join(fieldSeparator));
}

/** Whether a filter lets an error through; `text` is its `searchedText`. */
export type Matches = (error: SyncError, text: string) => boolean;

/**
All words in `q` must be in record id, name, code or message, none of those with `!`; of each other parameter any of the values, none of those with `!`, where `*` is any
characters and the empty value stands for none. `from` and `to` are ms UTC.
*/
export function errorMatcher({q, object, operation, direction, code, level, from = -Infinity, to = Infinity}: ErrorFilter): Matches {
	const words = q.map(word => word.startsWith('!') && word !== '!' ? {text: fold(word.slice(1)), isWanted: false} : {text: fold(word), isWanted: true}).filter(({text}) => text !== '');
	const fields = ([['object', object], ['operation', operation], ['direction', direction], ['code', code], ['level', level]] as const)
		.filter(([, values]) => values.length > 0)
		.map(([field, values]) => ({field, isLetThrough: valueMatcher(values)}));
	return (error, text) => {
		const at = Date.parse(error.occurredAt);
		return at >= from && at < to
			&& fields.every(({field, isLetThrough}) => isLetThrough(error[field] ?? (field === 'level' ? 'record' : '')))
			&& words.every(word => text.includes(word.text) === word.isWanted);
	};
}

function valueMatcher(values: readonly string[]): (value: string) => boolean {
	const wanted = values.filter(value => !value.startsWith('!')).map(value => likeMatcher(value));
	const unwanted = values.filter(value => value.startsWith('!')).map(value => likeMatcher(value.slice(1)));
	return value => (wanted.length === 0 || wanted.some(isLike => isLike(value))) && unwanted.every(isLike => !isLike(value));
}

/** In pieces between `*`, one after the other: an expression could take long over what somebody typed. */
function likeMatcher(pattern: string): (value: string) => boolean {
	const [first = '', ...rest] = pattern.split(/\*+/v);
	if (rest.length === 0) {
		return value => value === pattern;
	}

	const last = rest.pop() ?? '';
	return value => {
		if (!value.startsWith(first)) {
			return false;
		}

		let at = first.length;
		for (const piece of rest) {
			const found = value.indexOf(piece, at);
			if (found === -1) {
				return false;
			}

			at = found + piece.length;
		}

		return value.length - last.length >= at && value.endsWith(last);
	};
}
