/** What keys of the dashboard do beyond it: each effect loads what it needs when it is first wanted, and tells the store how it went. */
import {homedir} from 'node:os';
import path from 'node:path';
import type {Client, ClientOptions} from '../client/http.ts';
import {RequestFailure} from '../client/failure.ts';
import {ErrorActionReceiptSchema} from '../contract/errors.ts';
import type {Effects} from '../dashboard/input/press.ts';
import {errorTotal, filterQuery, sortParameter} from '../dashboard/store/error-selectors.ts';
import type {Choice, ErrorAction, ExportRequest} from '../dashboard/store/dialog.ts';
import {formatQuantity} from '../domain/count.ts';
import {words} from '../i18n/words.ts';
import type {DashboardStore} from './dashboard.ts';

export type EffectsOptions = {
	readonly store: DashboardStore;
	/** Settles once there is a backend to talk to. */
	readonly connected: Promise<{readonly client: Client; readonly options: ClientOptions; readonly refresh: () => void}>;
	readonly stdout: {write(text: string): unknown};
	readonly env: Readonly<Record<string, string | undefined>>;
};

export function createEffects({store, connected, stdout, env}: EffectsOptions): Effects {
	let exporting: AbortController | undefined;

	const say = (text: string, tone: 'plain' | 'warn' = 'plain') => {
		store.dispatch({type: 'noticed', notice: {text, tone}});
	};

	/** The reader may have left it, and be asked something else. */
	const endActing = () => {
		if (store.getState().dialog?.kind === 'acting') {
			store.dispatch({type: 'dialog-closed'});
		}
	};

	const act = async (action: ErrorAction, choice: Choice) => {
		const {client, refresh} = await connected;
		const state = store.getState();
		try {
			const receipt = await client.post(`/v1/errors/${action}`, choice.ids === undefined ? {filter: choice.filter ?? {}} : {ids: choice.ids}, ErrorActionReceiptSchema);
			const refused = new Set(receipt.refused.map(({id}) => id));
			const names = (choice.ids ?? []).map(id => [id, state.errors.marked.get(id) ?? choice.name] as const);
			store.dispatch({type: 'errors-removed', ids: choice.ids?.filter(id => !refused.has(id))});
			endActing();
			// What the reader is being asked by now comes first.
			if ((names.length > 1 || refused.size > 0) && store.getState().dialog === undefined) {
				store.dispatch({
					type: 'dialog-opened', dialog: {
						kind: 'results', action, receipt, names, top: 0,
					},
				});
			} else {
				say(words.errorActions[action].done(countText(receipt.accepted)));
			}

			refresh();
		} catch (error) {
			endActing();
			say(words.errorActions.failed(messageOf(error)), 'warn');
		}
	};

	const exportErrors = async (request: ExportRequest, own: AbortController) => {
		const {options} = await connected;
		const state = store.getState();
		const query = filterQuery(state);
		query.append('sort', sortParameter(state));
		const {exportErrors: write, ExportFailure} = await import('../client/export/export-errors.ts');
		const file = path.resolve(/^~(?:\/|$)/v.test(request.file) ? path.join(homedir(), request.file.slice(1)) : request.file);
		const total = errorTotal(state);
		try {
			const {records} = await write({
				connection: options, query, file, format: request.format, raw: request.isRaw, overwrite: request.mayOverwrite, signal: own.signal,
				total: total?.quality === 'exact' ? total.value : undefined,
				about: {
					connection: state.panels.service.data?.name ?? state.connection.name, filter: state.errors.filter, sort: sortParameter(state), zone: state.zone.name,
				},
				onProgress({records: done, total: all, recordsPerSecond, msLeft}) {
					store.dispatch({
						type: 'export-progressed', exporting: {
							file: request.file, records: done, total: all, recordsPerSecond, msLeft,
						},
					});
				},
			});
			say(words.export.done(countText(records), request.file));
		} catch (error) {
			const {dialog, prompt} = store.getState();
			if (error instanceof ExportFailure && error.code === 'exists' && dialog === undefined && prompt === undefined) {
				store.dispatch({type: 'dialog-opened', dialog: {kind: 'overwrite', request}});
			} else if (own.signal.aborted) {
				say(words.export.cancelled);
			} else {
				say(messageOf(error), 'warn');
			}
		}
	};

	return {
		copy(text, what) {
			void (async () => {
				const {copyText} = await import('../client/clipboard/copy-text.ts');
				const result = await copyText(text, {env, platform: process.platform, write: sequence => stdout.write(sequence)});
				if (!('reason' in result)) {
					const how = result.via === 'terminal' ? 'sent' : (result.via === 'tmux' ? 'toTmux' : 'done');
					say(words.copy[how](what));
				} else if (result.reason === 'too-large') {
					say(words.copy.tooLarge(what, countText(result.limit)), 'warn');
				}
			})();
		},
		openLink(url) {
			void (async () => {
				const {openLink} = await import('../client/open-link.ts');
				const result = await openLink(url, {env, platform: process.platform});
				if (!('reason' in result)) {
					say(words.link.opened(result.url));
				} else if ('url' in result) {
					say(words.link.notOpened[result.reason](result.url), 'warn');
				} else {
					say(words.link.refused[result.reason], 'warn');
				}
			})();
		},
		exportErrors(request) {
			const own = new AbortController();
			exporting = own;
			store.dispatch({
				type: 'export-progressed', exporting: {
					file: request.file, records: 0, total: undefined, recordsPerSecond: 0, msLeft: undefined,
				},
			});
			void exportErrors(request, own).finally(() => {
				exporting = undefined;
				store.dispatch({type: 'export-progressed', exporting: undefined});
			});
		},
		cancelExport() {
			exporting?.abort();
		},
		act(action, choice) {
			void act(action, choice);
		},
	};
}

function countText(value: number): string {
	return formatQuantity({value, quality: 'exact'});
}

function messageOf(error: unknown): string {
	return error instanceof RequestFailure || error instanceof Error ? error.message : String(error);
}
