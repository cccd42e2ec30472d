/** The queue of an object. */
import {PendingPageSchema, type PendingRecord} from '../contract/pending.ts';
import type {Status} from '../contract/status.ts';
import {answered, exact, refused, type Check} from './check.ts';
import {expect, shown, Untold} from './findings.ts';

/** Rows of a page, and pages: enough to see how they join. */
const pageSize = 7;
const pages = 3;

export async function checkPending(check: Check, status: Status | undefined): Promise<void> {
	const {recorder} = check;
	const endpoint = 'GET /v1/objects/{object}/pending';
	// The longest queue shows the most.
	const object = status?.objects.toSorted((a, b) => lengthOf(b) - lengthOf(a))[0]?.object;
	const place = `/v1/objects/${encodeURIComponent(object ?? '')}/pending`;
	if (object === undefined) {
		await recorder.rule(endpoint, 'is what the contract says, field by field', () => {
			throw new Untold(status === undefined ? 'the status can\'t be read' : 'there is no object');
		});
		return;
	}

	const first = await recorder.rule(endpoint, 'is what the contract says, field by field', async () => answered(check, `${place}?limit=100`, PendingPageSchema));
	const items = first?.items ?? [];
	await recorder.rule(endpoint, 'has the oldest first', () => {
		some(items);
		for (const [index, {changedAt}] of items.entries()) {
			const before = items[index - 1]?.changedAt ?? changedAt;
			expect(Date.parse(before) <= Date.parse(changedAt), () => `items[${index}].changedAt: ${changedAt} comes after ${before}`);
		}
	});
	await recorder.rule(endpoint, 'has no more than limit on a page, and pages that join without gap or repetition', async () => {
		some(items);
		const joined: PendingRecord[] = [];
		let cursor: string | null | undefined;
		for (let page = 0; page < pages && cursor !== null; page++) {
			const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
			const answer = await answered(check, `${place}?limit=${pageSize}${more}`, PendingPageSchema); // eslint-disable-line no-await-in-loop -- a page says where the next one begins
			expect(answer.items.length <= pageSize, () => `items: expected ${pageSize} at most, got ${answer.items.length}`);
			joined.push(...answer.items);
			cursor = answer.nextCursor ?? null;
		}

		const names = joined.map(item => JSON.stringify([item.recordId, item.operation, item.direction, item.changedAt]));
		const again = await answered(check, `${place}?limit=${pageSize * pages}`, PendingPageSchema);
		const whole = again.items.map(item => JSON.stringify([item.recordId, item.operation, item.direction, item.changedAt]));
		// A queue that moves is compared by what stayed.
		const stayed = whole.filter(name => names.includes(name));
		expect(stayed.length >= Math.min(names.length, whole.length) / 2, () => `${shown(names.slice(0, 2))}: the pages hold other records than one page of all of them`);
		const twice = names.find((name, index) => names.indexOf(name) !== index && whole.filter(each => each === name).length < 2);
		expect(twice === undefined, () => `items: ${twice ?? ''} is on two pages`);
	});
	await recorder.rule(endpoint, 'gives one operation and one direction, where they are asked for', async () => {
		some(items);
		const {operation, direction} = items[0] ?? {operation: '', direction: null};
		const query = new URLSearchParams({limit: '50', operation, ...(direction !== null && direction !== undefined && {direction})});
		const answer = await answered(check, `${place}?${query.toString()}`, PendingPageSchema);
		const other = answer.items.findIndex(item => item.operation !== operation || (direction !== null && direction !== undefined && item.direction !== direction));
		expect(other === -1, () => `items[${other}]: expected ${query.toString()}, got ${shown(answer.items[other])}`);
	});
	await recorder.rule(endpoint, 'of an object that there is not is 404 not-found', async () => refused(check, '/v1/objects/there-is-no-such-object/pending', 'not-found'));
	await recorder.rule(endpoint, 'refuses a limit over 1000 and a cursor that is none', async () => {
		await refused(check, `${place}?limit=1001`, 'invalid-request');
		await refused(check, `${place}?cursor=there-is-no-such-cursor`, 'invalid-request');
	});
}

function some(items: readonly unknown[]): void {
	if (items.length === 0) {
		throw new Untold('nothing waits');
	}
}

function lengthOf({pending}: Status['objects'][number]): number {
	return (exact(pending.inserts) ?? 0) + (exact(pending.updates) ?? 0);
}
