/** The filter while it is typed: what it does, what it could go on with, what is wrong with it, and what is remembered of it. */
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {desk} from '../../helpers/desk.ts';
import {draw} from '../../helpers/draw.tsx';
import {now, sampleState} from '../../helpers/sample.ts';

const errors = () => desk(sampleState({columns: 110, rows: 12})).press('2');
const foot = (at: ReturnType<typeof desk>) => draw(at.state()).at(-1)?.trimEnd();

describe('the filter prompt', () => {
	it('filters while it is typed', () => {
		const at = errors().press('/').type('object:lead dup');
		assert.equal(at.state().errors.filter, 'object:lead dup');
		assert.match(draw(at.state())[2] ?? '', /\[object:lead\] \[dup\]/v);
	});

	it('points at what it can’t understand, and leaves the list as it was', () => {
		const at = errors().press('/').type('dup cod:1007');
		assert.equal(at.state().errors.filter, 'dup cod');
		assert.match(foot(at) ?? '', /^ \/dup cod:1007▏.*✗ .*cod/v);
		at.press('enter');
		assert.equal(at.state().prompt?.text, 'dup cod:1007', 'what was typed is not lost');
		assert.equal(at.press('escape').state().errors.filter, '');
	});

	it('completes fields and values with Tab, and goes through them', () => {
		const at = errors().press('/').type('ob').press('tab');
		assert.equal(at.state().prompt?.text, 'object:');
		assert.match(foot(at) ?? '', /Tab {2}Lead {2}Contact/v);
		assert.equal(at.press('tab').state().prompt?.text, 'object:lead ');
		assert.equal(at.press('tab').state().prompt?.text, 'object:contact ');
		assert.equal(at.press('shift-tab').state().prompt?.text, 'object:lead ');
		assert.equal(at.type('dup').state().errors.filter, 'object:lead dup');
	});

	it('completes codes from what there is', () => {
		const at = errors().play(
			{type: 'asked', panel: 'candidates', key: '/', isOther: false},
			{type: 'answered', panel: 'candidates', key: '/', at: now, data: {code: [{value: '1007', count: 2}, {value: '0x80040333', count: 1}]}},
		);
		assert.equal(at.press('/').type('code:0x').press('tab').state().prompt?.text, 'code:0x80040333 ');
	});

	it('brings earlier filters back with ↑, and what was being typed with ↓', () => {
		const at = errors().press('/').type('one').press('enter', '/', 'ctrl-u').type('two').press('enter', '/', 'ctrl-u').type('thr');
		assert.equal(at.press('up').state().prompt?.text, 'two');
		assert.equal(at.press('up', 'up').state().prompt?.text, 'one');
		assert.equal(at.state().errors.filter, 'one');
		assert.equal(at.press('down', 'down').state().prompt?.text, 'thr');
		assert.deepEqual(at.press('enter').state().history.errors, ['thr', 'two', 'one']);
		assert.deepEqual(at.state().history.status, []);
	});

	it('knows only objects on Sync Status, and finds them by name or label', () => {
		const at = desk(sampleState({columns: 110, rows: 12})).press('/').type('object:LEAD').press('enter');
		assert.match(draw(at.state()).join('\n'), /1 of 3 objects/v);
		at.press('/', 'ctrl-u').type('code:1');
		assert.match(foot(at) ?? '', /✗/v);
	});
});

describe('picking instead of typing', () => {
	const withFacets = () => errors().play(
		{type: 'facets-toggled'},
		{type: 'asked', panel: 'facets', key: '', isOther: false},
		{
			type: 'answered', panel: 'facets', key: '', at: now, data: {
				object: [{value: 'lead', count: 96}, {value: 'contact', count: 21}], operation: [{value: 'insert', count: 117}],
				code: [{value: '1007', count: 100, message: 'Multiple leads'}, {value: null, count: 17}],
			},
		},
	);

	it('shows what there is of each field', () => {
		const pane = withFacets().play({type: 'resized', columns: 80, rows: 12});
		assert.deepEqual(draw(pane.state()).slice(3, 10), [
			'  OBJECT',
			'▌        96  Lead',
			'         21  Contact',
			'  OPERATION',
			'        117  insert',
			'  CODE',
			'        100  1007  Multiple leads',
		]);
		const beside = withFacets().state();
		assert.match(draw(beside)[4] ?? '', /Ольга.*▌ {8}96 {2}Lead$/v, 'beside the list where there is room');
	});

	it('adds a value to the filter, and takes it away again', () => {
		const at = withFacets().press('j', 'enter');
		assert.equal(at.state().errors.filter, 'object:contact');
		assert.equal(at.press('enter').state().errors.filter, '');
		assert.equal(at.press('end', 'enter').state().errors.filter, 'code:""', 'the errors without a code');
	});

	it('keeps the selection on its value when there is less to choose from', () => {
		const at = withFacets().press('end', 'up', 'enter').play(
			{type: 'asked', panel: 'facets', key: 'code:1007', isOther: false},
			{type: 'answered', panel: 'facets', key: 'code:1007', at: now, data: {object: [{value: 'lead', count: 100}], code: [{value: '1007', count: 100}]}},
		);
		assert.equal(at.press('enter').state().errors.filter, '');
	});

	it('goes from an object to its errors, whatever stood open there', () => {
		const before = desk().press('2', 'enter', '1', 'enter', 'e');
		assert.equal(before.state().errors.opened, undefined);
		const at = desk().press('enter', 'e');
		assert.equal(at.state().tab, 'errors');
		assert.equal(at.state().errors.filter, 'object:lead');
	});
});
