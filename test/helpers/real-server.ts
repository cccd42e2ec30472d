/** A server that really listens, on a free port of the loopback interface. */
import {createHandler, type HandlerOptions} from '../../source/server/handle.ts';
import {listen, type Listening} from '../../source/server/listen.ts';
import type {Backend} from '../../source/backends/backend.ts';

export async function startServer(backend: Backend, options: HandlerOptions = {}): Promise<Listening> {
	return listen(createHandler(backend, options), {host: '127.0.0.1', port: 0});
}
