import { describe, expect, it } from 'vitest';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const kinds = (text: string): readonly string[] =>
  allBlocks(parseRunbook(`# T\n\n## 1. Do\n\n${text}\n`)).map(({ kind }) => kind);
const fence = (text: string, language = ''): string => `\`\`\`${language}\n${text}\n\`\`\`\n`;

describe('statements of an administrator', () => {
  it.each([
    'FLUSH TABLES WITH READ LOCK;\nSET GLOBAL read_only = ON;',
    'STOP REPLICA;\nRESET REPLICA ALL;',
    'unlock tables;',
    "CHANGE MASTER TO MASTER_HOST='db-2', MASTER_LOG_POS=4;\nSTART SLAVE;",
    'REFRESH MATERIALIZED VIEW totals;',
  ])('are typed in a console: %j', (text) => {
    const [block] = allBlocks(parseRunbook(`# T\n\n## 1. Do\n\nOn the **primary**\n\n${fence(text)}`));
    expect(block?.kind).toBe('config');
    expect(block?.risk).not.toBe('reads');
  });

  it.each(['kill -9 123;', 'stop', 'Flush all caches', 'flush-tables.sh now'])('%j is none', (text) => {
    expect(kinds(`Run it:\n\n${fence(text)}`)).not.toEqual(['config']);
  });
});

const TABLE = '+----+\n| id |\n+----+\n| 1  |\n+----+';

describe('a console with what it answered', () => {
  it.each([
    [`MariaDB [(none)]> SHOW MASTER STATUS;\n${TABLE}`, 'sql'],
    [`mysql> SHOW REPLICA STATUS;\n${TABLE}`, ''],
    ['app=# SELECT id FROM jobs;\n id\n----\n  1\n(1 row)', 'sql'],
  ])('is output right below the statements: %j', (text, language) => {
    expect(kinds(`${fence('RESET MASTER;\nSHOW MASTER STATUS;', 'sql')}\n${fence(text, language)}`)).toEqual([
      'config',
      'output',
    ]);
  });

  it.each([
    ['a sentence asks for it', `Then check:\n\n${fence(`mysql> SHOW MASTER STATUS;\n${TABLE}`)}`],
    ['it changes something', fence('mysql> STOP SLAVE;\nQuery OK')],
    ['nothing was answered', fence('mysql> SHOW MASTER STATUS;')],
  ])('is typed where %s', (_, text) => {
    expect(kinds(`${fence('RESET MASTER;', 'sql')}\n${text}`)).toEqual(['config', 'config']);
  });
});
