/** An engine that reports to a server which is killed again and again: what wasn't acknowledged is sent again, with the same ids. */
import {Agent, request, type IncomingMessage} from 'node:http';
import {once} from 'node:events';
import {json} from 'node:stream/consumers';
import type {KillModel, Outcome} from './kill-model.ts';

export type WriterOptions = {
	readonly name: string;
	readonly object: string;
	/** Where the next try goes. */
	readonly socket: () => string;
	/** Of 0 to 1. */
	readonly random: () => number;
	readonly model: KillModel;
	/** Resolves when the server can be asked (again). */
	readonly untilUp: () => Promise<void>;
	/** False: what is under way is still brought to its end, and nothing more begun. */
	readonly isWanted: () => boolean;
};

export type Written = {
	/** Batches that were acknowledged. */
	readonly batches: number;
	/** Times that a batch was sent again. */
	readonly again: number;
	/** Of those, batches of which the ledger had all already: only the acknowledgement was lost. */
	readonly known: number;
};

/** Items of a batch. */
const maxItems = 12;

/** Reports until it isn't wanted any more. Rejects where the server says what it must not: a refusal, or that it doesn't know what it acknowledged. */
export async function write({name, object, socket, random, model, untilUp, isWanted}: WriterOptions): Promise<Written> {
	const agent = new Agent({keepAlive: true, maxSockets: 1});
	const written = {batches: 0, again: 0, known: 0};
	const open: string[] = [];
	/** Ids given away so far. */
	let count = 0;
	const newIds = (size: number) => Array.from({length: size}, () => `${name}-${count++}`);
	const deliver = async (path: string, items: readonly unknown[]) => {
		for (let attempt = 0; ; attempt++) {
			await untilUp(); // eslint-disable-line no-await-in-loop -- one try after the other
			const receipt = await post({agent, socket: socket(), path, items}); // eslint-disable-line no-await-in-loop
			if (receipt !== undefined) {
				written.batches++;
				written.again += attempt;
				written.known += Number(receipt.accepted === 0);
				return;
			}
		}
	};

	while (isWanted()) {
		/* eslint-disable no-await-in-loop -- one batch after the other */
		if (open.length === 0 || random() < 0.5) {
			const size = 1 + Math.floor(random() * maxItems);
			const ids = newIds(size);
			const changedAt = new Date().toISOString();
			await deliver('/v1/changes', ids.map(id => ({id, object, recordId: `R-${id}`, operation: 'update', direction: 'inbound', changedAt})));
			model.addChanges(object, ids);
			open.push(...ids);
		} else {
			const at = new Date().toISOString();
			const results = open.splice(0, 1 + Math.floor(random() * maxItems)).map(id => ({id, outcome: outcomeOf(random()), at, message: 'No such thing'}));
			await deliver('/v1/results', results);
			model.addResults(results);
			// Some of what failed is tried again.
			open.push(...results.filter(({outcome}) => outcome === 'failed' && random() < 0.5).map(({id}) => id));
		}
		/* eslint-enable no-await-in-loop */
	}

	agent.destroy();
	return written;
}

function outcomeOf(chance: number): Outcome {
	return chance < 0.6 ? 'synced' : (chance < 0.9 ? 'failed' : 'skipped');
}

type Sent = {readonly agent: Agent; readonly socket: string; readonly path: string; readonly items: readonly unknown[]};

/** Undefined where it isn't known whether it was kept. */
async function post({agent, socket, path, items}: Sent): Promise<{accepted: number} | undefined> {
	const sent = request({agent, socketPath: socket, path, method: 'POST', headers: {'content-type': 'application/json'}});
	sent.end(JSON.stringify(items));
	let answer: unknown;
	let status: number | undefined;
	try {
		const [response] = await once(sent, 'response') as [IncomingMessage];
		status = response.statusCode;
		answer = await json(response);
	} catch {
		// It was killed: with the answer, before it, or before the batch came.
		return undefined;
	}

	if (status === 503) {
		return undefined;
	}

	const {accepted, unknown = []} = answer as {accepted: number; unknown?: readonly string[]};
	if (status !== 202 || unknown.length > 0) {
		throw new Error(`${path} was answered with ${String(status)} ${JSON.stringify(answer)}`);
	}

	return {accepted};
}
