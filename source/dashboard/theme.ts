/** How what is meant looks: colours that 16-colour terminals have, and glyphs with an ASCII form. No state is told by colour alone. */
import {createContext, useContext} from 'react';
import type {Tone} from './text/compose.ts';

export type Look = {
	readonly color?: string;
	readonly bold?: boolean;
	readonly dimColor?: boolean;
	readonly inverse?: boolean;
};

export const looks: Readonly<Record<Tone, Look>> = {
	plain: {},
	strong: {bold: true},
	muted: {dimColor: true},
	accent: {color: 'cyan'},
	good: {color: 'green'},
	warn: {color: 'yellow'},
	bad: {color: 'red'},
	mark: {color: 'cyan', bold: true},
	active: {bold: true, inverse: true},
};

export type Glyphs = {
	readonly isAscii: boolean;
	readonly rule: string;
	readonly marker: string;
	readonly twoWay: string;
	readonly arrow: string;
	readonly live: string;
	readonly stale: string;
	readonly offline: string;
	readonly paused: string;
	readonly up: string;
	readonly down: string;
	readonly dot: string;
	readonly caret: string;
	/** Before a row that is picked out. */
	readonly picked: string;
	/** Of a bar: what is done, and what is left. */
	readonly done: string;
	readonly left: string;
	/** Before what is wrong. */
	readonly cross: string;
	/** Before what is folded, and what could be. */
	readonly folded: string;
	readonly unfolded: string;
	/** From the lowest to the highest. */
	readonly bars: readonly string[];
	/** An hour of which nothing is known. */
	readonly unknown: string;
	readonly keys: Readonly<Record<string, string>>;
};

export const unicodeGlyphs: Glyphs = {
	isAscii: false,
	rule: '─', marker: '▌', twoWay: '⇄', arrow: '→', live: '●', stale: '◐', offline: '○', paused: '‖', up: '▲', down: '▼', dot: '·', caret: '▏',
	picked: '✓', done: '█', left: '░', cross: '✗', folded: '▸', unfolded: '▾',
	bars: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
	unknown: '·',
	keys: {
		up: '↑', down: '↓', left: '←', right: '→', enter: '⏎', escape: 'esc', pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End', tab: 'Tab', ' ': 'Space',
		'shift-tab': 'Shift-Tab', 'shift-left': 'Shift-←', 'shift-right': 'Shift-→',
	},
};

export const asciiGlyphs: Glyphs = {
	isAscii: true,
	rule: '-', marker: '>', twoWay: '<->', arrow: '->', live: '*', stale: '~', offline: 'o', paused: '=', up: '^', down: 'v', dot: '-', caret: '|',
	picked: '*', done: '#', left: '.', cross: 'x', folded: '+', unfolded: '-',
	bars: ['_', '.', ':', '-', '=', '+', '*', '#'],
	unknown: '?',
	keys: {
		up: 'up', down: 'down', left: 'left', right: 'right', enter: 'enter', escape: 'esc', pageup: 'PgUp', pagedown: 'PgDn', home: 'Home', end: 'End',
		tab: 'Tab', ' ': 'Space', 'shift-tab': 'Shift-Tab', 'shift-left': 'Shift-Left', 'shift-right': 'Shift-Right',
	},
};

const GlyphsContext = createContext(unicodeGlyphs);
export const GlyphsProvider = GlyphsContext.Provider;
export const useGlyphs = (): Glyphs => useContext(GlyphsContext);

/** As a person would write the key: `ctrl-d` → `Ctrl-D`. */
export function keyLabel(key: string, glyphs: Glyphs): string {
	return glyphs.keys[key] ?? (key.startsWith('ctrl-') ? `Ctrl-${key.slice(5).toUpperCase()}` : key);
}
