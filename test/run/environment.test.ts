import { expect, test } from 'vitest';
import { envFileQuestion, readEnvFile } from '../../src/surroundings/envFile.ts';
import { readRequirement, requirementText, satisfies, unmetSentence } from '../../src/surroundings/requirements.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

test('an environment file is read, never expanded', () => {
  const { values, unread } = readEnvFile(
    'A=1\nexport B="two words" # said\n# C=3\nD=\'$(rm -rf /)\'\nE=x # y\nF=a#b\n\nnonsense\nG="open\nH="a\\nb"\n',
  );
  expect(values).toEqual({ A: '1', B: 'two words', D: '$(rm -rf /)', E: 'x', F: 'a#b', H: 'a\nb' });
  expect(unread).toEqual([8, 9]);
});

test('what changes which programs run is left out, and the question names names only', () => {
  const file = readEnvFile(
    'PATH=./bin\nLD_PRELOAD=./x.so\nBASH_ENV=x\nNODE_OPTIONS=-r ./x\nAPI_TOKEN=s3cret\nREGION=eu\n',
  );
  expect(Object.keys(file.values)).toEqual(['API_TOKEN', 'REGION']);
  expect(file.leftOut).toEqual(['PATH', 'LD_PRELOAD', 'BASH_ENV', 'NODE_OPTIONS']);
  const question = envFileQuestion('.env', file);
  expect(question).toContain('It sets API_TOKEN, REGION.');
  expect(question).not.toContain('s3cret');
});

test('requirements in the forms that people write', () => {
  expect(readRequirement('kubectl >= 1.28')).toMatchObject({
    kind: 'tool',
    name: 'kubectl',
    operator: '>=',
    version: '1.28',
  });
  expect(readRequirement('terraform: ~1.5')).toMatchObject({ kind: 'tool', name: 'terraform', operator: '~' });
  expect(readRequirement('node 20+')).toMatchObject({ kind: 'tool', name: 'node', operator: '>=', version: '20' });
  expect(readRequirement('jq')).toEqual({ kind: 'tool', name: 'jq' });
  expect(readRequirement('env: DATABASE_URL')).toEqual({ kind: 'env', name: 'DATABASE_URL' });
  expect(readRequirement('$TOKEN')).toEqual({ kind: 'env', name: 'TOKEN' });
  expect(readRequirement('login: aws')).toEqual({ kind: 'login', name: 'aws' });
  expect(readRequirement('access to the VPN')).toMatchObject({ kind: 'unclear' });
  expect(readRequirement('./tool')).toMatchObject({ kind: 'unclear' });
  expect(requirementText(readRequirement('kubectl>=1.28'))).toBe('kubectl >= 1.28');
});

test('only as many parts count as are named', () => {
  expect(satisfies('1.28.3', '>=', '1.28')).toBe(true);
  expect(satisfies('1.9', '>=', '1.10')).toBe(false);
  expect(satisfies('2.0', '^', '1.5')).toBe(false);
  expect(satisfies('1.6.1', '~', '1.5')).toBe(false);
  expect(satisfies('1.5.9', '=', '1.5')).toBe(true);
  expect(satisfies('1.5', '>', '1.5')).toBe(false);
});

test('front matter in lists and by kind', () => {
  const front = (yaml: string): unknown => parseRunbook(`---\n${yaml}\n---\n# B\n`).frontMatter;
  expect(front('requires: [jq, {env: TOKEN}, "kubectl >= 1.28"]\nenv-file: .env')).toMatchObject({
    requires: ['jq', 'env: TOKEN', 'kubectl >= 1.28'],
    envFile: '.env',
  });
  expect(front('requires:\n  tools: {kubectl: ">= 1.28", jq: }\n  env: [A]\n  logins: aws')).toMatchObject({
    requires: ['kubectl >= 1.28', 'jq', 'env: A', 'login: aws'],
  });
  expect(front('title: x')).not.toHaveProperty('requires');
});

test('one sentence for what is not met', () => {
  const requirement = readRequirement('jq');
  expect(unmetSentence([{ requirement, state: 'unmet', detail: 'not on PATH' }])).toBe('Not met: jq (not on PATH).');
  expect(unmetSentence([{ requirement, state: 'unknown', detail: '' }])).toBeUndefined();
});
