import { dirname, resolve } from 'node:path';
import { codeOf } from '../files/ignoreRules.ts';
import { makeFolder } from '../files/makeFolder.ts';
import { inWords } from '../files/systemError.ts';
import { readPlain, readPlainBytes } from '../files/readPlain.ts';
import { writeAtomic } from '../files/writeAtomic.ts';
import { notUtf8, utf8Text } from '../files/utf8.ts';

/** The formats that reports are written in; Markdown is brought up to date in place instead. */
export type ReportFormat = 'html' | 'json' | 'patch';

/** Whether a text may be replaced by a report: an empty one, or such a report. A page of people, a runbook or a log is none. */
export function mayReplace(before: string, format: ReportFormat): boolean {
  if (before.trim() === '') return true;
  if (format === 'html') return /^\s*<!doctype html>/i.test(before);
  if (format === 'patch') return /^(?:diff |--- )/.test(before);
  try {
    const value: unknown = JSON.parse(before);
    return typeof value === 'object' && value !== null && 'kind' in value && 'id' in value;
  } catch {
    return false;
  }
}

/** The text of a file; undefined where there is none. @throws what reading it throws otherwise */
function textThere(file: string): string | undefined {
  try {
    return readPlain(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * A page of people that is to be written again, each byte of it kept; undefined where there is none.
 * @throws Error with a sentence that goes after the file's name, where it can't be read as it is
 */
export function pageThere(file: string): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readPlainBytes(file);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw new Error(`can't be read (${inWords(codeOf(error))})`);
  }
  const text = utf8Text(bytes);
  if (text === undefined) throw new Error(notUtf8(bytes));
  return text;
}

/**
 * Writes a report, and the folders that it is in.
 * @param format where the file, if there is one, has to be such a report already
 * @returns a sentence where something else stands there, which stays
 * @throws what reading or writing throws
 */
export async function writeReport(file: string, text: string, format?: ReportFormat): Promise<string | undefined> {
  if (format !== undefined && !mayReplace(textThere(file) ?? '', format))
    return `${file} is there and no ${format} that Breakwater wrote: choose another file`;
  makeFolder(dirname(resolve(file)));
  await writeAtomic(file, text);
  return undefined;
}
