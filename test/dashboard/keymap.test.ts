import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {commandNames, completeCommand} from '../../source/dashboard/input/commands.ts';
import {bindingFor, bindings, isInScope, type Scope} from '../../source/dashboard/keymap.ts';
import {helpLines} from '../../source/dashboard/screens/help/help-lines.ts';
import {screenOf} from '../../source/dashboard/store/selectors.ts';
import type {State} from '../../source/dashboard/store/state.ts';
import {unicodeGlyphs, keyLabel} from '../../source/dashboard/theme.ts';
import {desk} from '../helpers/desk.ts';
import {play, sampleState} from '../helpers/sample.ts';

const scopes: readonly Scope[] = ['connecting', 'status', 'object', 'errors', 'causes', 'facets', 'error', 'help'];

describe('the key table', () => {
	it('gives a key one meaning on each screen', () => {
		for (const scope of scopes) {
			const keys = bindings.filter(binding => isInScope(binding, scope)).flatMap(binding => binding.keys);
			assert.equal(new Set(keys).size, keys.length, `a key twice on ${scope}`);
		}
	});

	it('is what the help lists, all of it', () => {
		const help = helpLines(100, unicodeGlyphs).map(spans => spans.map(({text}) => text).join('')).join('\n');
		for (const {keys} of bindings) {
			assert.ok(help.includes(keys.map(key => keyLabel(key, unicodeGlyphs)).join('  ')), keys.join(' '));
		}
	});

	it('does something for every key that it lists, on some screen', () => {
		const inPrompt = sampleState();
		const screens: State[] = [
			sampleState(),
			play(inPrompt, {type: 'moved', move: 'down'}, {type: 'sorted', order: {column: 'inserts', descending: true}}),
			play(inPrompt, {type: 'object-opened', object: 'lead'}),
			play(inPrompt, {type: 'tab-chosen', tab: 'errors'}, {type: 'moved', move: 'down'}),
			play(inPrompt, {type: 'tab-chosen', tab: 'errors'}, {type: 'error-opened', id: 'e-2'}, {type: 'moved', move: 'down'}),
			play(inPrompt, {type: 'help-toggled'}, {type: 'moved', move: 'down'}),
		];
		for (const {id, keys} of bindings) {
			for (const key of keys) {
				const works = screens.some(state => {
					const {calls, state: after} = desk(state).press(key);
					return bindingFor(state, key)?.id === id && (calls.length > 0 || after() !== state);
				});
				assert.ok(works, `${id}: ${key}`);
			}
		}
	});
});

describe('keys', () => {
	it('open and close one layer at a time, and q quits at the top', () => {
		const at = desk().press('enter');
		assert.equal(screenOf(at.state()), 'object');
		at.press('?', 'escape', 'q');
		assert.equal(screenOf(at.state()), 'status');
		assert.deepEqual(at.calls, []);
		assert.deepEqual(at.press('q').calls, ['quit']);
	});

	it('quit on Ctrl-C only when it is pressed twice in a row', () => {
		assert.deepEqual(desk().press('ctrl-c', 'j', 'ctrl-c').calls, []);
		assert.deepEqual(desk().press('ctrl-c', 'ctrl-c').calls, ['quit']);
	});

	it('sort by the next column, by the one before, and the other way round', () => {
		const order = (...keys: string[]) => desk().press(...keys).state().status.sort.backlog;
		assert.deepEqual(order('s'), {column: 'oldest', descending: true});
		assert.deepEqual(order('shift-left'), {column: 'updates', descending: true});
		assert.deepEqual(order('S'), {column: 'total', descending: false});
	});

	it('say why they can’t work where the backend lacks what they need', () => {
		const state = sampleState();
		const lacking = play(state, {type: 'answered', panel: 'service', key: '/v1', at: 0, data: {api: 'sync-status', version: '1.0', capabilities: []}});
		const at = desk(lacking).press('2');
		assert.equal(at.state().tab, 'status');
		assert.match(at.state().notice?.text ?? '', /does not offer its errors/v);
	});

	it('are text while a line is typed', () => {
		const at = desk().press('2', '/', 'q', 'h', '2');
		assert.equal(at.state().prompt?.text, 'qh2');
		assert.equal(at.state().errors.filter, 'qh2');
		assert.deepEqual(at.calls, []);
		assert.equal(at.press('enter').state().errors.filter, 'qh2');
		assert.equal(at.press('escape').state().errors.filter, '');
	});

	it('give a filter back as it was on Escape', () => {
		const at = desk().press('/', 'l', 'enter', '/', 'x', 'escape');
		assert.equal(at.state().status.filter, 'l');
	});

	it('go through the intervals', () => {
		assert.equal(desk().press('+').state().polling.interval, 10_000);
		assert.equal(desk().press('-', '-', '-', '-').state().polling.interval, 1000);
	});
});

describe('commands', () => {
	const run = (line: string) => desk().press(':', ...line, 'enter');

	it('are the actions by name', () => {
		assert.equal(run('last-hour').state().status.view, 'last-hour');
		assert.deepEqual(run('q').calls, ['quit']);
	});

	it('take values', () => {
		assert.equal(run('interval 30').state().polling.interval, 30_000);
		assert.deepEqual(run('sort failed').state().status.sort.backlog, {column: 'failed', descending: true});
	});

	it('answer a wrong one with a line that says what to do', () => {
		assert.match(run('fly').state().notice?.text ?? '', /no command “fly”; Tab after : completes/v);
		assert.match(run('interval soon').state().notice?.text ?? '', /“soon” is not a pause in seconds/v);
		assert.match(run('sort size').state().notice?.text ?? '', /no column “size” here; there are object, inserts/v);
		assert.match(run('next-error').state().notice?.text ?? '', /does nothing on this screen/v);
	});

	it('are completed by Tab', () => {
		assert.equal(completeCommand('las'), 'last-hour');
		assert.equal(completeCommand('zzz'), 'zzz');
		assert.ok(commandNames().includes('interval'));
	});
});
