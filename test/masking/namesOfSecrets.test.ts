import { expect, test } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

test.each([
  'credentialsSecret: shop-db-credentials',
  '  existingSecret: redis-auth',
  '  existingSecret: redis-auth # made by hand',
  '"existingSecret": "redis-auth",',
  'imagePullSecret: registry-login',
  'backupTargetCredentialSecret: s3-backup',
])('which Secret is meant is nothing secret: %s', (line) => expect(mask(`${line}\n`)).toBe(`${line}\n`));

test.each([
  'existingSecret: aB3xk29dkQ',
  'credentialsSecret: s3cr3t-x9K2',
  'clientSecret: redis-auth',
  'credentialsSecret=shop-db-credentials',
  'imagePullSecret: hunter2',
  'tlsSecret: my-tls and more words',
  'password: redis-auth',
])('what may be a secret itself stays hidden: %s', (line) => expect(mask(`${line}\n`)).toContain('***'));
