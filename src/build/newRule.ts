/** Makes a rule's files and lists it: `npm run new-rule -- <id> "<what it finds, as a clause>"`. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const folder = 'src/rules';

function fail(message: string): never {
  console.error(`new-rule: ${message}`);
  process.exit(1);
}

/** `some-rule` as `someRule`. */
function variableName(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function source(id: string, description: string): string {
  return `import { defineRule } from './defineRule.ts';

export const ${variableName(id)} = defineRule({
  id: '${id}',
  description: '${description.replace(/'/g, "\\'")}',
  severity: 'warning',
  preset: 'all',
  check({ facts }) {
    return facts.calls
      .filter(() => false)
      .map((call) => ({
        range: call.range,
        message: 'What happens in production. What to do (the fact that proves it).',
      }));
  },
});
`;
}

function page(id: string): string {
  return `# ${id}

## What happens in production

## Incorrect

\`\`\`ts
\`\`\`

## Correct

\`\`\`ts
\`\`\`

## Exceptions

- Tests, mocks, stories, fixtures, scripts, configuration and generated files.

## How to fix

## Sources
`;
}

function test(id: string): string {
  return `import { describe, expect, it } from 'vitest';
import { findingsOf } from './harness.ts';

describe('${id}', () => {
  it('reports what it is for', async () => {
    expect(await findingsOf('${id}', \`\`)).toHaveLength(1);
  });

  it('is silent where it cannot be known', async () => {
    expect(await findingsOf('${id}', \`\`)).toEqual([]);
  });
});
`;
}

/** Adds a line to the sorted run of lines that look like it. */
export function addSorted(text: string, pattern: RegExp, line: string): string {
  const lines = text.split('\n');
  const indexes = lines.flatMap((one, index) => (pattern.test(one) ? [index] : []));
  const at = indexes.find((index) => lines[index]! > line) ?? indexes[indexes.length - 1]! + 1;
  lines.splice(at, 0, line);
  return lines.join('\n');
}

function main(id: string | undefined, description: string | undefined): void {
  if (!id || !description) fail('usage: npm run new-rule -- <id> "<what it finds, as a clause>"');
  if (!/^[a-z]+(-[a-z]+)*$/.test(id)) fail(`"${id}" is not a rule's name: lower-case words joined by hyphens`);
  if (existsSync(`${folder}/${id}.ts`)) fail(`there is a rule "${id}" already`);
  const name = variableName(id);
  writeFileSync(`${folder}/${id}.ts`, source(id, description));
  writeFileSync(`${folder}/${id}.md`, page(id));
  writeFileSync(`test/rules/${id}.test.ts`, test(id));
  let index = readFileSync(`${folder}/index.ts`, 'utf8');
  index = addSorted(index, /^import \{ \w+ \} from '\.\/[a-z-]+\.ts';$/, `import { ${name} } from './${id}.ts';`);
  writeFileSync(`${folder}/index.ts`, addSorted(index, /^ {2}\w+,$/, `  ${name},`));
  let pages = readFileSync(`${folder}/pages.ts`, 'utf8');
  pages = addSorted(pages, /^import \w+ from '\.\/[a-z-]+\.md';$/, `import ${name} from './${id}.md';`);
  writeFileSync(`${folder}/pages.ts`, addSorted(pages, /^ {2}'[a-z-]+': \w+,$/, `  '${id}': ${name},`));
  console.log(`wrote ${folder}/${id}.ts, ${folder}/${id}.md and test/rules/${id}.test.ts; then: npm run docs`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv[2], process.argv[3]);
