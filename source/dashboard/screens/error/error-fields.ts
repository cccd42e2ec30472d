import type {SyncErrorDetail} from '../../../contract/errors.ts';
import {cleanText} from '../../../domain/clean.ts';
import {formatQuantity} from '../../../domain/count.ts';
import {words} from '../../../i18n/words.ts';
import {wrapText, type Tone} from '../../text/compose.ts';
import {padEndTo, widthOf} from '../../text/width.ts';
import type {DocumentLine} from './document-line.ts';
import {otherIds} from './other-ids.ts';
import {longText, mostShown} from './payload-tree.ts';
import {timeText, type TimeTextOptions} from './time-text.ts';

export type FieldOptions = TimeTextOptions & {
	readonly error: SyncErrorDetail;
	/** What the status calls the error's object. */
	readonly label: string;
	readonly width: number;
	/** What the reader unfolded: fields by their names. */
	readonly unfolded: ReadonlySet<string>;
};

type Field = {
	/** Names it in `unfolded`. */
	readonly id: string;
	readonly name: string;
	/** As it is drawn, but not cleaned; undefined where the backend leaves it out. */
	readonly text: string | undefined;
	/** What is copied. */
	readonly raw: string | undefined;
	readonly tone?: Tone;
};

/** Why it failed comes first, then what it happened to, then where it stands. */
function fieldsOf({error, label, ...times}: FieldOptions): Field[] {
	const {fields: names, states} = words.error;
	const timed = (id: 'occurredAt' | 'firstSeenAt'): Field => plain(id, names[id], error[id], time => timeText(time, times));
	return [
		{...plain('code', names.code, error.code), tone: 'bad'},
		plain('message', names.message, error.message),
		{...plain('recordName', names.record, error.recordName), tone: 'strong'},
		plain('recordId', names.recordId, error.recordId),
		...otherIds(error.payload, [error.recordId, error.id]).map(({name, id}) => plain(`otherId ${name}`, names.otherId, id, () => `${id}  (${name})`)),
		plain('object', names.object, error.object, () => label),
		plain('operation', names.operation, error.operation),
		plain('direction', names.direction, error.direction),
		plain('state', names.state, error.state, state => states[state]),
		plain('attempts', names.attempts, error.attempts),
		timed('occurredAt'),
		timed('firstSeenAt'),
		plain('level', names.level, error.level),
		plain('url', names.url, error.url),
		plain('id', names.id, error.id),
	];
}

/** A field that is copied as the backend has it, and drawn as `toText` says it. */
function plain<Value extends string | number>(id: string, name: string, value: Value | null | undefined, toText: (value: Value) => string = String): Field {
	return value === null || value === undefined || value === ''
		? {id, name, text: undefined, raw: undefined}
		: {id, name, text: toText(value), raw: String(value)};
}

/** Below this width a field's name has a line of its own. */
const narrow = 34;

/** Every field there is: N/A says that the backend leaves it out. */
export function fieldLines(options: FieldOptions): DocumentLine[] {
	const fields = fieldsOf(options);
	const {width, unfolded} = options;
	const isNarrow = width < narrow;
	const nameWidth = isNarrow ? 1 : Math.max(...fields.map(({name}) => widthOf(name))) + 2;
	return fields.flatMap(({id, name, text, raw, tone = 'plain'}) => {
		const length = text?.length ?? 0;
		const isLong = length > longText;
		const isCut = isLong && !unfolded.has(id);
		const copy = raw === undefined ? undefined : () => ({text: raw, what: name});
		const fold = isCut ? 'folded' : 'unfolded';
		const common = {indent: 0, copy, ...(isLong && {path: id, fold} as const)};
		const most = isCut ? longText : mostShown;
		const shown = `${cleanText((text ?? words.na).slice(0, most).trimEnd())}${length > most ? '…' : ''}`;
		const rows = wrapText(shown, Math.max(1, width - 1 - nameWidth)).map((row, index): DocumentLine => ({
			...common,
			parts: [{text: padEndTo(index === 0 && !isNarrow ? name : '', nameWidth), tone: 'muted'}, {text: row, tone: text === undefined ? 'muted' : tone}],
		}));
		return [
			...(isNarrow ? [{...common, parts: [{text: name, tone: 'muted'} as const]}] : []),
			...rows,
			...(isLong
				? [{
					...common, indent: nameWidth, hasSign: true,
					parts: [{text: words.error.characters(formatQuantity({value: length, quality: 'exact'})), tone: 'muted'}],
				} as const]
				: []),
		];
	});
}
