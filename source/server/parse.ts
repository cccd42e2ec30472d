import {ProblemError} from '../contract/problem.ts';

/** Throws a ProblemError for what is not JSON. */
export function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new ProblemError('invalid-request', `the body is not JSON: ${messageOf(error)}`, {cause: error});
	}
}

/** NDJSON: an item per line, empty lines aside. `lineNumbers[i]` is the line (from 1) of `items[i]`. Throws a ProblemError that names the line. */
export function parseLines(text: string): {items: unknown[]; lineNumbers: number[]} {
	const items: unknown[] = [];
	const lineNumbers: number[] = [];
	for (const [index, line] of text.split('\n').entries()) {
		if (line.trim() === '') {
			continue;
		}

		try {
			items.push(JSON.parse(line));
		} catch (error) {
			throw new ProblemError('invalid-request', `line ${index + 1} is not JSON: ${messageOf(error)}`, {cause: error});
		}

		lineNumbers.push(index + 1);
	}

	return {items, lineNumbers};
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message.replaceAll(/\s+/gv, ' ').slice(0, 200) : 'unreadable';
}
