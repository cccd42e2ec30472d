/** The help, from the key table: it lists exactly what works. */
import {words} from '../../../i18n/words.ts';
import {bindings, groups} from '../../keymap.ts';
import {composeLine, wrapText, type Span} from '../../text/compose.ts';
import {padEndTo, widthOf} from '../../text/width.ts';
import {keyLabel, type Glyphs} from '../../theme.ts';

export function helpLines(width: number, glyphs: Glyphs): Span[][] {
	const keysOf = (keys: readonly string[]) => keys.map(key => keyLabel(key, glyphs)).join('  ');
	const keyWidth = Math.min(Math.floor(width / 2), Math.max(...bindings.map(({keys}) => widthOf(keysOf(keys)))) + 4);
	const lines: Span[][] = [];
	for (const group of groups) {
		if (lines.length > 0) {
			lines.push(composeLine([], [], width));
		}

		lines.push(composeLine([{text: ` ${words.groups[group]}`, tone: 'strong'}], [], width));
		for (const {keys, id} of bindings.filter(binding => binding.group === group)) {
			for (const [index, part] of wrapText(words.actions[id], width - keyWidth - 1).entries()) {
				lines.push(composeLine([{text: padEndTo(index === 0 ? `   ${keysOf(keys)}` : '', keyWidth), tone: 'accent'}, {text: part}], [], width));
			}
		}
	}

	return lines;
}
