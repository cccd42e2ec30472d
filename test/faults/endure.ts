/** What the dashboard owes its reader whatever breaks. */
import assert from 'node:assert/strict';
import {firstLeads, type FaultDesk} from './fault-desk.ts';

/** ms: a key that is pressed is answered within it. */
const keyLimit = 100;
/** ms: what a request, a frame and a machine with other things to do may take beyond the time of a try. */
const slack = 2000;

export type Ordeal = {
	readonly desk: FaultDesk;
	/** Brings the fault about. */
	readonly fault: () => Promise<void>;
	/** Ends it. */
	readonly mend: () => Promise<void>;
	/** What is on the screen while it lasts, and not before. */
	readonly words: readonly string[];
};

/**
The words come and keys answer. Where they say LIVE, what is new comes as well; otherwise the rows and a good answer in the cache stay, and once it is mended
all is as it was, with what has come meanwhile.
*/
export async function endure({desk, fault, mend, words}: Ordeal): Promise<void> {
	const {terminal} = desk;
	const before = leadsOf(terminal.screen());
	const from = terminal.raw.length;
	await fault();
	await terminal.waitFor(screen => words.every(text => screen.join('\n').includes(text)));
	const waiting = await desk.addLead();
	if (words.includes('LIVE')) {
		await terminal.waitFor(screen => leadsOf(screen) === waiting && screen.filter(line => /^[ ▌] lead /v.test(line)).length === 1);
		await keysAnswer(desk);
		assert.doesNotMatch(terminal.raw.slice(from), /STALE|OFFLINE/v);
	} else {
		await keysAnswer(desk);
		assert.equal(leadsOf(terminal.screen()), before);
		assert.ok(!terminal.text().includes('● LIVE'), terminal.text());
		const kept = await desk.keptLeads();
		assert.ok(kept !== undefined && kept >= firstLeads && kept <= before, `the cache has ${kept} leads`);
	}

	await mend();
	await recovered(desk, waiting);
}

/** Leads that wait, as the screen has them. */
export function leadsOf(screen: readonly string[]): number {
	const [, count = ''] = /▌ lead +([\d,]+)/v.exec(screen.join('\n')) ?? [];
	return Number(count.replaceAll(',', ''));
}

/** The selection moves, and the help opens; the middle one of several times counts, as there are other programs. */
async function keysAnswer({terminal}: FaultDesk): Promise<void> {
	const times: number[] = [];
	const press = async (key: string, expected: RegExp) => {
		const start = performance.now();
		terminal.press(key);
		await terminal.waitFor(expected);
		times.push(performance.now() - start);
	};

	await press('down', /▌ contact/v);
	await press('up', /▌ lead/v);
	await press('?', /Keys/v);
	await press('escape', /▌ lead/v);
	await press('down', /▌ contact/v);
	await press('up', /▌ lead/v);
	const [middle = Infinity] = times.toSorted((a, b) => a - b).slice(times.length / 2);
	assert.ok(middle < keyLimit, `keys took ${times.map(time => Math.round(time)).join(', ')} ms`);
}

/** LIVE again with the new number, no later than the header said that it would try. */
async function recovered({terminal}: FaultDesk, waiting: number): Promise<void> {
	let tryAt = Date.now();
	await terminal.waitFor(screen => {
		const text = screen.join('\n');
		const [, seconds] = /next try in (\d+)s/v.exec(text) ?? [];
		tryAt = seconds === undefined ? tryAt : Math.max(tryAt, Date.now() + Number(seconds) * 1000);
		return text.includes('● LIVE') && leadsOf(screen) === waiting && !text.includes('clock');
	}, {timeout: 20_000});
	assert.ok(Date.now() < tryAt + slack, `LIVE ${Date.now() - tryAt} ms after the try that was announced`);
}
