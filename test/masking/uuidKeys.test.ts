import { describe, expect, it } from 'vitest';
import { mask } from '../../src/masking/mask.ts';

const uuid = 'c60d5d32-cbe5-4014-c2b5-4b95523cf694';

describe('a UUID behind words that name a secret key', () => {
  it.each([
    `the api key is ${uuid}`,
    `api key ${uuid}`,
    `heroku api key ${uuid} leaked`,
    `the apikey is ${uuid}`,
    `rotated the api key from ${uuid}`,
    `API-key "${uuid}" was used`,
    `api key for heroku is ${uuid}`,
    `api key for heroku: ${uuid}`,
    `the bearer token ${uuid.toUpperCase()}`,
    `the client secret ${uuid} is out`,
    `the token is ${uuid}`,
  ])('is hidden: %s', (note) => {
    const hidden = mask(`${note}\n`);
    expect(hidden.toLowerCase()).not.toContain('4b95523cf694');
    expect(hidden).toContain('***');
  });

  it('is hidden where both the old and the new one are told', () => {
    expect(mask(`rotated the api key from ${uuid} to ${uuid.replace('c6', 'd7')}\n`)).toBe(
      'rotated the api key from *** to ***\n',
    );
  });

  it.each([
    `request id ${uuid}`,
    `the key ${uuid} of the cache`,
    `api key id ${uuid}`,
    `api key with id ${uuid} expired`,
    `token id ${uuid}`,
    `primary key is ${uuid}`,
    `idempotency key ${uuid}`,
    `the idempotency token is ${uuid}`,
    `api key of tenant ${uuid} was rotated`,
    `the token service of ${uuid}`,
  ])('is kept behind others: %s', (note) => {
    expect(mask(`${note}\n`)).toBe(`${note}\n`);
  });
});
