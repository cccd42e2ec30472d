/**
A payload as a tree whose branches fold. Only what is unfolded is looked at, entry by entry and without recursion: neither a million entries nor ten
thousand levels cost anything until someone opens them.

What the reader toggled is a set of paths; a branch that is in it stands the other way than it would by itself.
*/

export type PayloadNode = {
	/** Names the branch in the set of what was toggled. A JSON pointer; for the rest of a long branch, that of the branch, `~#` and where the rest begins. */
	readonly path: string;
	/** 0 for the entries of the payload itself. */
	readonly depth: number;
	/** The field's name or the item's index; undefined where the payload is a single value, and for a rest. */
	readonly name: string | undefined;
	readonly value: unknown;
	readonly fold: 'none' | 'folded' | 'unfolded';
	/** Entries that a rest stands for; 0 for everything else. */
	readonly rest: number;
};

/** Entries of a branch that are shown at once; the rest is a line that unfolds. */
const chunk = 100;

/** A payload of up to so many entries stands unfolded whole. */
const smallPayload = 40;

/** In a larger one, of its first level, only branches of up to so many. */
const smallBranch = 12;

/** Characters that a string may have to stand unfolded; far more would push everything else off the screen. */
export const longText = 300;

/** Characters that are shown of one that is unfolded; copying takes all of it. */
export const mostShown = 10_000;

/** The lines of the payload from top to bottom. */
export function payloadNodes(payload: unknown, toggled: ReadonlySet<string>): PayloadNode[] {
	const isOpen = opener(payload);
	return walk(payload, Infinity, (path, value, depth) => isOpen(value, depth) !== toggled.has(path));
}

/** Lines of a payload that are unfolded at once. */
const mostAtOnce = 1000;

/**
The paths to toggle so that all branches are unfolded (those of the first 1,000 lines), or folded where they are unfolded already. Rests and long
strings stay folded.
*/
export function toggleAll(payload: unknown, toggled: ReadonlySet<string>): Set<string> {
	const isOpen = opener(payload);
	const pathsOf = (nodes: readonly PayloadNode[], isWanted: boolean) =>
		new Set(nodes.filter(({value, depth}) => sizeOf(value) > 0 && isOpen(value, depth) === isWanted).map(({path}) => path));
	const unfolding = pathsOf(walk(payload, mostAtOnce, (_, value) => sizeOf(value) > 0), false);
	return areSame(unfolding, toggled) ? pathsOf(payloadNodes(payload, new Set()), true) : unfolding;
}

function areSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
	let common = 0;
	for (const path of a) {
		common += Number(b.has(path));
	}

	return common === a.size && common === b.size;
}

/** The branch that holds what the path names; empty for the payload itself. */
export function parentPath(path: string): string {
	const rest = path.lastIndexOf('~#');
	return path.slice(0, Math.max(0, rest, path.lastIndexOf('/')));
}

/** How many entries a branch has; 0 for what is none. */
export function sizeOf(value: unknown): number {
	if (Array.isArray(value)) {
		return value.length;
	}

	return typeof value === 'object' && value !== null ? keysOf(value).length : 0;
}

type IsOpen = (path: string, value: unknown, depth: number) => boolean;

type Branch = {
	readonly path: string;
	readonly depth: number;
	readonly value: unknown;
	readonly size: number;
	next: number;
	/** The entry before which it stops; moves on where the rest is unfolded. */
	end: number;
};

function walk(payload: unknown, limit: number, isOpen: IsOpen): PayloadNode[] {
	if (sizeOf(payload) === 0) {
		return [nodeOf('', 0, undefined, payload, isOpen)];
	}

	const nodes: PayloadNode[] = [];
	const open = [branchOf('', 0, payload)];
	for (let branch = open.at(-1); branch !== undefined && nodes.length < limit; branch = open.at(-1)) {
		const {path, depth, value, size, next, end} = branch;
		if (next < end) {
			branch.next++;
			const [name, child] = entryOf(value, next);
			const node = nodeOf(`${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth, name, child, isOpen);
			nodes.push(node);
			if (node.fold === 'unfolded' && typeof child !== 'string') {
				open.push(branchOf(node.path, depth + 1, child));
			}

			continue;
		}

		const restPath = `${path}~#${end}`;
		if (end < size && isOpen(restPath, undefined, depth)) {
			branch.end = Math.min(size, end + chunk);
			continue;
		}

		if (end < size) {
			nodes.push({
				path: restPath, depth, name: undefined, value: undefined, fold: 'folded', rest: size - end,
			});
		}

		open.pop();
	}

	return nodes;
}

function branchOf(path: string, depth: number, value: unknown): Branch {
	const size = sizeOf(value);
	return {
		path, depth, value, size, next: 0, end: Math.min(size, chunk),
	};
}

function nodeOf(path: string, depth: number, name: string | undefined, value: unknown, isOpen: IsOpen): PayloadNode {
	const canUnfold = sizeOf(value) > 0 || (typeof value === 'string' && value.length > longText);
	return {
		path, depth, name, value, rest: 0, fold: canUnfold ? (isOpen(path, value, depth) ? 'unfolded' : 'folded') : 'none',
	};
}

/** The entry of a branch by its place, from 0 to below `sizeOf`. */
export function entryOf(branch: unknown, index: number): readonly [name: string, value: unknown] {
	if (typeof branch !== 'object' || branch === null) {
		return ['', undefined];
	}

	const name = Array.isArray(branch) ? String(index) : keysOf(branch)[index] ?? '';
	return [name, Reflect.get(branch, name)];
}

/** Whether a branch stands unfolded by itself. Rests and long strings don't. */
function opener(payload: unknown): (value: unknown, depth: number) => boolean {
	const isSmall = isSmallPayload(payload);
	const rootSize = sizeOf(payload);
	return (value, depth) => {
		const size = sizeOf(value);
		return size > 0 && (isSmall || (depth === 0 && size <= smallBranch && rootSize <= smallPayload));
	};
}

/** Looks at no more entries than it takes to know. */
function isSmallPayload(payload: unknown): boolean {
	const branches = [payload];
	let count = 0;
	for (let branch = branches.pop(); branch !== undefined; branch = branches.pop()) {
		const size = sizeOf(branch);
		count += size;
		if (count > smallPayload) {
			return false;
		}

		for (let index = 0; index < size; index++) {
			const [, child] = entryOf(branch, index);
			if (sizeOf(child) > 0) {
				branches.push(child);
			}
		}
	}

	return true;
}

const keys = new WeakMap<object, readonly string[]>();

/** Of an object of a million fields the names are listed once. */
function keysOf(value: object): readonly string[] {
	const known = keys.get(value) ?? Object.keys(value);
	keys.set(value, known);
	return known;
}
