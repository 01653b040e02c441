import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(`# Failover\n\n${text}`).steps.map(({ title }) => title);
const code = '```sh\nsystemctl stop x\n```';

test('numbered headings with nothing below them are steps by hand', () => {
  expect(titles('## 1. Announce it\n\n## 2. Drain the node\n\n## 3. Flip the DNS record\n')).toHaveLength(3);
  expect(titles('## Step 1: Announce it\n\n---\n\n## Step 2: Flip the DNS record\n')).toHaveLength(2);
  expect(
    titles(
      `## Steps\n\n### 1. Page the lead\n\n### 2. Stop it\n\n1. Do it:\n\n   ${code.replaceAll('\n', '\n   ')}\n\n### 3. Flip DNS\n`,
    ),
  ).toEqual(['1. Page the lead', 'Do it', '3. Flip DNS']);
});

test('those of a part come in its place', () => {
  const text = `## 1. Preparation\n\n### 1.1 Call the lead\n\n### 1.2 Fetch the keys\n\n## 2. Do\n\n### 2.1 Stop it\n\n${code}\n\n### 2.2 Unplug the cable\n`;
  expect(titles(text)).toEqual(['1.1 Call the lead', '1.2 Fetch the keys', '2.1 Stop it', '2.2 Unplug the cable']);
});

test('numbered headings that name things are none', () => {
  expect(titles('## 1. Introduction\n\n## 2. Architecture\n\n## 3. Glossary\n')).toEqual([]);
  expect(titles('## 1. Latency\n\n## 2. Throughput\n\n## 3. Cost\n')).toEqual([]);
  expect(titles('## 1. Use Postgres\n\nIt is what we know.\n\n## 2. Keep it simple\n\nAs ever.\n')).toEqual([]);
  expect(titles('## Options\n\n### 1. Restart it\n\n### 2. Replace it\n')).toEqual([]);
});
