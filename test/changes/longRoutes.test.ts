import { describe, expect, it } from 'vitest';
import { lintInMemory } from '../rules/harness.ts';

const rule = 'unwrapped-network-call';
const route = (head: string): string =>
  `${head}\nexport async function GET() { const r = await fetch('https://a.example/items'); if (!r.ok) throw new Error(); return Response.json(await r.json()); }`;

describe('a route that says for how long it may run', () => {
  it.each([
    ['of minutes', 'export const maxDuration = 300;'],
    ['with its type', 'export const maxDuration: number = 5 * 60;'],
    ['in its configuration', "export const config = { runtime: 'nodejs', maxDuration: 60 };"],
  ])('is given no figure below that: %s', async (_, head) => {
    const [message] = (await lintInMemory(route(head), { rule })).messages;
    expect(message).toMatchObject({ severity: 'warning' });
    expect(message!.message).not.toContain('10 s');
    expect(message!.suggestions ?? []).toEqual([]);
  });

  it.each([
    ['of seconds', 'export const maxDuration = 15;'],
    ['that is its own', 'const maxDuration = 300;'],
    ['that is a comment', '// export const maxDuration = 300'],
  ])('is given one: %s', async (_, head) => {
    const [message] = (await lintInMemory(route(head), { rule })).messages;
    expect(message!.message).toContain('10 s');
    expect(message!.suggestions).not.toEqual([]);
  });
});
