import {openLedger} from '../../source/backends/ledger/ledger.ts';
import {backendSuite} from '../helpers/backend-suite.ts';
import {httpBackend} from '../helpers/http-backend.ts';
import {startServer} from '../helpers/real-server.ts';

backendSuite('the ledger, through a server', async ({clock}) => {
	const ledger = openLedger({file: ':memory:', clock});
	const server = await startServer(ledger);
	return {
		backend: httpBackend(server.url),
		async close() {
			await server.close();
			await ledger.close();
		},
	};
});
