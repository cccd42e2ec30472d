/** The open error as it stands before the reader: its lines, and the one that they are at. */
import type {SyncErrorDetail} from '../../../contract/errors.ts';
import {cleanText, nameText} from '../../../domain/clean.ts';
import type {ZoneOffset} from '../../../domain/hours.ts';
import {words} from '../../../i18n/words.ts';
import type {Move} from '../../store/cursor.ts';
import {selectOpenedError} from '../../store/error-selectors.ts';
import {memoizeLast} from '../../store/memoize.ts';
import {objectLabels, selectLayout} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import type {Copy, DocumentLine} from './document-line.ts';
import {errorDocument} from './error-document.ts';

const viewOf = memoizeLast((now: number, offset: ZoneOffset, width: number) => ({now, offset, width}));
const composed = memoizeLast((
	error: SyncErrorDetail, label: string, rest: string | undefined, unfolded: ReadonlySet<string>, view: ReturnType<typeof viewOf>,
) => errorDocument({
	error, label, rest, unfolded, ...view,
}));

/** What stands on the screen while something is missing: why it is, or that it is on its way. */
export function missingText({panels}: State): string {
	return cleanText(panels.error.failure?.message ?? words.error.loading);
}

/** All lines of the open error; none while nothing is known of it. */
export function selectErrorLines(state: State): readonly DocumentLine[] {
	const {panels, errors, size, zone, now} = state;
	const {error, isWhole} = selectOpenedError(state);
	if (error === undefined) {
		return [];
	}

	const label = objectLabels(panels.status.data).get(error.object ?? '') ?? nameText(error.object, words.na);
	return composed(error, label, isWhole ? undefined : missingText(state), errors.unfolded, viewOf(now, zone.offset, size.columns));
}

/** The line that the reader is at; the document may have become shorter than it was. */
export function errorLine(state: State): number {
	return Math.max(0, Math.min(state.errors.line, selectErrorLines(state).length - 1));
}

export type Window = {
	/** First visible line. */
	readonly first: number;
	readonly height: number;
	/** False where all of it fits; otherwise a row below it says where it is. */
	readonly isPart: boolean;
};

/** What of the document is visible: the reader's line stays in the middle, but for the ends. */
export function errorWindow(state: State): Window {
	const {body} = selectLayout(state);
	const count = selectErrorLines(state).length;
	const isPart = count > body;
	const height = isPart && body > 1 ? body - 1 : body;
	const first = Math.max(0, Math.min(errorLine(state) - Math.floor(height / 2), count - height));
	return {first, height, isPart: isPart && body > 1};
}

/** Where a move leads to in the document. */
export function movedErrorLine(state: State, move: Move): number {
	const {height} = errorWindow(state);
	const half = Math.max(1, Math.floor(height / 2));
	const steps: Readonly<Record<Move, number>> = {
		up: -1, down: 1, 'page-up': -height, 'page-down': height, 'half-up': -half, 'half-down': half, home: -Infinity, end: Infinity,
	};
	return Math.max(0, Math.min(selectErrorLines(state).length - 1, errorLine(state) + steps[move]));
}

/** What copying takes from the reader's line; undefined where there is nothing on it. */
export function copyAtLine(state: State): Copy | undefined {
	return selectErrorLines(state)[errorLine(state)]?.copy?.();
}
