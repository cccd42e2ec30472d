/** What every check has at hand. */
import type {GenericSchema, InferOutput} from 'valibot';
import {ProblemSchema, problemContentType, problemStatus, type ProblemCode} from '../contract/problem.ts';
import {validate} from '../contract/validate.ts';
import type {Asker, Reply} from './asker.ts';
import {expect, shown, type Recorder} from './findings.ts';

export type Check = {
	readonly asker: Asker;
	readonly recorder: Recorder;
};

/** Asks, and expects 200 with what the schema says. Throws where it isn't. */
export async function answered<const Schema extends GenericSchema>({asker}: Check, path: string, schema: Schema): Promise<InferOutput<Schema>> {
	const reply = await asker.ask(path);
	return valid(reply, path, schema);
}

export function valid<const Schema extends GenericSchema>(reply: Reply, path: string, schema: Schema): InferOutput<Schema> {
	expect(reply.status === 200, () => `${path}: expected 200, got ${reply.status} ${shown(reply.text)}`);
	expect(reply.json !== undefined, () => `${path}: expected JSON, got ${shown(reply.text)}`);
	expect(/^application\/json\b/v.test(reply.headers.get('content-type') ?? ''), () => `${path}: expected content-type application/json, got ${shown(reply.headers.get('content-type'))}`);
	return validate(schema, reply.json);
}

/** Expects a refusal as RFC 9457 has it, with one of these codes. */
export async function refused({asker}: Check, path: string, ...codes: readonly ProblemCode[]): Promise<void> {
	const reply = await asker.ask(path);
	const wanted = codes.map(code => `${problemStatus[code]} ${code}`).join(' or ');
	expect(codes.some(code => reply.status === problemStatus[code]), () => `${path}: expected ${wanted}, got ${reply.status}`);
	const type = reply.headers.get('content-type') ?? '';
	expect(type.startsWith(problemContentType), () => `${path}: expected content-type ${problemContentType}, got ${shown(type)}`);
	const {code} = validate(ProblemSchema, reply.json);
	expect((codes as readonly unknown[]).includes(code), () => `${path}: expected the code ${wanted}, got ${shown(code)}`);
}

/** An exact count; undefined for an estimate, a bound, or what isn't available. */
export function exact(count: unknown): number | undefined {
	return typeof count === 'number' ? count : undefined;
}
