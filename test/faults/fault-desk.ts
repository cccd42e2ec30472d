/** The built dashboard on a real terminal, through a proxy that can break, on the built server with a ledger. */
import assert from 'node:assert/strict';
import {mkdtemp, readdir, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {startLedger} from '../built/ledger-server.ts';
import {faultProxy, type FaultProxy, type FaultProxyOptions} from '../helpers/fault-proxy.ts';
import {change} from '../helpers/sync-samples.ts';
import {openTerminal, type TerminalOptions, type TestTerminal} from '../helpers/terminal.ts';

export type FaultDesk = AsyncDisposable & {
	readonly proxy: FaultProxy;
	readonly terminal: TestTerminal;
	/** The dashboard once more, with the same home. */
	open(): Promise<TestTerminal>;
	/** Reports one more insert of a lead to the server, and returns how many wait now. */
	addLead(): Promise<number>;
	/** The leads that the newest answer in the cache file has; it is written now and then, and at the end. */
	keptLeads(): Promise<number | undefined>;
};

/** Leads stand first, as they have the most to do. */
export const firstLeads = 1204;
const contacts = 12;

/** Resolves once the dashboard is LIVE. A second is what an answer may take, instead of ten. */
export async function openFaultDesk(options: FaultProxyOptions = {}, terminalOptions: TerminalOptions = {}): Promise<FaultDesk> {
	const folder = await mkdtemp(path.join(tmpdir(), 'sync-tui-faults-'));
	// What was opened is closed where the rest can't be.
	await using stack = new AsyncDisposableStack();
	stack.defer(async () => rm(folder, {recursive: true, force: true, maxRetries: 5}));
	const server = stack.use(await startLedger(path.join(folder, 'ledger.db')));
	const report = async (items: readonly unknown[]) => {
		assert.equal((await server.post('changes', items)).status, 202);
	};

	await report([
		...Array.from({length: firstLeads}, (_, index) => change(`lead-${index}`, {operation: 'insert'})),
		...Array.from({length: contacts}, (_, index) => change(`contact-${index}`, {object: 'contact', operation: 'insert'})),
	]);
	const proxy = stack.use(await faultProxy(server.url, options));
	const home = path.join(folder, 'home');
	const open = async () => openTerminal(
		process.execPath,
		['build/cli.js', '--url', proxy.url, '--interval', '500ms', '--timeout', '1s'],
		{cols: 200, rows: 20, home, ...terminalOptions},
	);
	const terminal = stack.use(await open());
	await terminal.waitFor(/● LIVE[\s\S]*▌ lead +1,204/v);
	let waiting = firstLeads;
	const opened = stack.move();
	return {
		proxy,
		terminal,
		open,
		async addLead() {
			waiting++;
			await report([change(`lead-${waiting}`, {operation: 'insert'})]);
			return waiting;
		},
		keptLeads: async () => keptLeads(path.join(terminal.home, '.cache', 'sync-tui')),
		[Symbol.asyncDispose]: async () => opened.disposeAsync(),
	};
}

async function keptLeads(folder: string): Promise<number | undefined> {
	const names = (await readdir(folder)).filter(name => name.endsWith('.json'));
	assert.equal(names.length, 1, names.join(' '));
	const text = await readFile(path.join(folder, names[0] ?? ''), 'utf8');
	const file = JSON.parse(text) as {answers?: {status?: {data: {objects: ReadonlyArray<{object: string; pending: {inserts: number}}>}}}};
	return file.answers?.status?.data.objects.find(({object}) => object === 'lead')?.pending.inserts;
}
