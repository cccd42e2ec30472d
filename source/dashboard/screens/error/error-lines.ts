/** One error, whole, as lines of text: what the list had no room for. */
import type {SyncErrorDetail} from '../../../contract/errors.ts';
import {cleanText} from '../../../domain/clean.ts';
import {formatDay, formatTime, type ZoneOffset} from '../../../domain/hours.ts';
import {words} from '../../../i18n/words.ts';
import {
	composeLine, wrapText, type Span, type Tone,
} from '../../text/compose.ts';
import {padEndTo, widthOf} from '../../text/width.ts';

export type ErrorLinesOptions = {
	readonly error: SyncErrorDetail;
	/** What the status calls the error's object. */
	readonly label: string;
	readonly offset: ZoneOffset;
	/** Cells of each line. */
	readonly width: number;
	/** What stands for history and payload while only the list's own entry is known. */
	readonly rest: string | undefined;
};

export function errorLines(options: ErrorLinesOptions): Span[][] {
	const {error, width, rest} = options;
	const blank = composeLine([], [], width);
	return [
		...fieldLines(options),
		blank,
		...(rest === undefined ? [] : [composeLine([{text: ` ${rest}`, tone: 'muted'}], [], width)]),
		...historyLines(options).flatMap((line, index, {length}) => index === length - 1 ? [line, blank] : [line]),
		...(error.payload === undefined ? [] : payloadLines(error.payload, width)),
	];
}

const fields = [
	'object', 'recordName', 'recordId', 'operation', 'direction', 'code', 'message', 'level', 'state', 'occurredAt', 'firstSeenAt', 'attempts', 'url', 'id',
] as const;
const names = {...words.error.fields, recordName: words.error.fields.record};
const tones: Readonly<Partial<Record<typeof fields[number], Tone>>> = {recordName: 'strong', code: 'bad'};

/** Below this width a field's name has a line of its own. */
const narrow = 50;

function fieldLines({error, label, offset, width}: ErrorLinesOptions): Span[][] {
	const nameWidth = Math.max(...fields.map(field => widthOf(names[field]))) + 3;
	const lines: Span[][] = [];
	for (const field of fields) {
		const text = fieldText(error, field, label, offset);
		const tone = text === undefined ? 'muted' : tones[field] ?? 'plain';
		const head = ` ${names[field]}`;
		if (width < narrow) {
			lines.push(composeLine([{text: head, tone: 'muted'}], [], width));
		}

		const indent = width < narrow ? 2 : nameWidth;
		for (const [index, part] of wrapText(text ?? words.na, width - indent - 1).entries()) {
			const start = index === 0 && width >= narrow ? head : '';
			lines.push(composeLine([{text: padEndTo(start, indent), tone: 'muted'}, {text: part, tone}], [], width));
		}
	}

	return lines;
}

/** Undefined for what the backend leaves out. */
function fieldText(error: SyncErrorDetail, field: typeof fields[number], label: string, offset: ZoneOffset): string | undefined {
	const value = error[field];
	if (value === null || value === undefined) {
		return undefined;
	}

	if (field === 'object') {
		return label;
	}

	return field === 'occurredAt' || field === 'firstSeenAt' ? timeText(String(value), offset) : cleanText(String(value));
}

function historyLines({error, offset, width}: ErrorLinesOptions): Span[][] {
	if (!error.history || error.history.length === 0) {
		return [];
	}

	const indent = 24;
	return [
		composeLine([{text: ` ${words.error.history}`, tone: 'strong'}], [], width),
		...error.history.flatMap(({at, code, message}) =>
			wrapText(`${cleanText(code ?? '')}  ${cleanText(message ?? '')}`, Math.max(8, width - indent)).map((part, index) => composeLine([
				{text: padEndTo(index === 0 ? `   ${timeText(at, offset)}` : '', indent), tone: 'muted'},
				{text: part},
			], [], width))),
	];
}

/** A payload of megabytes is not read on a screen. */
const maxPayloadLines = 2000;

function payloadLines(payload: unknown, width: number): Span[][] {
	const lines = [composeLine([{text: ` ${words.error.payload}`, tone: 'strong'}], [], width)];
	for (const row of JSON.stringify(payload, undefined, 2).split('\n').slice(0, maxPayloadLines)) {
		const text = row.trimStart();
		const indent = ' '.repeat(3 + Math.min(row.length - text.length, Math.floor(width / 2)));
		for (const part of wrapText(cleanText(text), Math.max(1, width - indent.length))) {
			lines.push(composeLine([{text: indent + part}], [], width));
		}
	}

	return lines;
}

const timeText = (text: string, offset: ZoneOffset): string => `${formatDay(Date.parse(text), offset)} ${formatTime(Date.parse(text), offset)}`;
