import {backendSuite} from '../helpers/backend-suite.ts';
import {httpBackend} from '../helpers/http-backend.ts';
import {createEmptyLedgers} from '../helpers/postgres/empty-ledgers.ts';
import {startServer} from '../helpers/real-server.ts';

const openEmpty = createEmptyLedgers();

backendSuite('the ledger on PostgreSQL, through a server', async ({clock}) => {
	const ledger = await openEmpty(clock);
	const server = await startServer(ledger);
	return {
		backend: httpBackend(server.url),
		async close() {
			await server.close();
			await ledger.close();
		},
	};
});
