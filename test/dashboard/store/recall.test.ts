/** What an earlier run has kept, in the first state of this one. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {Kept, KeptAnswers, KeptViews} from '../../../source/client/cache.ts';
import {untouchedCursor} from '../../../source/dashboard/store/cursor.ts';
import {errorsKey} from '../../../source/dashboard/store/errors-key.ts';
import {errorRows} from '../../../source/dashboard/store/error-selectors.ts';
import {freshnessOf} from '../../../source/dashboard/store/freshness.ts';
import {recallState} from '../../../source/dashboard/store/recall.ts';
import {screenOf, selectRows} from '../../../source/dashboard/store/selectors.ts';
import {desk} from '../../helpers/desk.ts';
import {
	connectingState, errorsPage, now, service, status, throughputFor,
} from '../../helpers/sample.ts';

const hourAgo = now - 3_600_000;
const answers: KeptAnswers = {
	service: {key: '/v1', at: hourAgo, data: service},
	status: {key: '/v1/status', at: hourAgo, data: status},
	throughput: {key: 'of another day', at: hourAgo, data: throughputFor(connectingState())},
	errors: {key: errorsKey(connectingState()), at: hourAgo, data: errorsPage},
	pending: {key: 'lead', at: hourAgo, data: {items: [{recordId: 'L-1', operation: 'insert', changedAt: '2026-11-22T10:00:00Z'}]}},
};
const views: KeptViews = {
	tab: 'status', statusView: undefined, errorsView: undefined, sort: undefined, selected: undefined, errorsVisitedAt: undefined,
	filters: {status: '', errors: ''}, history: {status: [], errors: []},
};
const recalled = (kept: Partial<Kept>) => recallState(connectingState(), {hours: new Map(), views: undefined, answers: {}, ...kept});

describe('what an earlier run has kept', () => {
	it('stands at once, as of when it was last known to hold', () => {
		const state = recalled({answers});
		assert.equal(screenOf(state), 'status');
		assert.deepEqual(selectRows(state).map(({key, lastHour}) => [key, lastHour?.synced?.value]), [['lead', 9820], ['contact', 0], ['account', 0]]);
		assert.deepEqual(freshnessOf(state), {kind: 'stale', asOf: hourAgo});
	});

	it('leaves a state without anything as it is', () => {
		const initial = connectingState();
		assert.deepEqual(recallState(initial, {hours: initial.recalled, views: undefined, answers: {}}), initial);
	});

	it('is nothing that the newest try has confirmed: an answer takes its place', () => {
		const at = desk(recalled({answers})).play(
			{type: 'asked', panel: 'status', key: '/v1/status', isOther: false},
			{type: 'answered', panel: 'status', key: '/v1/status', data: {objects: []}, at: now},
		);
		assert.deepEqual(selectRows(at.state()), []);
		assert.equal(freshnessOf(at.state()).kind, 'live');
	});

	it('stands while tries fail', () => {
		const at = desk(recalled({answers})).play(
			{type: 'asked', panel: 'status', key: '/v1/status', isOther: false},
			{
				type: 'failed', panel: 'status', key: '/v1/status', code: 'unreachable', message: 'connection refused', at: now, asOf: undefined, nextTryAt: now + 1000,
			},
		);
		assert.equal(selectRows(at.state()).length, 3);
		const {kind, asOf} = freshnessOf(at.state());
		assert.deepEqual([kind, asOf], ['offline', hourAgo]);
	});

	it('can be worked with before anything has been asked', () => {
		const at = desk(recalled({answers})).press('j', 'enter');
		assert.equal(screenOf(at.state()), 'object');
		assert.equal(at.press('escape', 'h').state().status.view, 'last-hour');
		assert.equal(at.press('2').type('/ольга').press('enter').state().errors.filter, 'ольга');
	});

	it('is the queue of the same object alone', () => {
		const opened = (object: string) => desk(recalled({answers})).play({type: 'asked', panel: 'pending', key: object, isOther: true}).state().panels.pending.data;
		assert.equal(opened('lead')?.items.length, 1);
		assert.equal(opened('contact'), undefined);
	});

	it('is never younger than now, whatever became of the clock', () => {
		const state = recalled({answers: {status: {key: '/v1/status', at: now + 3_600_000, data: status}}});
		assert.equal(freshnessOf(state).asOf, now);
	});

	it('fills hours that the backend doesn’t tell, also before it has told any', () => {
		const hours = new Map([['lead', new Map([[Date.parse('2026-11-22T12:00:00Z'), {synced: 7, failed: undefined, isPartial: true as const}]])]]);
		const [lead] = selectRows(recalled({hours, answers: {status: {key: '/v1/status', at: hourAgo, data: status}}}));
		assert.deepEqual([lead?.lastHour?.synced, lead?.lastHour?.failed], [{value: 7, quality: 'at-least'}, undefined]);
	});
});

describe('how the screens stood', () => {
	it('comes back: tab, views, order, filters, earlier lines, the last visit', () => {
		const state = recalled({views: {
			...views, tab: 'errors', statusView: 'last-hour', errorsView: 'causes', filters: {status: 'lead', errors: 'code:1007'},
			sort: {backlog: {column: 'oldest', descending: false}, 'last-hour': {column: 'min', descending: true}, errors: {column: 'code', descending: false}},
			history: {status: ['lead'], errors: ['code:1']}, errorsVisitedAt: hourAgo,
		}});
		assert.equal(screenOf(state), 'causes');
		assert.deepEqual([state.status.view, state.status.filter, state.errors.filter], ['last-hour', 'lead', 'code:1007']);
		assert.deepEqual([state.status.sort.backlog.column, state.status.sort['last-hour'].column, state.errors.sort.column], ['oldest', 'min', 'code']);
		assert.deepEqual([state.history.errors, state.errors.visitedAt], [['code:1'], hourAgo]);
	});

	it('comes back with the selection on its record and its line', () => {
		const state = recalled({answers, views: {...views, selected: {
			status: {key: 'account', index: 2, line: 2}, errors: {key: 'e-2', index: 1, line: 1}, causes: undefined,
		}}});
		assert.deepEqual(state.status.cursor, {key: 'account', index: 2, line: 2});
		assert.deepEqual(state.errors.cursor, {key: 'e-2', index: 1, line: 1});
	});

	it('selects the first error where the one of before isn’t on the first page', () => {
		const state = recalled({answers, views: {...views, selected: {status: undefined, errors: {key: 'e-400', index: 400, line: 9}, causes: undefined}}});
		assert.deepEqual(state.errors.cursor, untouchedCursor);
	});

	it('leaves out filters that no longer parse, and columns that there aren’t', () => {
		const state = recalled({views: {
			...views, filters: {status: 'code:1007', errors: 'since:yesterdayish'},
			sort: {backlog: {column: 'min', descending: false}, 'last-hour': undefined, errors: {column: '__proto__', descending: false}},
		}});
		assert.deepEqual([state.status.filter, state.errors.filter], ['', '']);
		assert.deepEqual([state.status.sort, state.errors.sort], [connectingState().status.sort, connectingState().errors.sort]);
	});

	it('shows no answer to another question than the one on the screen', () => {
		const filtered = {...views, filters: {status: '', errors: 'code:1007'}};
		const other: KeptAnswers = {...answers, causes: {key: '', at: hourAgo, data: {causes: []}}, facets: {key: '', at: hourAgo, data: {}}};
		const {panels} = recalled({answers: other, views: filtered});
		assert.deepEqual([panels.errors.data, panels.causes.data, panels.facets.data], [undefined, undefined, undefined]);
		assert.equal(errorRows(recalled({answers: other})).length, 3);
	});
});
