/** Reports to a ledger, the file that is named, and kills itself. */
import process from 'node:process';
import {openLedger} from '../../../source/backends/ledger/ledger.ts';
import {change, failed} from '../../helpers/sync-samples.ts';

const {ingest} = openLedger({file: process.argv[2] ?? ''});
const ids = Array.from({length: 200}, (_, index) => String(index));
await ingest.changes(ids.map(id => change(id)));
await ingest.results(ids.slice(0, 100).map(id => failed(id)));
process.kill(process.pid, 'SIGKILL');
