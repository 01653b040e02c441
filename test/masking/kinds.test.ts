import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mask, Masker } from '../../src/masking/mask.ts';
import { broken, brokenValues, harmlessBroken } from './kinds/broken.ts';
import { configs } from './kinds/configs.ts';
import { entries, harmlessEntries } from './kinds/entries.ts';
import { headers } from './kinds/headers.ts';
import { everyday } from './kinds/everyday.ts';
import { further, harmlessFurther } from './kinds/further.ts';
import { harmlessKeys, keys } from './kinds/keys.ts';
import { harmlessManifests, manifests } from './kinds/manifests.ts';
import { harmlessNextLine, nextLine } from './kinds/nextLine.ts';
import { outputs } from './kinds/outputs.ts';
import { harmlessPrograms, programs } from './kinds/programs.ts';
import { harmlessSpread, spread } from './kinds/spread.ts';
import { harmlessTables, tables } from './kinds/tables.ts';
import { harmlessTold, told } from './kinds/told.ts';
import { knownVendors, vendorNames, vendors } from './kinds/vendors.ts';

const kinds = {
  manifests,
  entries,
  tables,
  keys,
  headers,
  configs,
  programs,
  vendors,
  vendorNames,
  told,
  outputs,
  spread,
  further,
  broken,
  brokenValues,
  nextLine,
};
const all = Object.values(kinds).flat();

function streamed(text: string, cuts: readonly number[]): string {
  const masker = new Masker(() => []);
  const ends = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  let shown = '';
  let from = 0;
  for (const end of ends) {
    shown += masker.push(text.slice(from, end));
    from = end;
  }
  return shown + masker.flush();
}

describe.each(Object.entries(kinds))('%s', (_, forms) => {
  test.each(forms)('%s', (_name, text, ...secrets) => {
    const shown = mask(text);
    for (const secret of secrets.flatMap((one) => one.split(' '))) expect(shown).not.toContain(secret);
    // What is hidden once stays as it is, and nothing depends on where the stream is cut.
    expect(mask(shown)).toBe(shown);
    expect(streamed(text, [...text].map((__, at) => at))).toBe(shown); // prettier-ignore
    expect(streamed(text, [text.length / 3, text.length / 2].map(Math.floor))).toBe(shown);
  });
});

test.each([
  ...harmlessManifests,
  ...harmlessEntries,
  ...harmlessTables,
  ...harmlessKeys,
  ...harmlessPrograms,
  ...harmlessTold,
  ...everyday,
  ...harmlessSpread,
  ...harmlessNextLine,
  ...harmlessFurther,
  ...harmlessBroken,
])('nothing is hidden in %j', (text) => {
  expect(mask(text)).toBe(text);
  expect(mask(`${text}\n`)).toBe(`${text}\n`);
});

test('a stream of many kinds hides what the whole text would, wherever it is cut', () => {
  const piece = fc.constantFrom(
    ...all.map(([, text]) => text),
    ...harmlessManifests,
    ...harmlessTables,
    ...harmlessPrograms,
    'plain words',
    '',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.array(fc.nat(20_000), { maxLength: 10 }), (pieces, cuts) => {
      const text = pieces.join('\n');
      expect(streamed(text, cuts)).toBe(mask(text));
    }),
    { numRuns: 400 },
  );
});

test.each([
  ['a value of a manifest that goes on with a word', 'kind: Secret\ndata:\n  blob: YWRtaW4=\n   me | you\n  user: YWRtaW4='],
  ['a value of a manifest that begins like a name', 'kind: Secret\nstringData:\n  note: |\n    first:second\n    "third" fourth'],
  ['a manifest that is none', 'kind: ConfigMap\ndata:\n  blob: plain\n   me | you'],
  ['code with a choice behind a blank', '  var signingKey = key.publicKey || key.other;'],
  ['code with another choice', '  const secret = given && wanted'],
  ['code with a condition', '  authToken = given ? yes : no'],
  ['words that are no code', 'authToken = given | wc -l'],
] as const)('is the same wherever it is cut: %s', (_, text) => {
  for (let cut = 0; cut <= text.length; cut++) expect(streamed(text, [cut])).toBe(mask(text));
}); // prettier-ignore

test('tokens of at least 150 vendors are known by how they begin', () => {
  expect(knownVendors.size).toBeGreaterThan(150);
});

test('what styles and the like hide is found on any line of a long text', () => {
  const plain = '\x1b[32mINFO\x1b[0m served in 12 ms\n'.repeat(50);
  for (const line of ['pa\x1b[1mssword=correcthorse', 'pass\u200bword: correcthorse', 'passx\bword=correcthorse', '\x1b]0;password=correcthorse\x07x']) {
    const shown = mask(`${plain}${line}\r\n${plain}`);
    expect(shown).not.toContain('correcthorse');
    expect(shown.startsWith(plain)).toBe(true);
    expect(shown.endsWith(plain)).toBe(true);
  }
}); // prettier-ignore
