import {selectOpenedError} from '../../store/error-selectors.ts';
import type {State} from '../../store/state.ts';
import type {DocumentLine} from './document-line.ts';
import {errorLine, selectErrorLines} from './error-view.ts';
import {parentPath, toggleAll} from './payload-tree.ts';

/** `fold` closes the branch that the line is in where the line itself has nothing to fold; `all` is about the payload. */
export type FoldStep = 'toggle' | 'unfold' | 'fold' | 'all';

export type Folding = Pick<State['errors'], 'line' | 'unfolded'>;

/** What is unfolded after the step, and where the reader is then: at the same text, or at the branch that it went into. */
export function foldAtLine(state: State, step: FoldStep): Folding {
	const {errors} = state;
	const lines = selectErrorLines(state);
	const line = errorLine(state);
	const here = lines[line];
	const as = (unfolded: ReadonlySet<string>, path: string | undefined): Folding => {
		const next = selectErrorLines({...state, errors: {...errors, unfolded}});
		return {unfolded, line: lineOf(next, path) ?? Math.min(line, Math.max(0, next.length - 1))};
	};

	if (step === 'all') {
		const others = [...errors.unfolded].filter(path => !isOfPayload(path));
		const ofPayload = new Set([...errors.unfolded].filter(path => isOfPayload(path)));
		return as(new Set([...others, ...toggleAll(selectOpenedError(state).error?.payload, ofPayload)]), here?.path);
	}

	if (step === 'fold' && here?.fold !== 'unfolded') {
		const above = parentOf(lines, line);
		return above?.path === undefined ? {unfolded: errors.unfolded, line} : as(toggled(errors.unfolded, above.path), above.path);
	}

	return here?.path === undefined || here.fold === undefined || (step === 'unfold' && here.fold === 'unfolded')
		? {unfolded: errors.unfolded, line}
		: as(toggled(errors.unfolded, here.path), here.path);
}

function toggled(paths: ReadonlySet<string>, path: string): Set<string> {
	const next = new Set(paths);
	if (!next.delete(path)) {
		next.add(path);
	}

	return next;
}

/** Fields and the history have names of their own; the payload's paths are JSON pointers and their rests. */
function isOfPayload(path: string): boolean {
	return path === '' || path.startsWith('/') || path.startsWith('~');
}

/** The first line of a text, or of the nearest branch around it. */
function lineOf(lines: readonly DocumentLine[], path: string | undefined): number | undefined {
	if (path === undefined) {
		return undefined;
	}

	const places = new Map<string | undefined, number>();
	for (const [index, line] of lines.entries()) {
		if (!places.has(line.path)) {
			places.set(line.path, index);
		}
	}

	for (let name = path; name !== ''; name = parentPath(name)) {
		const index = places.get(name);
		if (index !== undefined) {
			return index;
		}
	}

	return undefined;
}

/** The branch that holds a line of the payload. */
function parentOf(lines: readonly DocumentLine[], line: number): DocumentLine | undefined {
	const path = lines[line]?.path;
	const parent = path === undefined || !isOfPayload(path) ? '' : parentPath(path);
	return parent === '' ? undefined : lines.find(({path: other, fold}) => other === parent && fold === 'unfolded');
}
