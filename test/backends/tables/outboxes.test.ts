import {describe, test} from 'node:test';
import {engineSuite} from '../../helpers/engine-suite.ts';
import {findMariadb} from '../../helpers/mariadb.ts';
import {mariadbOutbox} from './outboxes/mariadb.ts';
import {postgresOutbox} from './outboxes/postgres.ts';
import {sqliteOutbox} from './outboxes/sqlite.ts';

describe('an outbox', () => {
	engineSuite('in PostgreSQL', postgresOutbox);
	engineSuite('in SQLite', sqliteOutbox);
	const mariadb = findMariadb();
	/* eslint-disable node-test/no-conditional-tests, node-test/no-skip-test -- not every machine has one */
	if (typeof mariadb === 'string') {
		test('in MariaDB', {skip: mariadb}, () => undefined);
	} else {
		engineSuite('in MariaDB', mariadbOutbox);
	}
	/* eslint-enable node-test/no-conditional-tests, node-test/no-skip-test */
});
