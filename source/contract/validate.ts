/** From unknown JSON to a typed value, or one sentence that names the first wrong path: `objects[3].label: expected text, got 7`. */
import * as v from 'valibot';

export class ContractError extends Error {
	readonly code = 'contract-violation';
	/** Where in the document, e.g. `objects[3].pending.inserts`; empty for the document itself. */
	readonly path: string;

	constructor(path: string, what: string) {
		super(path === '' ? what : `${path}: ${what}`);
		this.name = 'ContractError';
		this.path = path;
	}
}

/** Returns the value as the schema gives it (unknown fields dropped); throws a ContractError at the first thing that doesn't fit. */
export function validate<const Schema extends v.GenericSchema>(schema: Schema, value: unknown): v.InferOutput<Schema> {
	const result = v.safeParse(schema, value, {abortEarly: true, abortPipeEarly: true});
	if (result.success) {
		return result.output;
	}

	const [issue] = result.issues;
	throw new ContractError(dotPath(issue), sentence(issue));
}

type Issue = v.BaseIssue<unknown>;

function dotPath({path}: Issue): string {
	let text = '';
	for (const item of path ?? []) {
		text += typeof item.key === 'number' ? `[${item.key}]` : `${text === '' ? '' : '.'}${String(item.key)}`;
	}

	return text;
}

function sentence(issue: Issue): string {
	const isMissingKey = issue.type === 'object' && issue.expected?.startsWith('"') === true && issue.input === undefined;
	return isMissingKey ? 'is missing' : `expected ${issue.message}, got ${show(issue.input)}`;
}

/** At most 40 characters of what came instead, so that a message stays one line whatever was sent. */
function show(input: unknown): string {
	if (input === undefined) {
		return 'nothing';
	}

	if (Array.isArray(input)) {
		return 'a list';
	}

	if (typeof input === 'object' && input !== null) {
		return 'an object';
	}

	const text = JSON.stringify(input) ?? typeof input;
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
