/** What a request brings, checked against the contract: what doesn't fit is a ProblemError that names the place. */
import type {GenericSchema, InferOutput} from 'valibot';
import {ProblemError} from '../contract/problem.ts';
import {queryOf} from '../contract/queries.ts';
import {ContractError, validate} from '../contract/validate.ts';
import {parseJson, parseLines} from './parse.ts';
import {readText} from './read-text.ts';

export type QueryValues = <const Schema extends GenericSchema>(schema: Schema) => InferOutput<Schema>;
export type Body = <const Schema extends GenericSchema>(schema: Schema) => Promise<InferOutput<Schema>>;

export function queryValues(parameters: URLSearchParams): QueryValues {
	return schema => validated(schema, queryOf(parameters));
}

/** Reads JSON or, where `mayBeLines`, NDJSON too: the content type says which. */
export function bodyOf(request: Request, mayBeLines: boolean): Body {
	return async schema => {
		const isLines = contentKind(request, mayBeLines) === 'lines';
		const text = await readText(request);
		if (!isLines) {
			return validated(schema, parseJson(text));
		}

		const {items, lineNumbers} = parseLines(text);
		return validated(schema, items, path => {
			const {index, rest = ''} = /^\[(?<index>\d+)\]\.?(?<rest>.*)$/v.exec(path)?.groups ?? {};
			return index === undefined ? path : `line ${lineNumbers[Number(index)] ?? '?'}${rest === '' ? '' : `: ${rest}`}`;
		});
	};
}

/**
The content type must be said: a web page cannot send these types to another site unasked (a form's and a script's plain text it can),
so no page that a user visits fills the ledger on the user's own machine.
*/
function contentKind(request: Request, mayBeLines: boolean): 'json' | 'lines' {
	const [type = ''] = (request.headers.get('content-type') ?? '').toLowerCase().split(';', 1).map(text => text.trim());
	if (type === 'application/json') {
		return 'json';
	}

	if (mayBeLines && lineTypes.has(type)) {
		return 'lines';
	}

	throw new ProblemError('invalid-request', `expected content-type application/json${mayBeLines ? ' or application/x-ndjson' : ''}, got ${type === '' ? 'none' : type}`);
}

const lineTypes = new Set(['application/x-ndjson', 'application/ndjson', 'application/jsonl']);

function validated<const Schema extends GenericSchema>(schema: Schema, value: unknown, place = (path: string) => path): InferOutput<Schema> {
	try {
		return validate(schema, value);
	} catch (error) {
		if (!(error instanceof ContractError)) {
			throw error;
		}

		const what = error.path === '' ? error.message : error.message.slice(error.path.length + 2);
		const where = place(error.path);
		throw new ProblemError('invalid-request', where === '' ? what : `${where}: ${what}`, {cause: error});
	}
}
