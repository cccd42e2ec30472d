// A sync engine with a queue in SQLite, made visible: node examples/backend.ts queue.db 8485
import {createHash} from 'node:crypto';
import {createServer} from 'node:http';
import {DatabaseSync} from 'node:sqlite';

const [file = ':memory:', port = '8485'] = process.argv.slice(2);
const database = new DatabaseSync(file);
// Times are ms since 1970. A record waits while done_at is null; failed has an error then.
database.exec(`CREATE TABLE IF NOT EXISTS queue (id INTEGER PRIMARY KEY, object TEXT NOT NULL, record_id TEXT NOT NULL, record_name TEXT,
	operation TEXT NOT NULL, direction TEXT NOT NULL, changed_at INTEGER NOT NULL, done_at INTEGER, error TEXT)`);
const rows = (sql: string, ...values: Array<string | null>) => database.prepare(sql).all(...values) as Array<Record<string, string | number>>;
const time = (ms: unknown) => new Date(Number(ms)).toISOString();

const service = {api: 'sync-status', version: '1.0', name: 'example', source: {name: 'Shop'}, target: {name: 'CRM'}, capabilities: ['throughput']};

function status() {
	const objects = new Map<string, {pending: Record<string, number>; oldest: Record<string, unknown>}>();
	for (const {object} of rows('SELECT DISTINCT object FROM queue ORDER BY object')) {
		objects.set(String(object), {pending: {inserts: 0, updates: 0}, oldest: {}});
	}

	for (const row of rows('SELECT *, count(*) AS count, min(changed_at) FROM queue WHERE done_at IS NULL GROUP BY object, operation')) {
		const {pending, oldest} = objects.get(String(row.object))!;
		pending[`${row.operation}s`] = Number(row.count);
		oldest[row.operation!] = {recordId: row.record_id, recordName: row.record_name, direction: row.direction, changedAt: time(row.changed_at)};
	}

	const failed = new Map(rows('SELECT object, count(*) AS count FROM queue WHERE error IS NOT NULL GROUP BY object').map(row => [row.object, row.count]));
	return {generatedAt: time(Date.now()), objects: [...objects].map(([object, counts]) => ({object, ...counts, failed: failed.get(object) ?? 0}))};
}

function throughput(query: URLSearchParams) {
	const [from, to] = [Date.parse(query.get('from') ?? ''), Date.parse(query.get('to') ?? '')];
	const resolution = query.get('resolution') ?? 'PT1H';
	const widths: Record<string, number> = {PT1H: 3_600_000, PT15M: 900_000};
	const width = widths[resolution];
	if (width === undefined || !(from < to) || from % 900_000 !== 0 || to % 900_000 !== 0) {
		return undefined;
	}

	// The numbers are written into the SQL: bound, they would be real ones, and the division would not be a whole one.
	const buckets = rows(`SELECT object, ${from} + (done_at - ${from}) / ${width} * ${width} AS start, sum(error IS NULL) AS synced, sum(error IS NOT NULL) AS failed
		FROM queue WHERE done_at >= ${from} AND done_at < ${to} AND object = coalesce(?, object) GROUP BY 1, 2`, query.get('object'));
	const coverage = {from: time(from), to: time(to)};
	return {...coverage, resolution, coverage, buckets: buckets.map(bucket => ({...bucket, start: time(bucket.start)}))};
}

createServer((request, response) => {
	const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost');
	const answers: Record<string, () => object | undefined> = {'/v1': () => service, '/v1/status': status, '/v1/throughput': () => throughput(searchParams)};
	const answer = answers[pathname]?.();
	const isOther = /^\/v1\/(?:errors|objects)/v.test(pathname);
	const [code, title] = pathname === '/v1/throughput' ? [400, 'invalid-request'] as const : (isOther ? [501, 'not-supported'] as const : [404, 'not-found'] as const);
	const body = JSON.stringify(answer ?? {type: 'about:blank', title, status: code, detail: `${pathname}: ${title}`, code: title});
	const etag = `"${createHash('sha1').update(body.replace(/"generatedAt":"[^"]*",/v, '')).digest('hex')}"`;
	const isKnown = answer !== undefined && request.headers['if-none-match'] === etag;
	response.writeHead(answer === undefined ? code : (isKnown ? 304 : 200), {'content-type': answer === undefined ? 'application/problem+json' : 'application/json', etag});
	response.end(isKnown || request.method === 'HEAD' ? undefined : body);
}).listen(Number(port), '127.0.0.1');
