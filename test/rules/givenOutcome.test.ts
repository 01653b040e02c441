import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

const options = { everyAnswer: true };
const found = (text: string) => findingsOf('unchecked-status', text, { options });
const body = (rest: string) =>
  `export async function bet(res, stake) {\n  const answer = await fetch('https://a.example/bet?stake=' + stake);\n  ${rest}\n}`;
const read = (rest: string) => body(`const data = await answer.json();\n  ${rest}`);

describe("a body's own word for success or failure that is handed on", () => {
  it.each([
    ['taken apart', body('const { success, message } = await answer.json();\n  return { success, message };')],
    ['by another name', body('const { error: problem, rows } = await answer.json();\n  return [rows, problem];')],
    ['as a member', read('return { ok: data.success, rows: data.rows };')],
    ['as a member of the failure', read('return { rows: data.rows, problem: data.error?.message };')],
    ['to a client', read('res.json({ success: data.success, rows: data.rows });')],
    [
      'by a callback',
      `export const bet = () => fetch('https://a.example').then((r) => r.json()).then((d) => ({ errors: d.errors, rows: d.rows }));`,
    ],
    [
      'in a try that gives the same shape',
      body(
        'try { const { success, message } = await answer.json(); return { success, message }; } catch { return { success: false, message: "unexpected" }; }',
      ),
    ],
  ])('tells of it: %s', async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it.each([
    ['other fields', body('const { rows, message } = await answer.json();\n  return { rows, message };')],
    ['success that nobody told of', read('return { success: true, rows: data.rows };')],
    [
      'what is success where nothing is told',
      body('const { success = true } = await answer.json();\n  return { success };'),
    ],
    ['what is only logged', read('console.log(data.error);\n  return data.rows;')],
    ['a value beside it', read('const note = { error: data.error };\n  keep(note);\n  return data.rows;')],
    ['one field alone', read('return data.ok;')],
    ['a choice by another value', read('return stake[data.rows];')],
  ])('is none: %s', async (_, text) => {
    expect(await found(text)).toHaveLength(1);
  });
});
