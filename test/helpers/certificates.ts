import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { command } from '../../src/services/servers/command.ts';

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

async function openssl(...args: string[]): Promise<void> {
  await command('openssl', args).catch((error: Error) => {
    throw new Error(`These tests make certificates with the command openssl: ${error.message}`);
  });
}

/** Files of a self-made authority and of a certificate that it signed for 127.0.0.1. */
export interface Certificates {
  readonly folder: string;
  /** The authority's certificate, PEM. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
  /** Certificate and key in one file, as mongod wants them. */
  readonly both: string;
}

/** Makes them in a folder that goes after the file. Rejects with a sentence where openssl is missing. */
export async function makeCertificates(name: string): Promise<Certificates> {
  const folder = mkdtempSync(join(tmpdir(), 'vigie-tls-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (file: string) => join(folder, file);
  const [ca, caKey] = [path('ca.pem'), path('ca.key')];
  const [certificate, key, both] = [path('server.pem'), path('server.key'), path('both.pem')];
  const days = ['-days', '2'];
  await openssl(
    'req',
    '-x509',
    ...NEW_KEY,
    '-keyout',
    caKey,
    '-out',
    ca,
    ...days,
    '-subj',
    `/CN=${name}`,
  );
  const request = path('server.csr');
  await openssl('req', ...NEW_KEY, '-keyout', key, '-out', request, '-subj', '/CN=127.0.0.1');
  writeFileSync(path('names'), 'subjectAltName=IP:127.0.0.1\n');
  const signed = ['-CA', ca, '-CAkey', caKey, '-CAcreateserial', '-extfile', path('names')];
  await openssl('x509', '-req', '-in', request, ...signed, '-out', certificate, ...days);
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'));
  return { folder, ca, certificate, key, both };
}
