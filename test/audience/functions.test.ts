import { beforeAll, expect, it } from 'vitest';
import { runsInFunction } from '../../src/audience/functions.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { Parse } from '../../src/parser/parse.ts';
import { lintInMemory } from '../rules/harness.ts';

let parse: Parse;
beforeAll(async () => {
  parse = await loadParser();
});
const inFunction = (text: string, path = 'src/a.ts', packages: readonly string[] = []): boolean =>
  runsInFunction(parse(text, `/p/${path}`), (name) => packages.includes(name));

it('what a cloud calls, and ends after a time of its own', () => {
  expect(inFunction('export const handler = async (event) => load(event.key);')).toBe(true);
  expect(inFunction('exports.handler = (event) => load(event.Records);', 'src/a.js')).toBe(true);
  expect(inFunction("import type { SQSEvent } from 'aws-lambda';\nexport const work = (event: SQSEvent) => 1;")).toBe(
    true,
  );
  expect(inFunction('export const store = 1;', 'lambda/store.ts')).toBe(true);
  expect(inFunction('export const store = 1;', 'resize-lambda/src/store.ts')).toBe(true);
  expect(inFunction('export const store = 1;', 'src/store.ts', ['@types/aws-lambda'])).toBe(true);
  expect(inFunction('export const store = 1;')).toBe(false);
  expect(inFunction('export const store = 1;', 'src/store.ts', ['@types/aws-lambda', 'express'])).toBe(false);
  expect(inFunction('export const handler = (button) => click(button);')).toBe(false);
  expect(inFunction('app.listen(80);', 'lambda/local.ts')).toBe(false);
});

it('needs no limit for services beside it, and one for others', async () => {
  const s3 = `import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';\nimport axios from 'axios';\nconst s3 = new S3Client({});\n`;
  const body = `await s3.send(new GetObjectCommand({ Bucket: 'a', Key: 'b' }));\n  return (await axios.get('https://a.example/x')).data;\n`;
  const rules = async (text: string, versions = {}): Promise<string> =>
    (await lintInMemory(text, { preset: 'recommended' }, { versions })).messages.map(({ ruleId }) => ruleId).join();
  const versions = { '@aws-sdk/client-s3': '3.800.0', axios: '1.7.0' };
  const handler = `${s3}export const handler = async (event) => {\n  ${body}};\n`;
  expect(await rules(handler, versions)).toBe('unwrapped-network-call');
  expect(await rules(handler.replace('handler = async (event)', 'load = async ()'), versions)).toBe(
    'require-timeout,unwrapped-network-call',
  );
});
