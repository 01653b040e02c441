import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryUrl } from '../src/text/repository.ts';

it('has one address, which the manifest shares', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
    repository: { url: string };
    homepage: string;
    bugs: { url: string };
  };
  expect(manifest.repository.url).toBe(`git+${repositoryUrl}.git`);
  expect(manifest.homepage).toBe(`${repositoryUrl}#readme`);
  expect(manifest.bugs.url).toBe(`${repositoryUrl}/issues`);
  const sources = readdirSync('src', { recursive: true, withFileTypes: true }).filter(({ name }) => /\.ts$/.test(name));
  const others = sources
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => /github\.com\/breakwater\b/.test(readFileSync(path, 'utf8')));
  expect(others).toEqual(['src/text/repository.ts']);
});
