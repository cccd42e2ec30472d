import {countersProperty} from '../../../helpers/counters-property.ts';
import {createEmptyLedgers} from '../../../helpers/postgres/empty-ledgers.ts';
import {now} from '../../../helpers/sync-samples.ts';

const openEmpty = createEmptyLedgers();

countersProperty('PostgreSQL', {open: async () => openEmpty(() => now), numRuns: 60});
