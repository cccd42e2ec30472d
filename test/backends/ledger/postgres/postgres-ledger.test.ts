import {backendSuite} from '../../../helpers/backend-suite.ts';
import {createEmptyLedgers} from '../../../helpers/postgres/empty-ledgers.ts';

const openEmpty = createEmptyLedgers();

backendSuite('the ledger on PostgreSQL', async ({clock}) => {
	const ledger = await openEmpty(clock);
	return {
		backend: ledger,
		async close() {
			await ledger.close();
		},
	};
});
