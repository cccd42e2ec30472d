/** What of the work can be seen in the backlog, hour by hour. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import type {ObjectStatus} from '../../source/contract/status.ts';
import {
	confirmed, observe, startObserving, type Observed, type Sighting,
} from '../../source/domain/observed-hours.ts';
import type {RecalledHours} from '../../source/domain/throughput.ts';

const utc = () => 0;
const kathmandu = () => 345;
const at = (clock: string) => Date.parse(`2026-11-22T${clock}Z`);
const nothingKept: RecalledHours = new Map();

type Counts = Omit<Partial<ObjectStatus>, 'pending'> & {readonly pending: ObjectStatus['pending']};

const seen = (clock: string, object: Counts, generatedAt?: string): Sighting => ({
	status: {objects: [{object: 'lead', failed: 0, ...object}], generatedAt}, answeredAt: at(clock), heldAt: at(clock),
});

const backlog = (inserts: number, failed = 0): Counts => ({pending: {inserts, updates: 0}, failed});

/** `12:00 40`: the hour, and at least how many were synced in it. */
function hoursOf(sightings: readonly Sighting[], offset = utc, kept = nothingKept): string[] {
	let observed: Observed = startObserving(kept);
	for (const sighting of sightings) {
		observed = observe(observed, sighting, offset);
	}

	return linesOf(observed);
}

function linesOf({hours}: Observed): string[] {
	return [...hours.get('lead') ?? []].map(([start, {synced, failed, isPartial}]) => {
		assert.equal(isPartial, true);
		return `${new Date(start).toISOString().slice(11, 16)} ${synced}${failed === 0 ? '' : `, ${failed} failed`}`;
	});
}

