/**
Whatever breaks between the built dashboard and the built server, what was known stays, the header says why, keys answer, and it recovers by itself. All of the
table in docs/operations.md with SYNC_TUI_FAULTS=all (`npm run test:faults`), a few of it otherwise.
*/
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, describe, it} from 'node:test';
import {status} from '../helpers/faults/answers.ts';
import {endure, leadsOf} from './endure.ts';
import {openFaultDesk, type FaultDesk} from './fault-desk.ts';
import {faults, shortForm} from './faults.ts';
import {faultTable} from './table.ts';

const table = await faultTable();
/** The default of `--timeout`, as the table has it, and what the desk gives. */
const asHere = (words: string) => words.replace('within 10 s', 'within 1 s');
const names = Object.keys(faults).filter(name => process.env.SYNC_TUI_FAULTS === 'all' || shortForm.has(name));
/** MiB. */
const memoryLimit = 400;

describe('the dashboard, while its backend is broken', () => {
	let desk: FaultDesk;
	before(async () => {
		desk = await openFaultDesk();
	});
	after(async () => {
		await desk[Symbol.asyncDispose]();
	});

	const endures = async (name: string) => {
		const {proxy} = desk;
		const fault = await faults[name]?.() ?? 'closed';
		await endure({desk, fault: async () => proxy.inject(fault), mend: proxy.mend, words: (table.get(name) ?? []).map(words => asHere(words))});
	};

	for (const name of names) {
		it(`endures: ${name}`, async () => {
			await endures(name);
		});
	}

	it('took little memory for all that', () => {
		const [, kibibytes] = /VmHWM:\s+(\d+)/v.exec(memoryFacts(desk.terminal.pid)) ?? [];
		assert.ok(Number(kibibytes) / 1024 < memoryLimit, `${kibibytes} KiB at most`);
	});
});

it('a dashboard that ends while its backend is broken keeps the last good answer, and begins with it', async () => {
	await using desk = await openFaultDesk();
	const {proxy, terminal} = desk;
	const leads = await desk.addLead();
	await terminal.waitFor(screen => leadsOf(screen) === leads);
	await proxy.inject(status(502));
	await terminal.waitFor('502 from the backend');
	await desk.addLead();
	terminal.press('q');
	assert.equal((await terminal.exit).code, 0);
	assert.equal(await desk.keptLeads(), leads);
	await using again = await desk.open();
	await again.waitFor(screen => leadsOf(screen) === leads && /STALE \d+s ago/v.test(screen.join('\n')));
	await proxy.mend();
	await again.waitFor(screen => leadsOf(screen) === leads + 1 && screen.join('\n').includes('● LIVE'));
});

/** What Linux says of a process; elsewhere there is nothing to judge by. */
function memoryFacts(pid: number): string {
	return process.platform === 'linux' ? readFileSync(`/proc/${pid}/status`, 'utf8') : 'VmHWM: 0';
}

describe('the table of what breaks', () => {
	it('has a row for each test, and a test for each row', () => {
		assert.deepEqual(table.keys().toArray().toSorted(), [...Object.keys(faults), 'the certificate has expired'].toSorted());
	});

	it('says of each row what is seen', () => {
		for (const [name, words] of table) {
			assert.match(words[0] ?? '', /^(?:LIVE|STALE|OFFLINE)$/v, name);
			assert.ok(words[0] === 'LIVE' || words.length > 1, name);
		}
	});
});
