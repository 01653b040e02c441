import { describe, expect, it } from 'vitest';
import { actionOf, keyHelp, type KeyPress, type Place } from '../../src/webview/keys.ts';

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key,
  repeat: false,
  chord: false,
  alt: false,
  ...more,
});
const places: readonly Place[] = ['typing', 'run', 'code', 'control', 'list', 'page'];
const printable = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));

describe('keys of the page', () => {
  it('run nothing by a letter, a digit, a sign or Space, wherever the focus is', () => {
    const done = new Set(places.flatMap((place) => printable.map((key) => actionOf(press(key), place))));
    expect(done).not.toContain('runFocused');
    expect(actionOf(press(' '), 'run')).toBe('refuseSpace');
    expect(actionOf(press('r'), 'page')).toBeUndefined();
  });

  it('run by Enter on the block or on Run only', () => {
    expect(places.filter((place) => actionOf(press('Enter'), place) === 'runFocused')).toEqual(['code']);
    // Its own press, as any button's.
    expect(actionOf(press('Enter'), 'run')).toBeUndefined();
    expect(actionOf(press('Enter'), 'page')).toBe('toRun');
    expect(actionOf(press('Enter'), 'list')).toBeUndefined();
  });

  it('leave what is typed alone, but for Escape', () => {
    for (const key of [...printable, 'Enter', 'ArrowDown']) expect(actionOf(press(key), 'typing')).toBeUndefined();
    expect(actionOf(press('Enter', { repeat: true }), 'typing')).toBeUndefined();
    expect(actionOf(press('Escape'), 'typing')).toBe('leave');
  });

  it('do once what a held key asks for; moving goes on', () => {
    for (const place of ['run', 'code', 'control', 'list', 'page'] as const) {
      expect(actionOf(press('Enter', { repeat: true }), place)).toBe('nothing');
    }
    for (const key of [' ', 'u', 's', 'n']) expect(actionOf(press(key, { repeat: true }), 'page')).toBe('nothing');
    expect(actionOf(press('Enter', { repeat: true, chord: true }), 'typing')).toBe('nothing');
    expect(actionOf(press('j', { repeat: true }), 'page')).toBe('next');
  });

  it('leave chords to the editor', () => {
    for (const key of ['j', ' ', 'Enter', 's', 'c']) {
      expect(actionOf(press(key, { chord: true }), 'page')).toBeUndefined();
      expect(actionOf(press(key, { alt: true }), 'page')).toBeUndefined();
    }
  });

  it('know no names of the language as keys', () => {
    for (const key of ['constructor', 'toString']) expect(actionOf(press(key), 'page')).toBeUndefined();
  });

  it('are all told in the help', () => {
    const told = keyHelp
      .flatMap(([keys]) => keys.split(/\s+or\s+/))
      .map((key) => ({ Space: ' ', Esc: 'Escape', '↓': 'ArrowDown', '↑': 'ArrowUp' })[key] ?? key);
    const working = [...printable, 'Enter', 'ArrowDown', 'ArrowUp', 'Escape'].filter((key) =>
      actionOf(press(key), 'page'),
    );
    expect(working.filter((key) => !told.includes(key))).toEqual([]);
    expect(told.filter((key) => !working.includes(key) && !key.startsWith('Ctrl+'))).toEqual([]);
  });
});
