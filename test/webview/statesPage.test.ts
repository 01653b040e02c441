import { describe, expect, it } from 'vitest';
import type { StateName, ToWebview } from '../../src/protocol/webview.ts';
import { statesPage } from './page/statesPage.ts';

function sent<Type extends ToWebview['type']>(type: Type): Extract<ToWebview, { type: Type }> {
  const found = statesPage().find((message) => message.type === type);
  if (!found) throw new Error(`no ${type}`);
  return found as Extract<ToWebview, { type: Type }>;
}

describe('the page of which pictures are taken', () => {
  it('has a step in each state', () => {
    const { counts } = sent('run').run.states;
    const missing = (Object.keys(counts) as StateName[]).filter((name) => counts[name] === 0);
    expect(missing).toEqual([]);
  });

  it('has text, a secret and a choice to fill in', () => {
    const types = new Set(sent('document').document.placeholders.map(({ type }) => type));
    expect([...types].sort()).toEqual(['choice', 'secret', 'text']);
  });
});
