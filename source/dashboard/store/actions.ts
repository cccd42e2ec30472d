/** Everything that can happen to the state. Data enters as three events: answered, confirmed (nothing changed) and failed. */
import type {FailureCode} from '../../client/failure.ts';
import type {ErrorsPage} from '../../contract/errors.ts';
import type {RecalledHours} from '../../domain/throughput.ts';
import type {Move} from './cursor.ts';
import type {Dialog, Exporting} from './dialog.ts';
import type {PagePart} from './error-list.ts';
import type {
	ErrorsView, Notice, Panels, Prompt, SortOrder, State, StatusView, Tab,
} from './state.ts';

export type PanelName = keyof Panels;

type PanelData<Name extends PanelName> = NonNullable<Panels[Name]['data']>;

export type Answered<Name extends PanelName = PanelName> = {
	[Key in Name]: {type: 'answered'; panel: Key; key: string; data: PanelData<Key>; at: number}
}[Name];

export type Action =
	| Answered<Exclude<PanelName, 'errors'>>
	/** A question to the backend changes; data of a wholly different thing (another object, another error) is let go. */
	| {type: 'asked'; panel: PanelName; key: string; isOther: boolean}
	/** A page of errors; `cursor` is the one that it was asked with, undefined for the first page. */
	| {type: 'errors-answered'; key: string; part: PagePart; cursor: string | undefined; page: ErrorsPage; at: number}
	| {type: 'confirmed'; panel: PanelName; key: string; at: number}
	/** `asOf` is when what the panel shows was last known to hold, where that was in this run. All in ms UTC by the clock here. */
	| {type: 'failed'; panel: PanelName; key: string; code: FailureCode; message: string; at: number; asOf: number | undefined; nextTryAt: number | undefined}
	/** A question has been waiting for long, since when; `asOf` is when each panel was confirmed last. ms UTC by the clock here. */
	| {type: 'slowed'; since: number; at: number; asOf: ReadonlyMap<PanelName, number>}
	| {type: 'slow-ended'}
	/** By how much the backend's clock is ahead of the one here, ms. */
	| {type: 'skew-measured'; skew: number}
	| {type: 'recalled'; hours: RecalledHours}
	/** Whether what is shown can be kept for the next run. */
	| {type: 'cache-checked'; problem: State['cacheProblem']}
	/** By the clock here, ms UTC. */
	| {type: 'ticked'; now: number}
	| {type: 'resized'; columns: number; rows: number}
	/** The terminal's window is looked at, or isn't. */
	| {type: 'focus-set'; isFocused: boolean}
	| {type: 'moved'; move: Move}
	| {type: 'tab-chosen'; tab: Tab}
	| {type: 'view-chosen'; view: StatusView}
	| {type: 'object-opened'; object: string}
	| {type: 'error-opened'; id: string}
	/** Next or previous error while one is open. */
	| {type: 'error-stepped'; by: 1 | -1}
	| {type: 'errors-view-chosen'; view: ErrorsView}
	/** A group of errors opens as a filter. */
	| {type: 'cause-opened'; filter: string}
	/** The errors of one object, from its details. */
	| {type: 'object-errors-opened'; filter: string}
	| {type: 'facets-toggled'}
	/** The filter gains a term, or loses it. */
	| {type: 'filter-set'; filter: string}
	| {type: 'mark-toggled'; id: string; name: string}
	| {type: 'marks-cleared'}
	/** Where the reader is in the open error, and what of it is unfolded. */
	| {type: 'error-line-chosen'; line: number}
	| {type: 'folded'; line: number; unfolded: ReadonlySet<string>}
	| {type: 'times-toggled'}
	/** Errors that are known to have left the list; all of them where no ids are named. */
	| {type: 'errors-removed'; ids: readonly string[] | undefined}
	| {type: 'dialog-opened'; dialog: Dialog}
	| {type: 'dialog-closed'}
	| {type: 'export-progressed'; exporting: Exporting | undefined}
	/** One layer out: help, filter, details. */
	| {type: 'left'}
	| {type: 'sorted'; order: SortOrder}
	/** `text` stands in the line already; a filter begins with the one that there is. */
	| {type: 'prompt-opened'; kind: Prompt['kind']; text?: string}
	| {type: 'prompt-edited'; text: string; caret: number; completing?: Prompt['completing']}
	/** An earlier line (1) or a later one (-1). */
	| {type: 'prompt-recalled'; by: 1 | -1}
	| {type: 'prompt-accepted'}
	| {type: 'prompt-cancelled'}
	| {type: 'pause-set'; isPaused: boolean}
	| {type: 'interval-set'; interval: number}
	| {type: 'help-toggled'}
	| {type: 'noticed'; notice: Notice | undefined};
