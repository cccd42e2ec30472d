/** What stands above the lists of Sync Errors: the filter as chips, and how many errors it lets through. */
import {cleanText} from '../../../domain/clean.ts';
import {formatAge} from '../../../domain/age.ts';
import {formatQuantity} from '../../../domain/count.ts';
import {chipsOf} from '../../../domain/filter/chips.ts';
import {words} from '../../../i18n/words.ts';
import {
	allErrors, errorTerms, errorTotal, isCounting, isCurrentList, newAbove, selectCauses, selectErrors,
} from '../../store/error-selectors.ts';
import {can} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import type {Part} from '../../text/compose.ts';
import type {Glyphs} from '../../theme.ts';
import {formatDay} from '../../../domain/hours.ts';
import {timeText} from './columns.ts';

/** ` Errors   37 of 1,284   [object:lead] [!dup]   12 new ↑ Home`. */
export function errorsTitle(state: State, glyphs: Glyphs): Part[] {
	const {panels, errors, zone, now} = state;
	const list = panels.errors.data;
	const parts: Part[] = [{text: ` ${words.errors.title}`, tone: 'strong', rank: 1}];
	if (list !== undefined) {
		parts.push({text: `   ${countText(state, glyphs)}`, rank: 0});
	}

	parts.push(...chipParts(state));
	if (list !== undefined && !isCurrentList(state) && panels.errors.failure === undefined) {
		parts.push({text: `   ${words.errors.searching}`, tone: 'muted', rank: 6});
	} else if (isCounting(state)) {
		parts.push({text: `   ${words.errors.counting}`, tone: 'muted', rank: 7});
	}

	if (errors.marked.size > 0) {
		parts.push({text: `   ${glyphs.picked} ${words.errors.marked(String(errors.marked.size))}`, tone: 'accent', rank: 4});
	}

	const {searchedFrom, nextCursor} = selectErrors(state);
	if (searchedFrom !== undefined && nextCursor !== undefined) {
		const time = timeText(Date.parse(searchedFrom), formatDay(now, zone.offset), zone.offset);
		parts.push({text: `   ${words.errors.searchedFrom(time)}`, tone: 'warn', rank: 5});
	}

	const arrived = newAbove(state);
	if (arrived > 0) {
		const count = formatQuantity({value: arrived, quality: 'exact'});
		parts.push({text: `   ${words.errors.newAbove(count, glyphs.isAscii ? words.newKey.ascii : words.newKey.unicode)}`, tone: 'good', rank: 2});
	}

	return parts;
}

/** ` Errors by cause   4 causes   1,284 errors   [object:lead]`. */
export function causesTitle(state: State, glyphs: Glyphs): Part[] {
	const {panels, errors, now} = state;
	const {causes, isPartial} = selectCauses(state);
	const total = panels.causes.data?.total;
	const count = typeof total === 'number' ? total : causes.length;
	const parts: Part[] = [{text: ` ${words.errors.causesTitle}`, tone: 'strong', rank: 1}];
	if ((can(state, 'error-causes') ? panels.causes : panels.errors).data !== undefined) {
		parts.push({text: `   ${words.causes.count(formatQuantity({value: count, quality: 'exact'}))}`, rank: 0});
	}

	if (isPartial) {
		parts.push({text: `   ${words.causes.partial(formatQuantity({value: selectErrors(state).items.length, quality: 'exact'}))}`, tone: 'warn', rank: 2});
	} else if (panels.errors.data !== undefined) {
		parts.push({text: `   ${countText(state, glyphs)}`, rank: 3});
	}

	parts.push(...chipParts(state));
	if (!isPartial && panels.causes.data !== undefined && !panels.causes.isCurrent && panels.causes.failure === undefined) {
		parts.push({text: `   ${words.errors.searching}`, tone: 'muted', rank: 6});
	}

	const fresh = causes.filter(cause => isNewCause(cause.firstSeenAt, errors.visitedAt)).length;
	if (errors.visitedAt !== undefined && fresh > 0) {
		parts.push({text: `   ${words.causes.since(String(fresh), formatAge(now - errors.visitedAt))}`, tone: 'warn', rank: 2});
	}

	return parts;
}

/** Seen for the first time after the errors were looked at last. */
export function isNewCause(firstSeenAt: string | null | undefined, visitedAt: number | undefined): boolean {
	return visitedAt !== undefined && firstSeenAt !== null && firstSeenAt !== undefined && Date.parse(firstSeenAt) > visitedAt;
}

function countText(state: State, {isAscii}: Glyphs): string {
	const count = formatQuantity(errorTotal(state), {ascii: isAscii});
	const all = allErrors(state);
	return errorTerms(state).length === 0 || all === undefined
		? words.errors.count(count)
		: words.errors.of(count, formatQuantity(all, {ascii: isAscii}));
}

function chipParts(state: State): Part[] {
	return chipsOf(errorTerms(state)).map(({label}, index) => ({text: `${index === 0 ? ' '.repeat(3) : ' '}[${cleanText(label)}]`, tone: 'warn', rank: 2.5 + index / 100}));
}
