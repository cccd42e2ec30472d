/** One error, whole, as lines: what the list had no room for. */
import {words} from '../../../i18n/words.ts';
import {blankLine, type DocumentLine} from './document-line.ts';
import {fieldLines, type FieldOptions} from './error-fields.ts';
import {historyLines} from './history-lines.ts';
import {payloadLines} from './payload-lines.ts';

export type ErrorDocumentOptions = FieldOptions & {
	/** What stands for history and payload while only the list's own entry is known. */
	readonly rest: string | undefined;
};

/** From why it failed down to the payload. Wide texts are in lines of `width` cells. */
export function errorDocument(options: ErrorDocumentOptions): DocumentLine[] {
	const {error: {history, payload}, rest, unfolded, width} = options;
	return [
		...fieldLines(options),
		...(rest === undefined ? [] : section([{indent: 0, parts: [{text: rest, tone: 'muted'}]}])),
		...(history && history.length > 0 ? section([heading(words.error.history), ...historyLines({...options, history})]) : []),
		...(payload === undefined
			? []
			: section([{...heading(words.error.payload), copy: undefined}, ...payloadLines(payload, unfolded, width)])),
	];
}

function section(lines: readonly DocumentLine[]): DocumentLine[] {
	return [blankLine, ...lines];
}

function heading(text: string): DocumentLine {
	return {indent: 0, parts: [{text, tone: 'strong'}]};
}
