import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {openLedger, type LocalLedger} from '../../source/backends/ledger/ledger.ts';
import {conformance} from '../../source/commands/conformance.ts';
import {createHandler, type Handler} from '../../source/server/handle.ts';
import {listen} from '../../source/server/listen.ts';
import {change, failed, synced} from '../helpers/sync-samples.ts';
import {withFaults, type Fault} from './planted.ts';

type Said = {readonly code: number; readonly stdout: string; readonly stderr: string; readonly broken: string[]};

async function check(url: string, env: Record<string, string> = {}, flags: {json?: boolean} = {}): Promise<Said> {
	const said = {stdout: '', stderr: ''};
	const into = (name: keyof typeof said) => ({
		write(text: string) {
			said[name] += text;
		},
	});
	const code = await conformance({backend: url, ...flags}, {stdout: into('stdout'), stderr: into('stderr'), env});
	return {code, ...said, broken: said.stdout.split('\n').filter(line => line.includes('✘'))};
}

describe('sync-tui conformance', () => {
	let ledger: LocalLedger;
	const served = async <Answer>(wrap: (handler: Handler) => Handler, body: (url: string) => Promise<Answer>, token?: string): Promise<Answer> => {
		const server = await listen(wrap(createHandler(ledger, {token})), {host: '127.0.0.1', port: 0});
		try {
			return await body(server.url);
		} finally {
			await server.close();
		}
	};

	const faulty = async (...faults: readonly Fault[]): Promise<Said> => served(handler => withFaults(handler, new Set(faults)), async url => check(url));

	before(async () => {
		ledger = openLedger({file: ':memory:'});
		const hour = 3_600_000;
		const times = Array.from({length: 40}, (_, index) => new Date(Date.now() - 5 * hour + index * 400_000).toISOString());
		await ledger.ingest.history([{object: 'lead', start: new Date(Math.floor(Date.now() / hour) * hour - 48 * hour).toISOString(), synced: 1, failed: 0}]);
		await ledger.ingest.changes(times.flatMap((changedAt, index) => [
			change(`w${index}`, {changedAt, object: index % 3 === 0 ? 'contact' : 'lead', operation: index % 2 === 0 ? 'insert' : 'update', direction: index % 5 === 0 ? 'outbound' : 'inbound'}),
			change(`e${index}`, {changedAt, object: index % 4 === 0 ? 'contact' : 'lead', operation: index % 2 === 0 ? 'insert' : 'update'}),
			change(`d${index}`, {changedAt}),
		]));
		await ledger.ingest.results(times.flatMap((at, index) => [failed(`e${index}`, {at, code: String(1000 + index % 3), message: `Multiple leads match ${index}`}), synced(`d${index}`, at)]));
	});
	after(async () => {
		await ledger.close();
	});

	it('finds that all holds for this project\'s own server, and writes nothing there', async () => {
		const earlier = await ledger.status();
		const {code, stdout, broken} = await served(handler => handler, async url => check(url));
		assert.deepEqual(broken, []);
		assert.equal(code, 0);
		assert.match(stdout, /\n56 hold, 0 broken, 0 not offered, 1 could not be told; \d+ questions, nothing written\n$/v);
		assert.deepEqual((await ledger.status()).objects, earlier.objects);
	});

	const named: ReadonlyArray<readonly [fault: Fault, line: RegExp]> = [
		['wrong type', /field by field: objects\[1\]\.pending\.inserts: expected a count, got "many"$/v],
		['off the grid', /begin at from \+ k × resolution.*: buckets\[0\]\.start: expected \S+ \+ k × 60 minutes, got \S+:07:00\.000Z$/v],
		['new ETag each time', /the same for the same data: .*got "\d+", "\d+"/v],
		['repeated page', /each error on one page: items: "e-\d+" is on two pages$/v],
		['not a problem', /404 not-found, as a problem.*: expected content-type application\/problem\+json, got "text\/html"$/v],
		['page in the wrong order', /the oldest first: items\[1\]\.changedAt: \S+ comes after \S+$/v],
		['limit ignored', /refuses a limit over 1000.*limit=1001: expected 400 invalid-request, got 200$/v],
		['capability that is not there', /does not offer error-facets.*expected 501 not-supported, as capabilities lacks error-facets, got 200$/v],
	];
	for (const [fault, line] of named) {
		it(`names a fault: ${fault}`, async () => {
			const {code, broken} = await faulty(fault);
			assert.equal(code, 1);
			assert.ok(broken.some(each => line.test(each)), broken.join('\n'));
		});
	}

	it('names five faults, all there at once', async () => {
		const five = named.slice(0, 5);
		const {broken} = await faulty(...five.map(([fault]) => fault));
		assert.deepEqual(five.filter(([, line]) => broken.every(each => !line.test(each))).map(([fault]) => fault), []);
	});

	it('asks with the token, and sees that it is needed', async () => {
		const {code, stdout} = await served(handler => handler, async url => check(url, {SYNC_TUI_TOKEN: 'secret'}), 'secret');
		assert.equal(code, 0);
		assert.match(stdout, /✔ without a token that is needed, the answer is 401 unauthorized\n/v);
		assert.ok(!stdout.includes('secret'));
	});

	it('is JSON for machines', async () => {
		const {stdout} = await served(handler => handler, async url => check(url, {}, {json: true}));
		const {findings} = JSON.parse(stdout) as {findings: Array<{endpoint: string; outcome: string}>};
		assert.equal(findings.length, 57);
		assert.deepEqual([...new Set(findings.map(({outcome}) => outcome))].toSorted(), ['holds', 'unknown']);
	});

	it('says in one line that nobody answers, or that the URL is missing', async () => {
		const {code, stderr} = await check('http://127.0.0.1:9');
		assert.equal(code, 1);
		assert.match(stderr, /^sync-tui conformance: http:\/\/127\.0\.0\.1:9: no answer: [^\n]+\n$/v);
		await assert.rejects(conformance({backend: undefined}, {stdout: {write() {/* Nothing. */}}, stderr: {write() {/* Nothing. */}}, env: {}}), {message: /wants the backend's base URL/v});
	});
});
