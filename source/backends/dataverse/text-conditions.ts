/**
What texts hold, as conditions. Dataverse compares without regard to case and has SQL's wildcards within the texts that functions are given; what stands
in brackets is taken as it is (https://learn.microsoft.com/power-apps/developer/data-platform/wildcard-characters). Any other OData service compares
letter by letter.
*/
import {ProblemError} from '../../contract/problem.ts';
import {allOf, call, type Condition} from './condition.ts';
import {textLiteral} from './literals.ts';
import type {Table} from './table.ts';

export type Dialect = Table['dialect'];

/** Ignoring case. `text` isn't empty. */
export function containsText(column: string, text: string, dialect: Dialect): Condition {
	return dialect === 'dataverse'
		? call('contains', column, textLiteral(literally(text)))
		: call('contains', `tolower(${column})`, textLiteral(text.toLowerCase()));
}

/**
Texts that the whole pattern fits, with `*` for any characters in it. Throws a ProblemError `invalid-request` for
what no combination of the functions says.
*/
export function fitsPattern(column: string, pattern: string, dialect: Dialect): Condition {
	const [first = '', ...rest] = pattern.replaceAll(/\*+/gv, '*').split('*');
	const last = rest.pop() ?? '';
	const fits = (name: string, pieces: readonly string[]) => {
		if (pieces.length > 1 && dialect === 'odata') {
			throw unclear(pattern);
		}

		return call(name, column, textLiteral(dialect === 'dataverse' ? pieces.map(piece => literally(piece)).join('%') : pieces.join('')));
	};

	if (first === '' && last === '') {
		return rest.length === 0 || fits('contains', rest);
	}

	if (last === '') {
		return fits('startswith', [first, ...rest]);
	}

	if (first === '') {
		return fits('endswith', [...rest, last]);
	}

	// Two conditions that overlap would let `aba` through for `ab*ba`; and of pieces between, they don't know where they are.
	if (rest.length > 0 || overlaps(first.toLowerCase(), last.toLowerCase())) {
		throw unclear(pattern);
	}

	return allOf([fits('startswith', [first]), fits('endswith', [last])]);
}

function literally(text: string): string {
	return text.replaceAll(/[%\[_]/gv, '[$&]');
}

function overlaps(first: string, last: string): boolean {
	return Array.from({length: Math.min(first.length, last.length)}, (_, at) => first.endsWith(last.slice(0, at + 1))).includes(true);
}

function unclear(pattern: string): ProblemError {
	const shown = pattern.length > 60 ? `${pattern.slice(0, 59)}…` : pattern;
	return new ProblemError('invalid-request', `${shown}: this can't be asked for here; leave the text before the first * or after the last one out`);
}
