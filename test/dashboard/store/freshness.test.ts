import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {freshnessOf} from '../../../source/dashboard/store/freshness.ts';
import type {Action, PanelName} from '../../../source/dashboard/store/actions.ts';
import type {State} from '../../../source/dashboard/store/state.ts';
import {connectingState, now, play, sampleState} from '../../helpers/sample.ts';

const failed = (state: State, panel: PanelName, message = '503 from the backend'): Action =>
	({type: 'failed', panel, key: state.panels[panel].key, message, at: now});
const kindAfter = (state: State, panel: PanelName) => freshnessOf(play(state, failed(state, panel))).kind;

describe('freshness', () => {
	it('is live while what the screen shows is answered', () => {
		assert.equal(freshnessOf(connectingState()).kind, 'connecting');
		assert.equal(freshnessOf(sampleState()).kind, 'live');
	});

	it('is judged by the answers that the screen shows, and not by its neighbours', () => {
		const status = sampleState();
		const errors = play(status, {type: 'tab-chosen', tab: 'errors'});
		assert.deepEqual([kindAfter(status, 'status'), kindAfter(status, 'throughput'), kindAfter(status, 'errors')], ['stale', 'stale', 'live']);
		assert.deepEqual([kindAfter(errors, 'errors'), kindAfter(errors, 'status')], ['stale', 'live']);
		assert.equal(kindAfter(play(status, {type: 'object-opened', object: 'lead'}), 'pending'), 'stale');
		assert.equal(kindAfter(play(errors, {type: 'error-opened', id: 'e-1'}), 'error'), 'stale');
	});

	it('tells what keeps a screen from being asked at all', () => {
		const state = play(connectingState(), {type: 'tab-chosen', tab: 'errors'});
		const {kind, cause} = freshnessOf(play(state, failed(state, 'service', 'connection refused')));
		assert.deepEqual([kind, cause], ['offline', 'connection refused']);
	});

	it('names the first failure, until something comes', () => {
		const state = sampleState();
		const later = play(state, failed(state, 'status'), {type: 'failed', panel: 'status', key: '/v1/status', message: '503 from the backend', at: now + 60_000});
		assert.equal(freshnessOf(later).since, now);
		assert.equal(freshnessOf(play(later, {type: 'confirmed', panel: 'status', key: '/v1/status', at: now})).kind, 'live');
	});
});
