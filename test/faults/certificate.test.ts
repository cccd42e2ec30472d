/** The row of docs/operations.md that needs TLS. */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, it} from 'node:test';
import {expiredCertificate, privateKey as key, validCertificate} from '../helpers/certificates.ts';
import {endure} from './endure.ts';
import {openFaultDesk} from './fault-desk.ts';
import {faultTable} from './table.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'sync-tui-certificates-'));
after(() => {
	rmSync(folder, {recursive: true});
});

it('the dashboard endures a certificate that has expired', async () => {
	const trusted = path.join(folder, 'trusted.pem');
	writeFileSync(trusted, validCertificate);
	await using desk = await openFaultDesk({certificate: {key, cert: validCertificate}}, {env: {NODE_EXTRA_CA_CERTS: trusted}});
	const {proxy} = desk;
	const [freshness = '', cause = ''] = (await faultTable()).get('the certificate has expired') ?? [];
	await endure({
		desk,
		async fault() {
			proxy.certify({key, cert: expiredCertificate});
		},
		async mend() {
			proxy.certify({key, cert: validCertificate});
		},
		// It expired in 2021, and the years go by.
		words: [freshness, cause.split(/\d/v, 1)[0] ?? ''],
	});
});
