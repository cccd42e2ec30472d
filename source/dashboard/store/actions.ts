/** Everything that can happen to the state. Data enters as three events: answered, confirmed (nothing changed) and failed. */
import type {ErrorsPage} from '../../contract/errors.ts';
import type {RecalledHours} from '../../domain/throughput.ts';
import type {Move} from './cursor.ts';
import type {
	Notice, Panels, Prompt, SortOrder, StatusView, Tab,
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
	| {type: 'errors-answered'; key: string; cursor: string | undefined; page: ErrorsPage; at: number}
	| {type: 'confirmed'; panel: PanelName; key: string; at: number}
	| {type: 'failed'; panel: PanelName; key: string; message: string; at: number}
	| {type: 'recalled'; hours: RecalledHours}
	| {type: 'ticked'; now: number}
	| {type: 'resized'; columns: number; rows: number}
	| {type: 'moved'; move: Move}
	| {type: 'tab-chosen'; tab: Tab}
	| {type: 'view-chosen'; view: StatusView}
	| {type: 'object-opened'; object: string}
	| {type: 'error-opened'; id: string}
	/** Next or previous error while one is open. */
	| {type: 'error-stepped'; by: 1 | -1}
	/** One layer out: help, filter, details. */
	| {type: 'left'}
	| {type: 'sorted'; order: SortOrder}
	| {type: 'prompt-opened'; kind: Prompt['kind']}
	| {type: 'prompt-edited'; text: string; caret: number}
	| {type: 'prompt-accepted'}
	| {type: 'prompt-cancelled'}
	| {type: 'pause-set'; isPaused: boolean}
	| {type: 'interval-set'; interval: number}
	| {type: 'help-toggled'}
	| {type: 'noticed'; notice: Notice | undefined};
