import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {backendSuite} from '../../helpers/backend-suite.ts';

backendSuite('the ledger', async ({clock}) => {
	const backend = openLedger({file: ':memory:', clock});
	return {backend, close: async () => backend.close()};
});
