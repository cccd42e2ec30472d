/** Faults of the connection: the answer doesn't come, or not whole, or not in time. */
import {Buffer} from 'node:buffer';
import {setTimeout as pause} from 'node:timers/promises';
import {pass, send, type Fault, type Reply} from '../fault-proxy.ts';

/** The connection is taken, and nothing is said. */
export const hang: Fault = () => undefined;

/** The head of the answer and half of its body come, and nothing more. */
export const hangMidBody: Fault = async ({response, forward}) => {
	const {headers, body} = await whole(forward);
	response.writeHead(200, {...headers, 'content-length': body.byteLength});
	response.write(body.subarray(0, Math.ceil(body.byteLength / 2)));
};

/** The connection is reset before a word is said. */
export const reset: Fault = ({request}) => {
	request.socket.resetAndDestroy();
};

/** Each connection is good for one request, which isn't said: it is reset when the next one comes. */
export const resetOnceUsed: Fault = async exchange => {
	if (exchange.isReused) {
		exchange.request.socket.resetAndDestroy();
	} else {
		await pass(exchange);
	}
};

/** Half of the body comes, and the connection ends. */
export const truncate: Fault = async ({request, response, forward}) => {
	const {headers, body} = await whole(forward);
	response.writeHead(200, {...headers, 'content-length': body.byteLength});
	response.write(body.subarray(0, Math.ceil(body.byteLength / 2)), () => {
		request.socket.end();
	});
};

/** The same where nobody said how long it would be: all that came is taken for all there is. */
export const truncateSilently: Fault = async ({response, forward}) => {
	const {headers, body} = await whole(forward);
	const {'content-length': _, ...others} = headers;
	response.writeHead(200, {...others, connection: 'close'});
	response.end(body.subarray(0, Math.ceil(body.byteLength / 2)));
};

/** So many bytes of the body a second. */
export function slow(bytesPerSecond: number): Fault {
	return async ({response, forward}) => {
		const {headers, body} = await whole(forward);
		response.writeHead(200, {...headers, 'content-length': body.byteLength});
		for (let start = 0; start < body.byteLength && !response.destroyed; start++) {
			response.write(Buffer.from(body.subarray(start, start + 1)));
			// eslint-disable-next-line no-await-in-loop -- the pause between two bytes is the point
			await pause(1000 / bytesPerSecond);
		}

		response.end();
	};
}

/** The whole answer, so many ms later. */
export function latency(ms: number): Fault {
	return async ({response, forward}) => {
		const reply = await forward();
		await pause(ms);
		send(response, reply);
	};
}

/** What is cut has to be an answer with a body, which a 304 isn't. */
async function whole(forward: (headers: Readonly<Record<string, undefined>>) => Promise<Reply>): Promise<Reply> {
	return forward({'if-none-match': undefined});
}
