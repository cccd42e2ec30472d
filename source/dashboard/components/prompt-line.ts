/** The line that is being typed, with what it could go on with, or what is wrong with it. */
import {cleanText} from '../../domain/clean.ts';
import type {FilterProblem} from '../../domain/filter/filter-problem.ts';
import {parseFilter} from '../../domain/filter/parse-filter.ts';
import {words} from '../../i18n/words.ts';
import {filterFields} from '../store/filter-fields.ts';
import {suggestionsFor} from '../store/suggestions.ts';
import type {Prompt, State} from '../store/state.ts';
import {composeLine, type Part, type Span} from '../text/compose.ts';
import {cutTo, widthOf} from '../text/width.ts';
import type {Glyphs} from '../theme.ts';

export function promptLine(state: State, glyphs: Glyphs): Span[] {
	const {prompt, size: {columns: width}, tab} = state;
	if (prompt === undefined) {
		return [];
	}

	const problem = prompt.kind === 'filter' ? parseFilter(prompt.text, {fields: filterFields[tab]}).problem : undefined;
	const sign = {filter: '/', command: ':', export: `${words.export.prompt} `}[prompt.kind];
	const side = sideParts(state, prompt, problem, glyphs);
	const sideWidth = problem === undefined ? 0 : side.reduce((sum, {text}) => sum + widthOf(text), 0);
	return composeLine(
		[{text: ` ${sign}`, tone: 'accent'}, ...typedParts(prompt, problem, glyphs, Math.max(8, width - widthOf(sign) - 2 - sideWidth))],
		side,
		width,
	);
}

/** The text with the caret in it; what is wrong stands out. */
function typedParts({text, caret}: Prompt, problem: FilterProblem | undefined, glyphs: Glyphs, width: number): Part[] {
	const characters = [...text];
	const after = cleanText(characters.slice(caret).join(''));
	// The caret is always in sight: what was typed long before gives way.
	const room = Math.max(1, width - 2 - Math.min(widthOf(after), Math.floor(width / 3)));
	const whole = cleanText(characters.slice(0, caret).join(''));
	const shown = cutTo(whole, room, {from: 'start'});
	if (problem === undefined || shown !== whole) {
		return [{text: shown, tone: 'strong'}, {text: glyphs.caret, tone: 'accent'}, {text: after, tone: 'strong'}];
	}

	const piece = (from: number, to: number, tone: Part['tone']): Part[] => from >= to ? [] : [{text: cleanText(characters.slice(from, to).join('')), ...(tone !== undefined && {tone})}];
	const stretch = (from: number, to: number): Part[] => [
		...piece(from, Math.min(to, problem.from), 'strong'),
		...piece(Math.max(from, problem.from), Math.min(to, problem.to), 'bad'),
		...piece(Math.max(from, problem.to), to, 'strong'),
	];
	return [...stretch(0, caret), {text: glyphs.caret, tone: 'accent'}, ...stretch(caret, characters.length)];
}

/** What is wrong; else what Tab would do; else the keys. */
function sideParts(state: State, prompt: Prompt, problem: FilterProblem | undefined, glyphs: Glyphs): Part[] {
	if (problem !== undefined) {
		return [{text: `  ${glyphs.cross} ${cleanText(words.filterProblem(problem))} `, tone: 'warn', rank: 1}];
	}

	if (prompt.kind === 'export' && state.notice !== undefined) {
		return [{text: `  ${glyphs.cross} ${cleanText(state.notice.text)} `, tone: 'warn', rank: 1}];
	}

	const suggestions = suggestionsFor(state);
	if (suggestions.length > 0) {
		const shown = prompt.completing?.index;
		return [
			{text: ` ${glyphs.keys.tab ?? 'Tab'} `, tone: 'muted', rank: 2},
			...suggestions.slice(0, 6).map(({label}, index): Part => ({text: ` ${cleanText(label)} `, tone: index === shown ? 'active' : 'accent', rank: 3 + index})),
		];
	}

	const keys = words.prompts.keys[prompt.kind];
	return [{text: ` ${(glyphs.isAscii ? keys.replace('⏎', 'enter') : keys)} `, tone: 'muted', rank: 2}];
}
