/** What the bundle changes in Ink and in what Ink measures with. Each change says what it looks for, and the build fails where that is gone. */
/* eslint-disable require-unicode-regexp -- the bundler's own regular expressions know no flags */
import {readFileSync} from 'node:fs';
import type {Plugin} from 'esbuild';

/** Ink asks for its developer tools when DEV is set, and crashes where they aren't installed: they aren't here. */
const devtools = {file: /ink.build.devtools\.js$/, patch: () => ''};

/**
Ink takes every line of every frame apart into styled characters and measures each, and forgets it all with the frame. Most lines of a frame were in
the one before: what was learnt is kept, up to some thousands of lines, which more than halves the time from a key to its frame.
*/
const output = {
	file: /ink.build.output\.js$/,
	patch(source: string): string {
		const perFrame = 'caches = new OutputCaches();';
		if (!source.includes(perFrame) || !source.includes('export default class Output')) {
			throw new Error('Ink keeps its caches elsewhere now: look at scripts/ink-patches.ts.');
		}

		return source
			.replace(perFrame, 'caches = keptCaches();')
			.replace('export default class Output', `
				let kept = new OutputCaches();
				const keptCaches = () => {
					if (kept.styledChars.size > 1000 || kept.widths.size > 5000 || kept.blockWidths.size > 5000) {
						kept = new OutputCaches();
					}
					return kept;
				};
				export default class Output`);
	},
};

/** Characters that are one cell each, whatever stands beside them: the letters and glyphs of our own lines need no segmenter, which costs milliseconds to load. */
const narrow = String.raw`/^[\u0020-\u007E\u00C0-\u02FF\u00B7\u2010-\u2027\u2190-\u21FF\u2200-\u22FF\u23CE\u2500-\u25A1\u25B2\u25BC\u25CB\u25CF\u25D0]*$/`;

/** A segmenter is made when it is first asked, not when its file is loaded. */
function lazySegmenter(source: string): string {
	return source.replace(
		/const (\w+) = new Intl\.Segmenter\((.*)\);/v,
		'let $1Made; const $1 = {segment: text => ($1Made ??= new Intl.Segmenter($2)).segment(text)};',
	);
}

const segmenters = {file: /(wrap-ansi.index|slice-ansi.tokenize-ansi|ansi-tokenize.build.tokenize|ink.build.line-update)\.js$/, patch: lazySegmenter};

/** Ink measures the same lines several times a frame, and most of them again in the next: an answer is kept while there are few thousand. */
const stringWidth = {
	file: /string-width.index\.js$/,
	patch(source: string): string {
		const declaration = 'export default function stringWidth(input, options = {}) {';
		const ascii = String.raw`/^[\u0020-\u007E]*$/`;
		if (!source.includes(declaration) || !source.includes(ascii)) {
			throw new Error('string-width begins otherwise now: look at scripts/ink-patches.ts.');
		}

		return lazySegmenter(source).replace(ascii, () => narrow).replace(declaration, `
			const widths = new Map();
			export default function stringWidth(input, options) {
				if (options !== undefined) {
					return measure(input, options);
				}
				let width = widths.get(input);
				if (width === undefined) {
					if (widths.size > 5000) {
						widths.clear();
					}
					width = measure(input);
					widths.set(input, width);
				}
				return width;
			}
			function measure(input, options = {}) {`);
	},
};

export const inkPatches: Plugin = {
	name: 'ink-patches',
	setup({onLoad}) {
		for (const {file, patch} of [devtools, output, segmenters, stringWidth]) {
			onLoad({filter: file}, ({path}) => ({contents: patch(readFileSync(path, 'utf8')), loader: 'js'}));
		}
	},
};
