/** Where an export goes, from what was typed: `errors.csv`, `~/errors.json`, `errors.csv raw`. */
import {words} from '../../i18n/words.ts';
import type {ExportRequest} from '../store/dialog.ts';
import type {Context} from './press.ts';

const formats = new Map([['csv', 'csv'], ['json', 'json'], ['ndjson', 'ndjson'], ['jsonl', 'ndjson']] as const);

/** The request; or, in words, what is wrong with the line. */
export function parseExport(line: string): ExportRequest | string {
	const typed = line.trim();
	const isRaw = typed.endsWith(' raw');
	const file = (isRaw ? typed.slice(0, -' raw'.length) : typed).trim();
	if (file === '') {
		return words.export.noFile;
	}

	const extension = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
	const format = [...formats].find(([name]) => name === extension)?.[1];
	return format === undefined
		? words.export.format(file)
		: {
			file, format, isRaw, mayOverwrite: false,
		};
}

/** False where the line has something wrong, which a notice tells. */
export function exportTo({store, controls}: Context, line: string): boolean {
	const request = parseExport(line);
	if (typeof request === 'string') {
		store.dispatch({type: 'noticed', notice: {text: request, tone: 'warn'}});
		return false;
	}

	controls.exportErrors(request);
	return true;
}
