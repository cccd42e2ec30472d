/** A question at the foot of the screen, with the keys that answer it. */
import {cleanText} from '../../domain/clean.ts';
import {formatQuantity} from '../../domain/count.ts';
import {words} from '../../i18n/words.ts';
import type {Choice, Dialog} from '../store/dialog.ts';
import type {State} from '../store/state.ts';
import {composeLine, type Part, type Span} from '../text/compose.ts';
import type {Glyphs} from '../theme.ts';

export function dialogLine(dialog: Dialog, state: State, glyphs: Glyphs): Span[] {
	const {columns} = state.size;
	const no: Part = {text: ` ${words.errorActions.no} `, tone: 'muted', rank: 1};
	const what = (choice: Choice) => choiceText(choice, state.errors.filter !== '', glyphs);
	switch (dialog.kind) {
		case 'choose': {
			const choices = dialog.choices.flatMap((choice): Part[] => [{text: `  ${choice.key}`, tone: 'accent'}, {text: ` ${what(choice)}`}]);
			return composeLine([{text: ` ${words.errorActions[dialog.action].ask}`, tone: 'strong'}, ...choices], [no], columns);
		}

		case 'confirm': {
			const {one, many, yes} = words.errorActions[dialog.action];
			const question = dialog.choice.kind === 'one' ? one(cleanText(dialog.choice.name)) : many(what(dialog.choice));
			return composeLine([{text: ` ${question}`, tone: 'strong'}, {text: `   ${yes}`, tone: 'accent'}], [no], columns);
		}

		case 'acting': {
			return composeLine([{text: ` ${words.errorActions[dialog.action].doing}`}], [], columns);
		}

		case 'results': {
			return composeLine([{text: ` ${glyphs.keys.escape ?? 'esc'} ${words.hints.back} `, tone: 'muted'}], [], columns);
		}

		case 'overwrite': {
			return composeLine([{text: ` ${words.export.exists(cleanText(dialog.request.file))}`, tone: 'warn'}, {text: `   ${words.export.existsKeys}`, tone: 'accent'}], [], columns);
		}
	}
}

function choiceText({kind, count, name}: Choice, isFiltered: boolean, glyphs: Glyphs): string {
	const number = formatQuantity(count, {ascii: glyphs.isAscii});
	switch (kind) {
		case 'one': {
			return words.choices.one(cleanText(name));
		}

		case 'marked': {
			return words.choices.marked(number);
		}

		case 'all': {
			return isFiltered ? words.choices.matching(number) : words.choices.all(number);
		}
	}
}
