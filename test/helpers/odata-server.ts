/**
A real OData v4 service (SAP CAP on SQLite) with a table such as a sync's log, and before it what Dataverse has and CAP has not: a token endpoint, tokens that are
checked, and what a test plants. Only one per process, as CAP is one per process.
*/
import {randomUUID} from 'node:crypto';
import {once} from 'node:events';
import {createServer, type IncomingMessage, type Server, type ServerResponse} from 'node:http';
import {createRequire} from 'node:module';
import type {AddressInfo} from 'node:net';
import {text} from 'node:stream/consumers';

export type LogRow = {
	new_marketologid: string;
	new_entity: string | null;
	new_recordid: string | null;
	new_name: string | null;
	new_operation: number | null;
	new_direction: number | null;
	new_status: number | null;
	createdon: string | null;
	modifiedon: string | null;
	new_code: string | null;
	new_message: string | null;
};

export type Seen = {readonly method: string; readonly url: URL; readonly authorization: string | undefined; readonly body: string};

/** Answers in the service's place; undefined lets the request through. */
export type Plant = (seen: Seen) => {status: number; headers?: Record<string, string>; body?: unknown} | undefined;

export type OdataServer = AsyncDisposable & {
	readonly url: string;
	readonly secret: string;
	/** Every request, those for tokens too. */
	readonly seen: Seen[];
	/** The tokens that are taken. */
	readonly tokens: Set<string>;
	plant(plant: Plant | undefined): void;
	/** As Dataverse: an aggregate over more rows is refused. */
	limitAggregates(rows: number | undefined): void;
	/** In place of all that is there. */
	fill(rows: ReadonlyArray<Partial<LogRow>>): Promise<void>;
};

/** Pages are of 20 rows, whatever is asked for. */
const model = `
service Data @(path: '/api/data/v9.2') {
	@cds.query.limit.max: 20
	entity new_marketologs {
		key new_marketologid: UUID; new_entity: String; new_recordid: String; new_name: String; new_operation: Integer; new_direction: Integer;
		new_status: Integer; createdon: DateTime; modifiedon: DateTime; new_code: String; new_message: LargeString;
	}
	entity accounts { key accountid: UUID; name: String; createdon: DateTime; }
}`;

type Cds = {
	model: unknown;
	db: {run(query: unknown): Promise<unknown>};
	compile: ((source: string) => unknown) & {for: {nodejs(model: unknown): unknown}};
	linked(model: unknown): unknown;
	connect: {to(name: string): Promise<Cds['db']>};
	deploy(model: unknown, options: object): {to(db: Cds['db']): Promise<unknown>};
	serve(name: string): {from(model: unknown): {in(app: unknown): Promise<unknown>}};
	ql: {INSERT: {into(name: string): {entries(rows: readonly unknown[]): unknown}}; DELETE: {from(name: string): unknown}};
	shutdown?(): Promise<void>;
};

export async function odataServer(): Promise<OdataServer> {
	process.env.CDS_CONFIG = JSON.stringify({
		requires: {db: {kind: 'sqlite', credentials: {url: ':memory:'}}, auth: {kind: 'dummy'}},
		log: {levels: {cds: 'silent', odata: 'silent', deploy: 'silent', server: 'silent', cap: 'silent', shutdown: 'silent'}},
		query: {limit: {reliablePaging: {enabled: true}}},
	});
	const require = createRequire(import.meta.url);
	const cds = require('@sap/cds') as Cds;
	const express = require('express') as () => (request: IncomingMessage, response: ServerResponse) => void;
	cds.model = cds.compile.for.nodejs(cds.linked(cds.compile(model)));
	cds.db = await cds.connect.to('db');
	await cds.deploy(cds.model, {silent: true}).to(cds.db);
	const app = express();
	await cds.serve('all').from(cds.model).in(app);
	const back = await listen(createServer(app));

	const seen: Seen[] = [];
	const tokens = new Set<string>();
	const secret = 'Zk8~hush-hush';
	let plant: Plant | undefined;
	let aggregated: number | undefined;
	const front = await listen(createServer((request, response) => {
		void answer(request, response);
	}));

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const {method = '', url = '', headers: {authorization, prefer}} = request;
		const asked: Seen = {method, url: new URL(url, front.url), authorization, body: await text(request)};
		seen.push(asked);
		const planted = plant?.(asked) ?? tokenFor(asked) ?? unauthorized(asked) ?? await overLimit(asked.url);
		if (planted !== undefined) {
			response.writeHead(planted.status, {'content-type': 'application/json', ...planted.headers}).end(JSON.stringify(planted.body ?? {}));
			return;
		}

		const answered = await fetch(new URL(url, back.url), {headers: prefer === undefined ? {} : {prefer: String(prefer)}});
		response.writeHead(answered.status, {'content-type': answered.headers.get('content-type') ?? 'text/plain'}).end(await answered.text());
	}

	function tokenFor({method, url, body}: Seen): ReturnType<Plant> {
		if (method !== 'POST' || url.pathname !== '/contoso.example/oauth2/v2.0/token') {
			return undefined;
		}

		const form = new URLSearchParams(body);
		if (form.get('grant_type') !== 'client_credentials' || form.get('client_secret') !== secret || form.get('scope') !== `${front.url}/.default`) {
			return {status: 401, body: {error: 'invalid_client', error_description: `AADSTS7000215: Invalid client secret ${form.get('client_secret') ?? ''}`, error_codes: [7_000_215]}};
		}

		const token = randomUUID();
		tokens.add(token);
		return {status: 200, body: {token_type: 'Bearer', expires_in: 3599, access_token: token}};
	}

	function unauthorized({authorization}: Seen): ReturnType<Plant> {
		return tokens.has(authorization?.replace('Bearer ', '') ?? '') ? undefined : {status: 401};
	}

	/** Counts with the service itself what the aggregate is over. */
	async function overLimit(url: URL): Promise<ReturnType<Plant>> {
		const apply = url.searchParams.get('$apply');
		if (aggregated === undefined || apply === null) {
			return undefined;
		}

		const filter = /^filter\((?<filter>.*)\)\/(?:groupby|aggregate)\(/v.exec(apply)?.groups?.filter ?? '';
		const counted = await fetch(new URL(`${url.pathname}/$count?$filter=${encodeURIComponent(filter)}`, back.url));
		return Number(await counted.text()) > aggregated
			? {status: 400, body: {error: {code: '0x8004e023', message: 'The maximum record limit is exceeded. Reduce the number of records.'}}}
			: undefined;
	}

	return {
		url: front.url,
		secret, seen, tokens,
		plant(next) {
			plant = next;
		},
		limitAggregates(rows) {
			aggregated = rows;
		},
		async fill(rows) {
			await cds.db.run(cds.ql.DELETE.from('Data.new_marketologs'));
			await cds.db.run(cds.ql.INSERT.into('Data.new_marketologs').entries(rows.map(row => ({new_marketologid: randomUUID(), ...row}))));
		},
		async [Symbol.asyncDispose]() {
			await Promise.all([close(front.server), close(back.server)]);
		},
	};
}

async function listen(server: Server): Promise<{server: Server; url: string}> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`};
}

async function close(server: Server): Promise<void> {
	server.close();
	server.closeAllConnections();
	await once(server, 'close');
}
