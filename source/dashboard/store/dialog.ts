/** Questions that stand at the foot of the screen until they are answered, and what goes on behind it. */
import type {ErrorActionReceipt} from '../../contract/errors.ts';
import type {Quantity} from '../../domain/count.ts';

export type ErrorAction = 'retry' | 'ignore';

/** Which errors an action is for. */
export type Choice = {
	/** The key that picks it. */
	readonly key: string;
	readonly kind: 'one' | 'marked' | 'all';
	/** Undefined for all that the filter lets through. */
	readonly ids: readonly string[] | undefined;
	/** Of all: the filter as it was when the question was asked, and nothing that came later. */
	readonly filter?: Readonly<Record<string, readonly string[]>>;
	readonly count: Quantity;
	/** Of one error: what it is called. */
	readonly name: string;
};

export type Dialog =
	/** Which ones? */
	| {readonly kind: 'choose'; readonly action: ErrorAction; readonly choices: readonly Choice[]}
	/** Really? */
	| {readonly kind: 'confirm'; readonly action: ErrorAction; readonly choice: Choice}
	/** The backend is doing it. */
	| {readonly kind: 'acting'; readonly action: ErrorAction; readonly choice: Choice}
	/** What became of each error that was named. */
	| {readonly kind: 'results'; readonly action: ErrorAction; readonly receipt: ErrorActionReceipt; readonly names: ReadonlyArray<readonly [id: string, name: string]>; readonly top: number}
	/** The file is there already. */
	| {readonly kind: 'overwrite'; readonly request: ExportRequest};

export type ExportRequest = {
	/** As it was typed. */
	readonly file: string;
	readonly format: 'csv' | 'json' | 'ndjson';
	/** Of CSV: cells that a spreadsheet could take for formulas stay as they are. */
	readonly isRaw: boolean;
	readonly mayOverwrite: boolean;
};

/** An export that is under way. */
export type Exporting = {
	readonly file: string;
	readonly records: number;
	readonly total: number | undefined;
	readonly recordsPerSecond: number;
	readonly msLeft: number | undefined;
};
