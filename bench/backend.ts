/**
A backend in a process of its own: the contract answered from memory, with ETags. It listens on loopback, tells its URL to the process that
forked it, and ends with it. Arguments: how many objects it has, and `steady` or `changing`.
*/
import {createServer} from 'node:http';
import process from 'node:process';
import {serviceOf, statusOf, throughputOf} from './sample.ts';

/** What an answer says, and the tag under which it holds. */
type Said = {readonly etag: string; readonly body: string};

const count = Number(process.argv[2]);
const isChanging = process.argv[3] === 'changing';
const startedAt = Date.now();
const remembered = new Map<string, Said>();
let version = 0;

// Between two polls the connection stays, as it does with the project's own server.
const server = createServer({keepAliveTimeout: 65_000}, (request, response) => {
	const {pathname, searchParams} = new URL(request.url ?? '/', 'http://localhost');
	const said = answerTo(pathname, searchParams);
	// By the clock of this process, which a soak makes run faster; Node's own header would not know.
	response.setHeader('date', new Date().toUTCString());
	if (said === undefined) {
		response.writeHead(404, {'content-type': 'application/problem+json'}).end('{"code":"not-found"}');
	} else if (request.headers['if-none-match'] === said.etag) {
		response.writeHead(304, {etag: said.etag}).end();
	} else {
		response.writeHead(200, {'content-type': 'application/json', etag: said.etag}).end(said.body);
	}
});
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	if (address !== null && typeof address === 'object') {
		process.send?.(`http://127.0.0.1:${address.port}`);
	}
});
process.once('disconnect', () => {
	process.exit();
});

function answerTo(path: string, query: URLSearchParams): Said | undefined {
	switch (path) {
		case '/v1': {
			return remember('service', serviceOf);
		}

		case '/v1/status': {
			version += Number(isChanging);
			remembered.delete(`status ${version - 1}`);
			return remember(`status ${version}`, () => statusOf(count, version, startedAt));
		}

		case '/v1/throughput': {
			const from = query.get('from') ?? '';
			const to = query.get('to') ?? '';
			return remember(`throughput ${from} ${to}`, () => throughputOf(count, from, to));
		}

		default: {
			return undefined;
		}
	}
}

/** Made once: what is measured is the dashboard, on a machine that it shares with this process. */
function remember(name: string, make: () => unknown): Said {
	// A blank has no place in an ETag: it would not be sent back.
	const known = remembered.get(name) ?? {etag: `"${name.replaceAll(' ', '/')}"`, body: JSON.stringify(make())};
	remembered.set(name, known);
	return known;
}
