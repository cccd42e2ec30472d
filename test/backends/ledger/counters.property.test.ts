import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {countersProperty} from '../../helpers/counters-property.ts';

countersProperty('SQLite', {open: async () => openLedger({file: ':memory:'}), numRuns: 150});
