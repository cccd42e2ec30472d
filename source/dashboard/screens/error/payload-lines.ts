import {cleanText} from '../../../domain/clean.ts';
import {formatQuantity} from '../../../domain/count.ts';
import {words} from '../../../i18n/words.ts';
import {wrapText, type Part} from '../../text/compose.ts';
import type {DocumentLine} from './document-line.ts';
import {jsonText} from './json-text.ts';
import {
	longText, mostShown, payloadNodes, sizeOf, type PayloadNode,
} from './payload-tree.ts';

/** The payload in lines of `width` cells, the cursor's mark among them; `toggled` is what the reader folded and unfolded. */
export function payloadLines(payload: unknown, toggled: ReadonlySet<string>, width: number): DocumentLine[] {
	return payloadNodes(payload, toggled).flatMap(node => linesOf(node, width));
}

/** Cells of the sign before a branch. */
const signWidth = 2;

function linesOf(node: PayloadNode, width: number): DocumentLine[] {
	const indent = 1 + Math.min(2 * node.depth, Math.floor(width / 3));
	const name = node.name === undefined ? '' : `${nameOf(node.name)}: `;
	const {text, note} = valueText(node);
	const pieces = wrapText(`${name}${text}`, Math.max(1, width - 1 - indent - signWidth));
	const fold = node.fold === 'none' ? undefined : node.fold;
	const copy = node.rest > 0 ? undefined : () => ({text: copyText(node.value), what: nameOf(node.name ?? words.error.payload)});
	return pieces.map((piece, index) => {
		const [label, value] = index === 0 && piece.startsWith(name.trimEnd()) ? [piece.slice(0, name.length), piece.slice(name.length)] : ['', piece];
		const parts: Part[] = [{text: label, tone: 'accent'}, {text: value}, ...(index === pieces.length - 1 ? [{text: note, tone: 'muted', rank: 1} as const] : [])];
		const hasSign = index === 0 && fold !== undefined;
		return {
			indent: hasSign ? indent : indent + signWidth, parts, path: node.path, fold, hasSign, copy,
		};
	});
}

/** What stands behind the name, and what is said about it. */
function valueText({value, fold, rest}: PayloadNode): {readonly text: string; readonly note: string} {
	if (rest > 0) {
		return {text: '', note: words.error.rest(count(rest))};
	}

	if (typeof value === 'string') {
		const shown = value.slice(0, fold === 'folded' ? longText : mostShown);
		return {
			text: `${quoted(shown)}${shown.length < value.length ? '…' : ''}`, note: fold === 'none' ? '' : ` ${words.error.characters(count(value.length))}`,
		};
	}

	const size = sizeOf(value);
	if (size === 0) {
		return {text: cleanText(JSON.stringify(value) ?? ''), note: ''};
	}

	const isArray = Array.isArray(value);
	const note = isArray ? words.error.itemCount(count(size)) : words.error.fieldCount(count(size));
	return fold === 'folded' ? {text: isArray ? '[…]' : '{…}', note: ` ${note}`} : {text: '', note};
}

/** As JSON has it: what is in quotes is text, and a line break is seen. A letter that the cut falls into goes. */
function quoted(text: string): string {
	return cleanText(JSON.stringify(text.replace(/[\u{D800}-\u{DBFF}]$/v, '')));
}

/** A name of letters and digits as it is, else in quotes; a very long one is cut. */
function nameOf(name: string): string {
	const short = name.length > 60 ? `${name.slice(0, 60)}…` : name;
	return cleanText(/^[\p{Letter}\p{Number}$\-.@_…]+$/v.test(short) ? short : JSON.stringify(short));
}

/** A text as it is; else as JSON. */
function copyText(value: unknown): string {
	return typeof value === 'string' ? value : jsonText(value);
}

function count(value: number): string {
	return formatQuantity({value, quality: 'exact'});
}
