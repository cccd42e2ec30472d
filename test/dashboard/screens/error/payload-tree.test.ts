import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {
	parentPath, payloadNodes, toggleAll,
} from '../../../../source/dashboard/screens/error/payload-tree.ts';

/** `▸ name`, `▾ name` or `name`, indented by depth; `+n` is a rest. */
const outline = (payload: unknown, ...toggled: readonly string[]) => payloadNodes(payload, new Set(toggled)).map(({depth, name, fold, rest}) => {
	const signs = {none: '', folded: '▸ ', unfolded: '▾ '};
	return ' '.repeat(depth) + signs[fold] + (rest > 0 ? `+${rest}` : name ?? '');
});

const numbers = (count: number) => Array.from({length: count}, (_, index) => index);

/** As if read from JSON of so many brackets. */
function nested(levels: number): unknown {
	let value: unknown = 'deep';
	for (let level = 0; level < levels; level++) {
		value = {a: value};
	}

	return value;
}

/** An array of a million branches that counts how many of them were looked at. */
function counted() {
	const seen = new Set<string | symbol>();
	const payload = new Proxy(Array.from<unknown>({length: 1_000_000}), {
		get(target, key, receiver): unknown {
			if (typeof key === 'symbol' || !/^\d+$/v.test(key)) {
				return Reflect.get(target, key, receiver);
			}

			seen.add(key);
			return {name: key};
		},
	});
	return {payload, seen};
}

describe('a payload as a tree', () => {
	it('stands unfolded while it is small', () => {
		assert.deepEqual(outline({name: 'Ana', address: {city: 'Madrid', lines: ['a', 'b']}, none: {}}), [
			'name', '▾ address', ' city', ' ▾ lines', '  0', '  1', 'none',
		]);
	});

	it('is folded where it is large, but for short branches of its first level', () => {
		assert.deepEqual(outline({short: {x: 1, inner: {y: 1}}, long: numbers(100)}), ['▾ short', ' x', ' ▸ inner', '▸ long']);
	});

	it('folds and unfolds what is toggled, branch by branch', () => {
		const payload = {short: {x: {y: 1}}, long: numbers(50)};
		assert.equal(outline(payload, '/short', '/long').length, 52);
		assert.deepEqual(outline(payload, '/short/x'), ['▾ short', ' ▾ x', '  y', '▸ long']);
	});

	it('is a single line where it is a single value', () => {
		assert.deepEqual(outline(null), ['']);
		assert.deepEqual(outline([]), ['']);
		assert.equal(payloadNodes('text', new Set())[0]?.value, 'text');
	});

	it('tells names apart that look alike in a path', () => {
		const payload = {'a/b': {x: 1}, a: {b: {x: 1}}, 'a~1b': {x: 1}};
		const paths = payloadNodes(payload, new Set()).map(({path}) => path);
		assert.equal(new Set(paths).size, paths.length);
		assert.deepEqual(outline(payload, '/a~1b'), ['▸ a/b', '▾ a', ' ▾ b', '  x', '▾ a~1b', ' x']);
	});

	it('shows a hundred entries of a long branch, and as many more each time that the rest is unfolded', () => {
		const names = outline(numbers(250));
		assert.equal(names.length, 101);
		assert.equal(names.at(-1), '▸ +150');
		assert.equal(outline(numbers(250), '~#100').at(-1), '▸ +50');
		assert.equal(outline(numbers(250), '~#100', '~#200').length, 250);
		assert.equal(outline({list: numbers(150)}, '/list').at(-1), ' ▸ +50');
		assert.equal(parentPath('/list~#100'), '/list');
	});

	it('keeps long strings folded until they are unfolded', () => {
		const payload = {note: 'x'.repeat(301), short: 'x'.repeat(300)};
		assert.deepEqual(outline(payload), ['▸ note', 'short']);
		assert.deepEqual(outline(payload, '/note'), ['▾ note', 'short']);
	});

	it('takes fields for what they are, whatever they are called', () => {
		assert.deepEqual(payloadNodes(JSON.parse('{"__proto__": 1, "length": 2, "toString": 3}'), new Set()).map(({name, value}) => [name, value]), [
			['__proto__', 1], ['length', 2], ['toString', 3],
		]);
	});
});

describe('the cost of a payload', () => {
	it('is that of what is unfolded: of a million entries a hundred are looked at', () => {
		const {payload, seen} = counted();
		assert.equal(outline(payload).length, 101);
		assert.ok(seen.size <= 100, `${seen.size} were looked at`);
	});

	it('is not its depth: ten thousand levels are a line until they are unfolded', () => {
		const payload = {deep: nested(10_000)};
		assert.deepEqual(outline(payload), ['▾ deep', ' ▸ a']);
		assert.deepEqual(outline(payload, '/deep/a', '/deep/a/a'), ['▾ deep', ' ▾ a', '  ▾ a', '   ▸ a']);
		assert.equal(payloadNodes(payload, toggleAll(payload, new Set())).length, 1001);
	});
});

describe('folding all', () => {
	const payload = {a: {b: {c: numbers(60)}}, d: 1};

	it('unfolds every branch, and folds them when all are', () => {
		const all = toggleAll(payload, new Set());
		assert.equal(payloadNodes(payload, all).length, 64);
		const none = toggleAll(payload, all);
		assert.deepEqual(outline(payload, ...none), ['▸ a', 'd']);
		assert.equal(payloadNodes(payload, toggleAll(payload, none)).length, 64);
	});

	it('folds at once what is unfolded by itself', () => {
		assert.deepEqual(outline({a: {b: {c: 1}}}, ...toggleAll({a: {b: {c: 1}}}, new Set())), ['▸ a']);
	});
});
