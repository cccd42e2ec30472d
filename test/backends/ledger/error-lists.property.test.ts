import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {errorListsProperty} from '../../helpers/error-lists.ts';

errorListsProperty('SQLite', {open: async () => openLedger({file: ':memory:'}), step: 1, numRuns: 120});
