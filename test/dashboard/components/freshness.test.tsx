/** What the first and the last line say of how far the screen can be trusted. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {draw} from '../../helpers/draw.tsx';
import type {State} from '../../../source/dashboard/store/state.ts';
import {
	connectingState, failedTry, now, play, sampleState,
} from '../../helpers/sample.ts';

const failing = (columns: number, message?: string, code?: 'unreachable') => play(sampleState({columns, rows: 12}), failedTry('status', '/v1/status', message, code));
/** The two sides of a line that has room between them. */
const sides = (line = '') => line.split(/ {3,}/v);
const first = (state: State) => sides(draw(state)[0]).join(' … ');
const last = (state: State) => sides(draw(state).at(-1))[0];

describe('freshness on the screen', () => {
	it('tells state, age, cause and next try, in words', () => {
		assert.equal(first(failing(120)), ' sync-tui  crm-prod  Microsoft Dynamics ⇄ Marketo … ◐ STALE 1h ago · 502 from the backend · next try in 12s  14:07');
		assert.equal(first(failing(80)), ' crm-prod … ◐ STALE 1h ago · 502 from the backend · next try in 12s  14:07');
		assert.equal(first(failing(80, 'connection refused', 'unreachable')), ' crm-prod … ○ OFFLINE 1h ago · connection refused · next try in 12s  14:07');
	});

	it('tells in the last line what the first has no room for', () => {
		const cause = 'objects[0].pending.inserts: expected a count, got "many"';
		assert.equal(first(failing(80, cause)), ' crm-prod … ◐ STALE 1h ago · objects[0].pending.inserts: expected a coun…  14:07');
		assert.equal(last(failing(80, cause)), ` ${cause} · next try in 12s`);
		assert.equal(first(failing(40)), ' crm-prod … ◐ STALE 1h ago  14:07');
		assert.equal(last(failing(40)), ' 502 from the backend · next try in 12s');
	});

	it('counts down, and says when it tries', () => {
		const at = (ms: number) => /(?:next|trying)[\w ]*?(?= {2})/v.exec(first(play(failing(80), {type: 'ticked', now: now + ms})) ?? '')?.[0];
		assert.deepEqual([at(1), at(1000), at(11_001), at(12_000), at(13_000)], ['next try in 12s', 'next try in 11s', 'next try in 1s', 'trying now', 'trying now']);
	});

	it('names what else could not be read, without taking the rest for old', () => {
		const state = play(sampleState({columns: 80, rows: 12}), failedTry('throughput', sampleState().panels.throughput.key));
		assert.match(first(state) ?? '', /● LIVE · every 5s/v);
		assert.equal(last(state), ' hours as of 13:07: 502 from the backend');
	});

	it('says that the clock here is off', () => {
		const skewed = (skew: number) => first(play(sampleState({columns: 120, rows: 12}), {type: 'skew-measured', skew}));
		assert.match(skewed(125_000) ?? '', /LIVE · every 5s {2}clock 2m behind {2}14:07 Europe\/Madrid$/v);
		assert.match(skewed(-7_200_000) ?? '', /clock 2h ahead {2}14:07/v);
	});

	it('tells on an empty screen what failed, and when the next try is', () => {
		const state = connectingState({columns: 80, rows: 12});
		const asked = play(state, {type: 'asked', panel: 'status', key: '/v1/status', isOther: false}, failedTry('status', '/v1/status'));
		assert.ok(draw(asked).includes('  Trying again in 12s; r tries now, q quits.'), draw(asked).join('\n'));
	});
});

describe('a token that travels unencrypted', () => {
	it('is told as long as there is room for it', () => {
		const state = sampleState({columns: 120, rows: 12});
		const insecure: State = {...state, connection: {...state.connection, isInsecure: true}};
		assert.equal(first(insecure), ' sync-tui  crm-prod  TOKEN UNENCRYPTED  Microsoft Dynamics ⇄ Marketo … ● LIVE · every 5s  14:07 Europe/Madrid');
	});
});