describe('hours counted from polls', () => {
	it('add up what left the backlog; what came onto it meanwhile hides a part', () => {
		assert.deepEqual(hoursOf([seen('12:10:00', backlog(100)), seen('12:10:05', backlog(70)), seen('12:10:10', backlog(75)), seen('12:20:00', backlog(65))]), ['12:00 40']);
	});

	it('know nothing of an hour of which two polls have not come, and a bound of zero where nothing was seen to go', () => {
		assert.deepEqual(hoursOf([seen('12:10:00', backlog(100))]), []);
		assert.deepEqual(hoursOf([seen('12:10:00', backlog(100)), seen('12:20:00', backlog(100))]), ['12:00 0']);
	});

	it('take what failed for not synced', () => {
		assert.deepEqual(hoursOf([seen('12:10:00', backlog(100, 5)), seen('12:20:00', backlog(70, 15))]), ['12:00 20, 10 failed']);
		assert.deepEqual(hoursOf([seen('12:10:00', backlog(100, 5)), seen('12:20:00', backlog(95, 15))]), ['12:00 0, 10 failed']);
		// Errors that were put back on the backlog are no work done.
		assert.deepEqual(hoursOf([seen('12:10:00', backlog(100, 15)), seen('12:20:00', backlog(90, 0))]), ['12:00 10']);
	});

	it('give a span over the end of an hour to neither', () => {
		const sightings = [seen('12:59:50', backlog(100)), seen('12:59:58', backlog(90)), seen('13:00:03', backlog(60)), seen('13:00:08', backlog(55))];
		assert.deepEqual(hoursOf(sightings), ['12:00 10', '13:00 5']);
	});

	it('are the hours of the reader’s clock', () => {
		const sightings = [seen('12:10:00', backlog(100)), seen('12:14:00', backlog(90)), seen('12:16:00', backlog(60)), seen('12:20:00', backlog(55))];
		assert.deepEqual(hoursOf(sightings, kathmandu), ['11:15 10', '12:15 5']);
	});

	it('count one operation that grew against another that shrank', () => {
		const sightings = [seen('12:10:00', {pending: {inserts: 50, updates: 20, deletes: 10}}), seen('12:20:00', {pending: {inserts: 30, updates: 25, deletes: 10}})];
		assert.deepEqual(hoursOf(sightings), ['12:00 15']);
	});

	for (const [what, odd] of [
		['not available', null],
		['an estimate', {value: 10, quality: 'estimate'}],
		['a bound', {value: 10, quality: 'at-least'}],
	] as const) {
		it(`add nothing where a count is ${what}`, () => {
			const sure = {pending: {inserts: 100, updates: 0, deletes: 9}, failed: 0};
			for (const unsure of [{...sure, pending: {...sure.pending, inserts: odd}}, {...sure, pending: {...sure.pending, deletes: odd}}, {...sure, failed: odd}]) {
				assert.deepEqual(hoursOf([seen('12:10:00', sure), seen('12:20:00', unsure)]), []);
				assert.deepEqual(hoursOf([seen('12:10:00', unsure), seen('12:20:00', sure)]), []);
			}
		});
	}

	it('go by when the backend counted, where it says so', () => {
		// It counts every ten minutes, and was asked in between.
		const counted = (asOf: string, inserts: number) => ({...backlog(inserts), asOf: `2026-11-22T${asOf}Z`});
		assert.deepEqual(hoursOf([seen('12:49:00', counted('12:40:00', 100)), seen('13:00:30', counted('12:50:00', 80))]), ['12:00 20']);
		assert.deepEqual(hoursOf([seen('13:00:30', counted('12:50:00', 80)), seen('13:01:00', counted('13:00:00', 50))]), []);
		assert.deepEqual(hoursOf([seen('12:10:00', backlog(100), '2026-11-22T12:09:00Z'), seen('13:00:01', backlog(90), '2026-11-22T12:59:59Z')]), ['12:00 10']);
	});

	it('don’t believe a time that is far from when it was told', () => {
		for (const asOf of ['0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '2026-11-21T12:10:00Z']) {
			assert.deepEqual(hoursOf([seen('12:10:00', backlog(100)), seen('12:20:00', {...backlog(50), asOf})]), []);
		}
	});

	it('know by a confirmation that the backlog stood still', () => {
		let observed = observe(startObserving(nothingKept), seen('12:10:00', backlog(100)), utc);
		observed = confirmed(observed, at('13:20:00'));
		observed = observe(observed, seen('13:20:05', backlog(70)), utc);
		assert.deepEqual(linesOf(observed), ['13:00 30']);
	});

	it('go on from what an earlier run counted in the same hour, and leave exact hours alone', () => {
		const kept = new Map([['lead', new Map([[at('12:00:00'), {synced: 30, failed: 1, isPartial: true as const}], [at('11:00:00'), {synced: 500, failed: 0}]])]]);
		assert.deepEqual(hoursOf([seen('12:40:00', backlog(100)), seen('12:50:00', backlog(90))], utc, kept), ['12:00 40, 1 failed']);
	});

	it('are never more than what was synced (property)', () => {
		const step = fc.record({after: fc.integer({min: 1, max: 2400}), arrived: fc.nat(50), synced: fc.nat(50), failed: fc.nat(20)});
		fc.assert(fc.property(fc.array(step, {maxLength: 40}), steps => {
			let [now, inserts, failed] = [at('10:00:00'), 5000, 0];
			const truth = new Map<number, number>();
			const look = (): Sighting => ({status: {objects: [{object: 'lead', ...backlog(inserts, failed)}]}, answeredAt: now, heldAt: now});
			let observed = observe(startObserving(nothingKept), look(), utc);
			for (const {after, arrived, synced, failed: failing} of steps) {
				const hour = Math.floor(now / 3_600_000) * 3_600_000;
				// All of it happens at once after the poll before.
				truth.set(hour, (truth.get(hour) ?? 0) + synced);
				now += after * 1000;
				inserts += arrived - synced - failing;
				failed += failing;
				observed = observe(observed, look(), utc);
			}

			for (const [start, {synced}] of observed.hours.get('lead') ?? []) {
				assert.ok(synced <= (truth.get(start) ?? 0));
			}
		}));
	});
});
