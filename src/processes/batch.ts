import { writeFile } from 'node:fs/promises';

/**
 * Batch files that run a script of cmd and then leave behind where it ended and what it set, also where it left by
 * `exit /b`. UTF-8 throughout: cmd would read them, and print, in the code page of the console.
 * @param leave where files are left, as `carriedFrom` reads them.
 * @returns the file to be run.
 */
export async function writeBatch(script: string, leave: string): Promise<string> {
  const inner = `${leave}.run.cmd`;
  const outer = `${leave}.cmd`;
  await writeFile(inner, `@echo off\r\n${script}\r\n`);
  const lines = [
    '@echo off',
    'chcp 65001 >nul',
    `call "${inner}"`,
    'set BREAKWATER_STATUS=%errorlevel%',
    'cd >"%BREAKWATER_LEAVE%.cwd"',
    'set >"%BREAKWATER_LEAVE%.env"',
    'exit /b %BREAKWATER_STATUS%',
  ];
  await writeFile(outer, `${lines.join('\r\n')}\r\n`);
  return outer;
}
