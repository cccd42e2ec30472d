/** What stands above the table of Sync Status: the view and what all objects come to. */
import {formatAge} from '../../../domain/age.ts';
import {addQuantities, formatQuantity} from '../../../domain/count.ts';
import {cleanText} from '../../../domain/clean.ts';
import {formatClock, formatHourRange} from '../../../domain/hours.ts';
import {words} from '../../../i18n/words.ts';
import {
	isCountedFromPolls, lastHourOf, selectAllRows, selectRows,
} from '../../store/selectors.ts';
import type {State} from '../../store/state.ts';
import type {Part, Tone} from '../../text/compose.ts';
import type {Glyphs} from '../../theme.ts';

export function statusTitle(state: State, glyphs: Glyphs): Part[] {
	const {status, zone, now} = state;
	// Sums are of what stands below.
	const rows = selectRows(state);
	const all = selectAllRows(state).filter(row => status.view === 'last-hour' || row.status !== undefined).length;
	const separator = ` ${glyphs.dot} `;
	const parts: Part[] = [];
	const add = (text: string, rank: number, tone: Tone = 'plain') => {
		parts.push({text: `${parts.length <= 1 ? ' '.repeat(3) : separator}${text}`, rank, tone});
	};

	if (status.view === 'backlog') {
		parts.push({text: ` ${words.status.view.backlog}`, tone: 'strong'});
		add(words.status.objects(rows.length, all), 5);
		add(words.status.pending(formatQuantity(addQuantities(rows.map(({total}) => total)), {ascii: glyphs.isAscii})), 2);
		const oldest = rows.reduce((least, {oldestAt}) => Math.min(least, oldestAt ?? Infinity), Infinity);
		if (Number.isFinite(oldest)) {
			add(words.status.oldest(formatAge(now - oldest)), 3);
		}

		addSync(state, add);
	} else {
		const {from, to} = lastHourOf(state);
		parts.push({text: ` ${words.status.view.lastHour(formatHourRange(from, to, zone.offset), zone.name)}`, tone: 'strong'});
		add(words.status.synced(formatQuantity(addQuantities(rows.map(({lastHour}) => lastHour?.synced)), {ascii: glyphs.isAscii})), 2);
		add(words.status.failed(formatQuantity(addQuantities(rows.map(({lastHour}) => lastHour?.failed)), {ascii: glyphs.isAscii})), 3);
		if (isCountedFromPolls(state)) {
			add(words.status.countedFromPolls, 1);
		}

		if (rows.length !== all) {
			add(words.status.objects(rows.length, all), 4);
		}
	}

	if (status.filter !== '') {
		parts.push({text: `   [${words.status.filter(cleanText(status.filter))}]`, rank: 1, tone: 'warn'});
	}

	return parts;
}

function addSync({panels, zone, now}: State, add: (text: string, rank: number, tone?: Tone) => void): void {
	const sync = panels.status.data?.sync;
	if (!sync) {
		return;
	}

	const isWell = sync.state === 'running';
	add(words.status.sync[sync.state], isWell ? 4 : 1, isWell ? 'plain' : 'warn');
	const next = typeof sync.nextCycleAt === 'string' ? Date.parse(sync.nextCycleAt) : undefined;
	if (next !== undefined && next > now) {
		add(words.status.waiting(formatClock(next, zone.offset)), 6);
	}

	if (typeof sync.message === 'string' && sync.message !== '') {
		add(cleanText(sync.message), 4, 'warn');
	}
}
