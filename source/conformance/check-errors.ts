/** The records that failed. */
import {Buffer} from 'node:buffer';
import {
	ErrorCausesSchema, ErrorFacetsSchema, ErrorsPageSchema, SyncErrorDetailSchema, type SyncError,
} from '../contract/errors.ts';
import {errorSortColumns} from '../contract/queries.ts';
import type {Service} from '../contract/service.ts';
import {answered, exact, refused, type Check} from './check.ts';
import {expect, shown, Untold} from './findings.ts';

const endpoint = 'GET /v1/errors';
const pageSize = 7;
const pages = 3;

export async function checkErrors(check: Check, service: Service | undefined): Promise<void> {
	const {recorder} = check;
	const can = (capability: string) => service?.capabilities?.includes(capability) === true;
	const ask = async (query: string) => answered(check, `/v1/errors?${query}`, ErrorsPageSchema);
	const first = await recorder.rule(endpoint, 'is what the contract says, field by field', async () => ask('limit=100'));
	const items = first?.items ?? [];
	await recorder.rule(endpoint, 'has the newest first, unless another order is asked for', () => {
		inOrder(some(items), 'occurredAt', true);
	});
	for (const column of errorSortColumns) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		await recorder.rule(endpoint, `is sorted by ${column}, both ways`, async () => {
			some(items);
			const [up, down] = [await ask(`limit=50&sort=${column}`), await ask(`limit=50&sort=-${column}`)];
			inOrder(up.items, column, false);
			inOrder(down.items, column, true);
		});
	}

	await recorder.rule(endpoint, 'has no more than limit on a page, and each error on one page', async () => {
		some(items);
		const ids: string[] = [];
		let cursor: string | null | undefined;
		for (let page = 0; page < pages && cursor !== null; page++) {
			const more = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`;
			const answer = await ask(`limit=${pageSize}&sort=occurredAt${more}`); // eslint-disable-line no-await-in-loop -- a page says where the next one begins
			expect(answer.items.length <= pageSize, () => `items: expected ${pageSize} at most, got ${answer.items.length}`);
			ids.push(...answer.items.map(({id}) => id));
			cursor = answer.nextCursor ?? null;
		}

		const twice = ids.find((id, index) => ids.indexOf(id) !== index);
		expect(twice === undefined, () => `items: ${shown(twice)} is on two pages`);
	});
	await checkFilters(check, items);
	await recorder.rule(endpoint, 'refuses a limit over 1000, an order that there is not, and a cursor that is none', async () => {
		await refused(check, '/v1/errors?limit=1001', 'invalid-request');
		await refused(check, '/v1/errors?sort=colour', 'invalid-request');
		await refused(check, '/v1/errors?cursor=there-is-no-such-cursor', 'invalid-request');
	});
	await recorder.rule('GET /v1/errors/{id}', 'is the error of the list, and more', async () => {
		const [listed] = some(items);
		const detail = await answered(check, `/v1/errors/${encodeURIComponent(listed?.id ?? '')}`, SyncErrorDetailSchema);
		for (const field of ['id', 'object', 'recordId', 'operation', 'direction'] as const) {
			expect((detail[field] ?? null) === (listed?.[field] ?? null), () => `${field}: expected ${shown(listed?.[field])}, as in the list, got ${shown(detail[field])}`);
		}
	});
	await recorder.rule('GET /v1/errors/{id}', 'of an id that there is not is 404 not-found', async () => refused(check, '/v1/errors/there-is-no-such-error', 'not-found'));
	if (can('error-facets')) {
		await checkFacets(check, items);
	}

	if (can('error-causes')) {
		await recorder.rule('GET /v1/errors/causes', 'is what the contract says, the most frequent first', async () => {
			const {causes} = await answered(check, '/v1/errors/causes', ErrorCausesSchema);
			for (const [index, {count}] of causes.entries()) {
				const before = exact(causes[index - 1]?.count) ?? Infinity;
				expect((exact(count) ?? 0) <= before, () => `causes[${index}].count: ${shown(count)} comes after ${before}`);
			}
		});
	}

	if (can('error-export')) {
		await checkExport(check, items);
	}
}

async function checkFilters(check: Check, items: readonly SyncError[]): Promise<void> {
	const {recorder} = check;
	const ask = async (query: Record<string, string>) => {
		const page = await answered(check, `/v1/errors?${new URLSearchParams({limit: '50', ...query}).toString()}`, ErrorsPageSchema);
		return page.items;
	};

	for (const field of ['object', 'operation', 'direction', 'code'] as const) {
		// eslint-disable-next-line no-await-in-loop -- one after the other
		await recorder.rule(endpoint, `gives those with a value of ${field}, or those without it (!)`, async () => {
			const value = some(items).map(item => item[field]).find(each => typeof each === 'string' && !/[!*]/v.test(each));
			if (typeof value !== 'string') {
				throw new Untold(`no error has a ${field}`);
			}

			const these = await ask({[field]: value});
			const other = these.find(item => item[field] !== value);
			expect(other === undefined, () => `${field}=${value}: got ${shown(other?.[field])}`);
			const others = await ask({[field]: `!${value}`});
			const same = others.find(item => item[field] === value);
			expect(same === undefined, () => `${field}=!${value}: got ${shown(same?.[field])}`);
			const start = `${value.slice(0, 2)}*`;
			const alike = await ask({[field]: start});
			const stranger = alike.find(item => item[field]?.startsWith(value.slice(0, 2)) !== true);
			expect(stranger === undefined, () => `${field}=${start}: got ${shown(stranger?.[field])}`);
		});
	}

	await recorder.rule(endpoint, 'finds a word in record, code or message, in any case', async () => {
		const word = some(items).flatMap(({message, recordId}) => `${message ?? ''} ${recordId ?? ''}`.split(/[^\p{Letter}\p{Number}]+/v)).find(each => each.length > 3);
		if (word === undefined) {
			throw new Untold('no error has a word');
		}

		const found = await ask({q: word.toUpperCase()});
		expect(found.length > 0, () => `q=${word.toUpperCase()}: expected the errors with ${shown(word)}, got none`);
		const without = found.find(({recordId, recordName, code, message}) => ![recordId, recordName, code, message].join('\n').toLowerCase().includes(word.toLowerCase()));
		expect(without === undefined, () => `q=${word.toUpperCase()}: got ${shown(without)}`);
	});
	await recorder.rule(endpoint, 'begins at from and ends before to', async () => {
		const times = some(items).map(({occurredAt}) => Date.parse(occurredAt));
		const [from, to] = [Math.min(...times), Math.max(...times)];
		const within = await ask({from: new Date(from).toISOString(), to: new Date(to).toISOString()});
		const outside = within.find(({occurredAt}) => Date.parse(occurredAt) < from || Date.parse(occurredAt) >= to);
		expect(outside === undefined, () => `occurredAt: expected one from ${new Date(from).toISOString()}, before ${new Date(to).toISOString()}, got ${outside?.occurredAt ?? ''}`);
	});
}

async function checkFacets(check: Check, items: readonly SyncError[]): Promise<void> {
	await check.recorder.rule('GET /v1/errors/facets', 'counts as the list does', async () => {
		const facets = await answered(check, '/v1/errors/facets', ErrorFacetsSchema);
		some(items);
		const top = facets.object?.find(({value}) => value !== null && !/[!*]/v.test(value));
		if (top === undefined) {
			throw new Untold('it has no facets of objects');
		}

		const {total} = await answered(check, `/v1/errors?limit=1&total=exact&object=${encodeURIComponent(top.value ?? '')}`, ErrorsPageSchema);
		const [counted, listed] = [exact(top.count), exact(total)];
		if (counted === undefined || listed === undefined) {
			throw new Untold('a count is not exact');
		}

		// Errors may come and go between two questions.
		expect(Math.abs(counted - listed) <= Math.max(5, listed / 50), () => `object ${shown(top.value)}: expected ${listed}, as in the list, got ${counted}`);
	});
}

async function checkExport(check: Check, items: readonly SyncError[]): Promise<void> {
	await check.recorder.rule('GET /v1/errors/export', 'has the errors of the list, as lines of JSON', async () => {
		const [one] = some(items);
		const query = new URLSearchParams({format: 'ndjson', sort: 'occurredAt', from: one?.occurredAt ?? '', to: new Date(Date.parse(one?.occurredAt ?? '') + 1).toISOString()});
		const {status, text} = await check.asker.ask(`/v1/errors/export?${query.toString()}`);
		expect(status === 200, () => `/v1/errors/export: expected 200, got ${status}`);
		expect(text.split('\n').some(line => line.includes(JSON.stringify(one?.id))), () => `/v1/errors/export?${query.toString()}: expected ${shown(one?.id)}, got ${shown(text)}`);
	});
}

function some<Item>(items: readonly Item[]): readonly Item[] {
	if (items.length === 0) {
		throw new Untold('there are no errors');
	}

	return items;
}

/** What is missing is the least; texts are compared by their first 64 characters, as a backend may. */
function inOrder(items: readonly SyncError[], column: keyof SyncError, isDescending: boolean): void {
	const keys = items.map(item => keyOf(item[column]));
	for (const [index, key] of keys.entries()) {
		const before = keys[index - 1] ?? key;
		expect(isDescending ? !isLess(before, key) : !isLess(key, before), () => `items[${index}].${column}: ${shown(key)} comes after ${shown(before)}`);
	}
}

function keyOf(value: string | number | null | undefined): string | number {
	if (typeof value === 'number') {
		return value;
	}

	const time = /^\d{4}-\d{2}-\d{2}T/v.test(value ?? '') ? Date.parse(value ?? '') : NaN;
	return Number.isNaN(time) ? [...value ?? ''].slice(0, 64).join('') : time;
}

/** By code points: the rarest characters come before some others by UTF-16. */
function isLess(a: string | number, b: string | number): boolean {
	return typeof a === 'number' || typeof b === 'number' ? Number(a) < Number(b) : Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}
