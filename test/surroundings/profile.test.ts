import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { profileText, readProfile, unclearProfile } from '../../src/surroundings/profile.ts';

const front = (yaml: string): readonly string[] => parseRunbook(`---\n${yaml}\n---\n# B\n`).frontMatter.profile ?? [];

test.each([
  ['profile: {aws: payments-prod, gcloud: prod}', 'AWS_PROFILE=payments-prod, CLOUDSDK_ACTIVE_CONFIG_NAME=prod'],
  ['profile: aws=payments-prod', 'AWS_PROFILE=payments-prod'],
  ['profiles:\n  - aws: payments-prod\n  - "docker: remote"', 'AWS_PROFILE=payments-prod, DOCKER_CONTEXT=remote'],
])('a profile sets the variable of its tool: %s', (yaml, text) => {
  const profile = readProfile(front(yaml));
  expect(profileText(profile)).toBe(text);
  expect(unclearProfile(profile)).toBeUndefined();
});

test.each(['prod', 'aws: "-x"', 'aws: "a b"', 'aws: $(x)', 'bash: ~/.profile', 'PATH: ./bin', 'constructor: x'])(
  'what names no known tool, or no plain name, sets nothing: %s',
  (entry) => {
    const profile = readProfile([entry]);
    expect(profile.variables).toEqual([]);
    expect(unclearProfile(profile)).toContain(entry);
  },
);
