/** The hours. */
import {resolutions, ThroughputSchema, type Throughput} from '../contract/throughput.ts';
import {answered, exact, refused, type Check} from './check.ts';
import {expect, Untold} from './findings.ts';

const hour = resolutions.PT1H;
const quarter = resolutions.PT15M;

export async function checkThroughput(check: Check): Promise<void> {
	const {recorder} = check;
	const endpoint = 'GET /v1/throughput';
	const to = Math.floor(Date.now() / hour) * hour;
	const ask = async (from: number, end: number, more = '') =>
		answered(check, `/v1/throughput?from=${new Date(from).toISOString()}&to=${new Date(end).toISOString()}${more}`, ThroughputSchema);
	const day = await recorder.rule(endpoint, 'is what the contract says, field by field', async () => ask(to - 24 * hour, to));
	if (day !== undefined) {
		await recorder.rule(endpoint, 'has buckets that begin at from + k × resolution, within what is asked', () => {
			onGrid(day, to - 24 * hour, to, hour);
		});
		await recorder.rule(endpoint, 'has each bucket of an object once', () => {
			const names = day.buckets.map(({object, start}) => JSON.stringify([object, Date.parse(start)]));
			const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
			expect(twice === -1, () => `buckets[${twice}]: ${names[twice] ?? ''} is there twice`);
		});
		await recorder.rule(endpoint, 'repeats what was asked, and covers no more', () => {
			expect(Date.parse(day.from) === to - 24 * hour && Date.parse(day.to) === to, () => `from, to: expected what was asked, got ${day.from}, ${day.to}`);
			const {coverage} = day;
			expect(
				coverage === null || coverage === undefined || (Date.parse(coverage.from) >= Date.parse(day.from) && Date.parse(coverage.to) <= Date.parse(day.to)),
				() => `coverage: expected a part of what was asked, got ${coverage?.from ?? ''} to ${coverage?.to ?? ''}`,
			);
		});
	}

	await recorder.rule(endpoint, 'gives a reader in Kathmandu hours that begin at a quarter past', async () => {
		const from = to - 25 * hour + quarter;
		onGrid(await ask(from, from + 24 * hour), from, from + 24 * hour, hour);
	});
	await recorder.rule(endpoint, 'has quarter hours that add up to the hours', async () => {
		const [hours, quarters] = [await ask(to - 6 * hour, to), await ask(to - 6 * hour, to, '&resolution=PT15M')];
		onGrid(quarters, to - 6 * hour, to, quarter);
		const sums = sumsOf(quarters, to - 6 * hour);
		const wanted = sumsOf(hours, to - 6 * hour);
		if (wanted.size === 0) {
			throw new Untold('nothing was synced in these hours');
		}

		for (const [name, count] of wanted) {
			expect(sums.get(name) === count, () => `${name}: expected ${count} in quarter hours, got ${sums.get(name) ?? 0}`);
		}
	});
	await recorder.rule(endpoint, 'gives one object, where one is asked for', async () => {
		const object = day?.buckets[0]?.object;
		if (object === undefined) {
			throw new Untold('nothing was synced in the last day');
		}

		const {buckets} = await ask(to - 24 * hour, to, `&object=${encodeURIComponent(object)}`);
		const other = buckets.find(bucket => bucket.object !== object);
		expect(buckets.length > 0 && other === undefined, () => `buckets: expected those of ${JSON.stringify(object)} alone, got ${JSON.stringify(other?.object ?? null)}`);
	});
	await recorder.rule(endpoint, 'refuses a time that is none, or not on a quarter hour', async () => {
		await refused(check, '/v1/throughput?from=yesterday&to=today', 'invalid-request');
		await refused(check, `/v1/throughput?from=${new Date(to - hour + 60_000).toISOString()}&to=${new Date(to).toISOString()}`, 'invalid-request');
	});
}

function onGrid({buckets}: Throughput, from: number, to: number, width: number): void {
	for (const [index, {start}] of buckets.entries()) {
		const at = Date.parse(start);
		expect(at >= from && at < to && (at - from) % width === 0, () => `buckets[${index}].start: expected ${new Date(from).toISOString()} + k × ${width / 60_000} minutes, got ${start}`);
	}
}

/** Exact ones, by object and hour. */
function sumsOf({buckets}: Throughput, from: number): Map<string, number> {
	const sums = new Map<string, number>();
	for (const {object, start, synced} of buckets) {
		const name = `${JSON.stringify(object)} ${new Date(from + Math.floor((Date.parse(start) - from) / hour) * hour).toISOString()}`;
		sums.set(name, (sums.get(name) ?? 0) + (exact(synced) ?? 0));
	}

	return sums;
}
