import { describe, expect, it } from 'vitest';
import { changed } from './changes.ts';

/** A file whose other function has an `error` of its own. */
const elsewhere = `function other() {\n  try {\n    work();\n  } catch (error) {\n    throw error;\n  }\n}\n`;
const redis = `import { createClient } from 'redis';\n`;

describe('the error of a new piece of code', () => {
  it.each([
    [
      'a listener',
      'missing-error-listener',
      `${redis}${elsewhere}export const client = createClient();\n`,
      `.on('error', (error) => console.error(error))`,
    ],
    [
      'a promise',
      'unhandled-failure',
      `${elsewhere}setTimeout(() => {\n  fetch('https://a.example');\n}, 9);\n`,
      `.catch((error: unknown) => console.error(error))`,
    ],
    [
      'a connection',
      'unreleased-connection',
      `import { Pool } from 'pg';\nconst pool = new Pool();\n${elsewhere}export async function run() {\n  const client = await pool.connect();\n  await client.query('BEGIN');\n  await client.query('UPDATE a');\n  await client.query('COMMIT');\n  client.release();\n}\n`,
      `} catch (error) {\n    await client.query('ROLLBACK');`,
    ],
  ])('is called so whatever another function calls its own: %s', async (_, rule, text, expected) => {
    expect(await changed(rule, text)).toContain(expected);
  });

  it.each([
    [
      'the module',
      'missing-error-listener',
      `${redis}import { error } from './log';\nerror('a');\nexport const client = createClient();\n`,
      `(error2) => console.error(error2)`,
    ],
    [
      'a function around it',
      'unhandled-failure',
      `export function run(error: string) {\n  setTimeout(() => {\n    fetch('https://a.example/' + error);\n  }, 9);\n}\n`,
      `(error2: unknown) => console.error(error2)`,
    ],
  ])('gets a number where %s has one', async (_, rule, text, expected) => {
    expect(await changed(rule, text)).toContain(expected);
  });
});
