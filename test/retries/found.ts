import { expect } from 'vitest';
import type { FileFacts, Retry } from '../../src/facts/model.ts';
import { noModules } from '../../src/values/index.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { analyze } from '../detectors/analyze.ts';

const parse = await loadParser();

export const sleep = 'const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));\n';

export function factsOf(text: string, versions: Readonly<Record<string, string>> = {}): FileFacts {
  return analyze(parse(text, 'src/a.ts'), { ...noModules, version: (name) => versions[name] });
}

export function retriesIn(text: string): readonly Retry[] {
  return factsOf(text).retries;
}

/** The only retry of a text. */
export function onlyRetry(text: string): Retry {
  const found = retriesIn(text);
  expect(found).toHaveLength(1);
  return found[0]!;
}
