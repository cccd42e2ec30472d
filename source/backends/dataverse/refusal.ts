/** What the server said no to. https://learn.microsoft.com/power-apps/developer/data-platform/webapi/compose-http-requests-handle-errors */
import * as v from 'valibot';
import {ProblemError} from '../../contract/problem.ts';

/** A question that the server refuses: for people as any ProblemError, for us with what it was refused with. */
export class ODataRefusal extends ProblemError {
	readonly status: number;
	/** The server's own code in lower case, such as `0x8004e023`; empty where there is none. */
	readonly remoteCode: string;

	constructor(host: string, status: number, body: string) {
		const said = v.safeParse(BodySchema, parse(body));
		const {code = '', message = ''} = said.success ? said.output.error : {};
		const words = oneLine(message);
		super('unavailable', `${host} refuses a question (HTTP ${status}${code === '' || code === String(status) ? '' : `, ${oneLine(code)}`})${words === '' ? '' : `: ${words}`}`);
		this.name = 'ODataRefusal';
		this.status = status;
		this.remoteCode = code.toLowerCase();
	}
}

const BodySchema = v.object({error: v.object({code: v.optional(v.string()), message: v.optional(v.string())})});

/** AggregateQueryRecordLimitExceeded: more than 50,000 rows below an aggregate. https://learn.microsoft.com/power-apps/developer/data-platform/fetchxml/aggregate-data */
export function isTooManyRows(error: unknown): boolean {
	return error instanceof ODataRefusal && error.remoteCode === '0x8004e023';
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function oneLine(text: string): string {
	const line = text.replaceAll(/[\s\p{Control}]+/gv, ' ').trim();
	return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

/** Whether the service takes the question, but not for these columns: some can't be grouped by. */
export function isRefusedGrouping(error: unknown): boolean {
	return error instanceof ODataRefusal && (error.status === 400 || error.status === 501) && !isTooManyRows(error);
}
