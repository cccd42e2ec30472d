/** `sync-tui status`: the backlog as the dashboard shows it, as a printed table or as JSON; for scripts, and where there is no terminal. */
import {addressOf, type Config} from '../config/config.ts';
import {RequestFailure} from '../client/failure.ts';
import type {Status} from '../contract/status.ts';
import {cleanText} from '../domain/clean.ts';
import {formatAge} from '../domain/age.ts';
import {formatQuantity} from '../domain/count.ts';
import {onceEach} from '../domain/once-each.ts';
import {words} from '../i18n/words.ts';
import {statusRows, type StatusRow} from '../dashboard/store/status-rows.ts';
import {padEndTo, padStartTo, widthOf} from '../dashboard/text/width.ts';
import {openConnection} from './open-connection.ts';

export type StatusStreams = {
	readonly stdout: {write(text: string): unknown};
	readonly stderr: {write(text: string): unknown};
};

/** Resolves with 0 where the backend answered; with 1, and one line on stderr, where it didn't. `isJson` prints the answer of `GET /v1/status`, checked. */
export async function status({connection, ascii}: Config, isJson: boolean, {stdout, stderr}: StatusStreams): Promise<number> {
	await using open = await openConnection(connection);
	try {
		const {StatusSchema} = await import('../contract/status.ts');
		const {value, date} = await open.client.get('/v1/status', StatusSchema);
		stdout.write(isJson ? `${JSON.stringify(value, undefined, 2)}\n` : tableOf(onceEach(value), date ?? Date.now(), ascii));
		return 0;
	} catch (error) {
		if (!(error instanceof RequestFailure)) {
			throw error;
		}

		const address = connection.kind === 'demo' ? 'the demo' : addressOf(connection);
		stderr.write(`sync-tui status: ${address}: ${cleanText(error.message)}\n`);
		return 1;
	}
}

type Column = {readonly title: string; readonly text: (row: StatusRow) => string};

function tableOf(answer: Status, now: number, isAscii: boolean): string {
	const rows = statusRows(answer, undefined, new Map(), 0);
	if (rows.length === 0) {
		return `${words.status.none}\n`;
	}

	const titles = words.status.columns;
	const count = (title: string, quantity: (row: StatusRow) => StatusRow['total']): Column =>
		({title, text: row => formatQuantity(quantity(row), {ascii: isAscii})});
	const columns: Column[] = [
		{title: titles.object, text: row => row.label},
		count(titles.inserts, row => row.inserts),
		count(titles.updates, row => row.updates),
		...(rows.some(({deletes}) => deletes !== undefined) ? [count(titles.deletes, row => row.deletes)] : []),
		count(titles.total, row => row.total),
		{title: titles.oldest, text: ({oldestAt, total}) => oldestAt === undefined ? (total?.value === 0 ? '' : words.na) : formatAge(now - oldestAt)},
		count(titles.failed, row => row.failed),
	];
	const lines = [columns.map(({title}) => title), ...rows.map(row => columns.map(({text}) => text(row)))];
	const widths = columns.map((_, at) => Math.max(...lines.map(line => widthOf(line[at] ?? ''))));
	return lines.map(line => `${line.map((text, at) => at === 0 ? padEndTo(text, widths[at] ?? 0) : padStartTo(text, widths[at] ?? 0)).join('  ').trimEnd()}\n`).join('');
}
