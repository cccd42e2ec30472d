/** A small sync to draw: answers of a backend as they are after validation, and a state that has received them. */
import {ErrorsPageSchema} from '../../source/contract/errors.ts';
import {ServiceSchema} from '../../source/contract/service.ts';
import {StatusSchema} from '../../source/contract/status.ts';
import {ThroughputSchema} from '../../source/contract/throughput.ts';
import {validate} from '../../source/contract/validate.ts';
import type {Controls} from '../../source/dashboard/input/press.ts';
import type {FailureCode} from '../../source/client/failure.ts';
import type {Action, PanelName} from '../../source/dashboard/store/actions.ts';
import {reduce} from '../../source/dashboard/store/reduce.ts';
import {errorsKey} from '../../source/dashboard/store/errors-key.ts';
import {throughputQuery} from '../../source/dashboard/store/selectors.ts';
import {initialState, type State} from '../../source/dashboard/store/state.ts';
import type {ZoneOffset} from '../../source/domain/hours.ts';

/** 2026-11-22, 13:07:21 UTC: in Madrid it is 14:07. */
export const now = Date.parse('2026-11-22T13:07:21Z');

export const service = validate(ServiceSchema, {
	api: 'sync-status', version: '1.0', name: 'crm-prod', source: {name: 'Microsoft Dynamics'}, target: {name: 'Marketo'},
	capabilities: ['throughput', 'pending', 'errors', 'error-facets', 'error-causes', 'error-export', 'retry'],
});

export const status = validate(StatusSchema, {
	generatedAt: '2026-11-22T13:07:21Z',
	sync: {state: 'running'},
	objects: [
		{
			object: 'lead', label: 'Lead', pending: {inserts: 1204, updates: 9310}, failed: 96,
			oldest: {insert: {recordId: 'L-10291', recordName: 'Ana Pérez', direction: 'inbound', changedAt: '2026-11-22T10:53:02Z'}, update: null},
			directions: {inbound: {inserts: 1100, updates: 7000}, outbound: {inserts: 104, updates: 2310}},
		},
		{object: 'contact', label: 'Contact', pending: {inserts: {value: 12, quality: 'at-least'}, updates: null}, failed: 21},
		{object: 'account', label: '自定义实体 👩‍👩‍👧', pending: {inserts: 0, updates: 0}, failed: 0},
	],
});

export const errorsPage = validate(ErrorsPageSchema, {
	items: [
		{
			id: 'e-3', object: 'lead', recordId: 'L-3', recordName: 'Ольга', operation: 'insert', direction: 'outbound', code: '0x80040333',
			message: 'Cannot insert duplicate key', occurredAt: '2026-11-22T12:59:40Z',
		},
		{
			id: 'e-2', object: 'contact', recordId: 'C-2', recordName: '\u{1B}]52;c;aGk=\u{7}李雷', operation: 'update', direction: 'inbound', code: '1007',
			message: 'Multiple leads match\nlookup criteria', occurredAt: '2026-11-21T22:10:00Z',
		},
		{id: 'e-1', occurredAt: '2026-11-21T22:00:00Z'},
	],
	nextCursor: null,
	total: 3,
});

/** Lead alone had work to do: 9,820 records in the hour before 13:00 UTC, 5,000 in the one before that. */
export function throughputFor(state: State) {
	const query = throughputQuery(state);
	return validate(ThroughputSchema, {
		from: query.get('from'), to: query.get('to'), resolution: 'PT1H',
		coverage: {from: query.get('from'), to: query.get('to')},
		buckets: [
			{object: 'lead', start: '2026-11-22T11:00:00Z', synced: 5000, failed: 0},
			{object: 'lead', start: '2026-11-22T12:00:00Z', synced: 9820, failed: 11},
		],
	});
}

export type SampleOptions = {
	readonly columns?: number;
	readonly rows?: number;
	readonly isDemo?: boolean;
	readonly zone?: {readonly name: string; readonly offset: ZoneOffset};
};

export function connectingState({columns = 100, rows = 30, isDemo = false, zone = {name: 'Europe/Madrid', offset: () => 60}}: SampleOptions = {}): State {
	return initialState({
		connection: {name: 'sync.example.com', address: 'https://sync.example.com', isDemo}, zone, now, size: {columns, rows}, interval: 5000,
	});
}

/** What a first round brings. */
export function sampleState(options: SampleOptions = {}): State {
	const state = connectingState(options);
	const throughputKey = throughputQuery(state).toString();
	const key = errorsKey(state);
	const asked = (panel: 'service' | 'status' | 'throughput' | 'errors', question: string): Action => ({
		type: 'asked', panel, key: question, isOther: false,
	});
	return play(
		state,
		asked('service', '/v1'),
		{type: 'answered', panel: 'service', key: '/v1', data: service, at: now},
		asked('status', '/v1/status'),
		{type: 'answered', panel: 'status', key: '/v1/status', data: status, at: now},
		asked('throughput', throughputKey),
		{type: 'answered', panel: 'throughput', key: throughputKey, data: throughputFor(state), at: now},
		asked('errors', key),
		{
			type: 'errors-answered', key, part: 'first', cursor: undefined, page: errorsPage, at: now,
		},
	);
}

/** A try that failed at the sample's moment, an hour after the last that didn't, and 12 s before the next. */
export function failedTry(panel: PanelName, key: string, message = '502 from the backend', code: FailureCode = 'status'): Action {
	return {
		type: 'failed', panel, key, code, message, at: now, asOf: now - 3_600_000, nextTryAt: now + 12_000,
	};
}

/** What keys do beyond the dashboard, written down instead of done. */
export function recordedControls(): {readonly controls: Controls; readonly calls: string[]} {
	const calls: string[] = [];
	const call = (name: string) => (...values: readonly unknown[]) => {
		calls.push([name, ...values.map(value => typeof value === 'string' ? value : JSON.stringify(value))].join(' '));
	};

	return {
		calls,
		controls: {
			refresh: call('refresh'), quit: call('quit'), suspend: call('suspend'), copy: call('copy'), openLink: call('openLink'),
			exportErrors: call('exportErrors'), cancelExport: call('cancelExport'), act: call('act'),
		},
	};
}

export function play(state: State, ...actions: readonly Action[]): State {
	return actions.reduce((current, action) => reduce(current, action), state);
}
