/** How far an export has come: a bar, a rate, the time that is left. */
import {formatAge} from '../../domain/age.ts';
import {cleanText} from '../../domain/clean.ts';
import {formatQuantity} from '../../domain/count.ts';
import {words} from '../../i18n/words.ts';
import type {Exporting} from '../store/dialog.ts';
import {composeLine, type Span} from '../text/compose.ts';
import type {Glyphs} from '../theme.ts';

const barWidth = 20;

export function exportLine({file, records, total, recordsPerSecond, msLeft}: Exporting, glyphs: Glyphs, width: number): Span[] {
	if (records === 0) {
		return composeLine([{text: ` ${words.export.starting(cleanText(file))}`}], [{text: ` ${words.export.cancel} `, tone: 'muted', rank: 1}], width);
	}

	const number = (value: number) => formatQuantity({value: Math.floor(value), quality: 'exact'});
	const share = total === undefined || total === 0 ? undefined : Math.min(1, records / total);
	const done = share === undefined ? 0 : Math.floor(share * barWidth);
	return composeLine([
		...(share === undefined
			? []
			: [
				{text: ` ${glyphs.done.repeat(done)}${glyphs.left.repeat(barWidth - done)}`, tone: 'accent', rank: 4} as const,
				{text: ` ${String(Math.floor(share * 100)).padStart(3)} %`, tone: 'strong'} as const,
			]),
		{text: `  ${words.export.progress(number(records), total === undefined ? words.na : number(total))}`, rank: 2},
		{text: `  ${words.export.rate(number(recordsPerSecond))}`, tone: 'muted', rank: 5},
		...(msLeft === undefined ? [] : [{text: `  ${words.export.left(formatAge(Math.max(1000, msLeft)))}`, tone: 'muted', rank: 3} as const]),
	], [{text: ` ${words.export.cancel} `, tone: 'muted', rank: 1}], width);
}
