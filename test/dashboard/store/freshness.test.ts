import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {freshnessOf, showsSeconds} from '../../../source/dashboard/store/freshness.ts';
import type {PanelName} from '../../../source/dashboard/store/actions.ts';
import type {State} from '../../../source/dashboard/store/state.ts';
import {
	connectingState, failedTry, now, play, sampleState,
} from '../../helpers/sample.ts';

const kindAfter = (state: State, panel: PanelName) => freshnessOf(play(state, failedTry(panel, state.panels[panel].key))).kind;
const failing = (message?: string, code?: 'unreachable' | 'contract') => play(sampleState(), failedTry('status', '/v1/status', message, code));

describe('freshness', () => {
	it('is live while what the screen shows is answered', () => {
		assert.equal(freshnessOf(connectingState()).kind, 'connecting');
		assert.equal(freshnessOf(sampleState()).kind, 'live');
	});

	it('is stale where the backend answers with something else, and offline where it doesn’t answer', () => {
		assert.deepEqual(freshnessOf(failing()), {
			kind: 'stale', asOf: now - 3_600_000, cause: '502 from the backend', nextTryAt: now + 12_000,
		});
		assert.equal(freshnessOf(failing('connection refused', 'unreachable')).kind, 'offline');
		assert.equal(freshnessOf(play(connectingState(), {type: 'asked', panel: 'status', key: '/v1/status', isOther: false}, failedTry('status', '/v1/status'))).kind, 'offline');
	});

	it('is judged by what the screen can’t do without, and not by its neighbours', () => {
		const status = sampleState();
		const errors = play(status, {type: 'tab-chosen', tab: 'errors'});
		assert.deepEqual([kindAfter(status, 'status'), kindAfter(status, 'throughput'), kindAfter(status, 'errors')], ['stale', 'live', 'live']);
		assert.deepEqual([kindAfter(errors, 'errors'), kindAfter(errors, 'status')], ['stale', 'live']);
		const lastHour = play(status, {type: 'view-chosen', view: 'last-hour'});
		assert.deepEqual([kindAfter(lastHour, 'throughput'), kindAfter(lastHour, 'status')], ['stale', 'live']);
	});

	it('tells what else on a live screen could not be read', () => {
		const object = play(sampleState(), {type: 'object-opened', object: 'lead'});
		const queueless = play(object, {type: 'asked', panel: 'pending', key: 'lead', isOther: true}, failedTry('pending', 'lead'));
		assert.deepEqual(freshnessOf(queueless), {kind: 'live', aside: {panel: 'pending', cause: '502 from the backend', asOf: now - 3_600_000}});
		const {aside} = freshnessOf(play(sampleState(), failedTry('throughput', sampleState().panels.throughput.key)));
		assert.equal(aside?.panel, 'throughput');
	});

	it('tells what keeps a screen from being asked at all', () => {
		const state = play(connectingState(), {type: 'tab-chosen', tab: 'errors'});
		const {kind, cause} = freshnessOf(play(state, failedTry('service', state.panels.service.key, 'connection refused')));
		assert.deepEqual([kind, cause], ['offline', 'connection refused']);
	});

	it('is live again as soon as something comes', () => {
		const answered = play(failing(), {type: 'confirmed', panel: 'status', key: '/v1/status', at: now + 60_000});
		assert.equal(freshnessOf(answered).kind, 'live');
		assert.equal(answered.panels.status.asOf, now + 60_000);
	});

	it('is as old as what an earlier run kept, until this one has asked', () => {
		const state = connectingState();
		const {data} = sampleState().panels.status;
		const recalled: State = {...state, panels: {...state.panels, status: {...state.panels.status, key: '/v1/status', data, asOf: now - 86_400_000, isRecalled: true}}};
		assert.deepEqual(freshnessOf(recalled), {kind: 'stale', asOf: now - 86_400_000});
		assert.equal(freshnessOf(play(recalled, failedTry('status', '/v1/status'))).kind, 'stale');
		const {kind} = freshnessOf(play(recalled, {type: 'answered', panel: 'status', key: '/v1/status', data: data ?? {objects: []}, at: now}));
		assert.equal(kind, 'live');
	});

	it('is no longer live while a question waits for long', () => {
		const slow = play(sampleState(), {type: 'slowed', since: now - 6000, at: now, asOf: new Map([['status', now - 9000]])});
		assert.deepEqual(freshnessOf(slow), {kind: 'stale', asOf: now - 9000, cause: 'no answer for 6s'});
		assert.ok(showsSeconds(slow));
		assert.equal(freshnessOf(play(slow, {type: 'slow-ended'})).kind, 'live');
	});

	it('says since when it is paused, and what failed before', () => {
		const paused = play(sampleState(), {type: 'pause-set', isPaused: true});
		assert.deepEqual(freshnessOf(paused), {kind: 'paused', asOf: now});
		assert.deepEqual(freshnessOf(play(failing(), {type: 'pause-set', isPaused: true})), {kind: 'paused', asOf: now - 3_600_000, cause: '502 from the backend'});
	});

	it('counts seconds only while one is waited for', () => {
		assert.deepEqual([sampleState(), failing(), play(failing(), {type: 'pause-set', isPaused: true})].map(state => showsSeconds(state)), [false, true, false]);
	});
});

describe('the backend’s clock', () => {
	it('is the one that ages are counted by, and the clock here the one that is shown', () => {
		const skewed = play(sampleState(), {type: 'skew-measured', skew: 120_000});
		assert.deepEqual([skewed.now - now, skewed.now - skewed.clockSkew], [120_000, now]);
		const ticked = play(skewed, {type: 'ticked', now: now + 1000});
		assert.equal(ticked.now, now + 121_000);
		assert.equal(play(ticked, {type: 'skew-measured', skew: 0}).now, now + 1000);
	});
});
