import { describe, expect, it } from 'vitest';
import { findingsOf, fixedText, lintInMemory } from '../rules/harness.ts';
import { offers } from './changes.ts';

describe('got: a limit of the headers among others', () => {
  const rule = 'partial-timeout';
  const got = `import got from 'got';\n`;
  const phases = `lookup: 100, connect: 50, secureConnect: 50, send: 10_000, response: 1000`;

  it('finds nothing where the socket may not fall silent either', async () => {
    expect(
      await findingsOf(rule, `${got}export const api = got.extend({ timeout: { ${phases}, socket: 1000 } });`),
    ).toEqual([]);
    expect(await findingsOf(rule, `${got}got('https://a.example', { timeout: { response: 1, socket: 2 } });`)).toEqual(
      [],
    );
    const derived = `${got}const base = got.extend({ timeout: { socket: 1000 } });\nbase.get('https://a.example', { timeout: { response: 900 } });`;
    expect(await findingsOf(rule, derived)).toEqual([]);
  });

  it('changes nothing of its own accord, and offers nothing beside other limits', async () => {
    const text = `${got}got('https://a.example', { timeout: { ${phases} } });`;
    expect(await offers(rule, text)).toBe(0);
    const alone = `${got}got('https://a.example', { timeout: { response: 1000 } });`;
    expect((await lintInMemory(alone, { rule })).messages[0]!.fix).toBeUndefined();
    expect(await fixedText(rule, alone)).toContain('timeout: { request: 1000 }');
  });

  it('offers nothing for a client from which others are derived', async () => {
    const made = `const api = got.extend({ timeout: { response: 1000 } });`;
    expect(await offers(rule, `${got}${made}\nexport const b = api.extend({ prefixUrl: 'https://b.example' });`)).toBe(
      0,
    );
    expect(await offers(rule, `${got}export ${made}`)).toBe(0);
    expect(await offers(rule, `${got}${made}\napi.get('https://b.example');`)).toBe(1);
  });
});
