import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const installed = spawnSync('nvim', ['--version']).status === 0;
const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

// Debian's neovim will do: apt-get install neovim.
describe.skipIf(!installed)('Neovim', () => {
  it('shows findings, and those of a file that imports a saved one', () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-neovim-')));
    const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
    try {
      write('package.json', '{}');
      write('client.ts', 'export const api = { get: (path: string) => [path] };\n');
      write('client.after', "import axios from 'axios';\nexport const api = axios.create({ timeout: 5_000 });\n");
      write(
        'load.ts',
        "import { api } from './client.js';\nexport async function load() {\n  try {\n    return await api.get('/a');\n  } catch {\n    return [];\n  }\n}\n",
      );
      const printed = execFileSync('nvim', ['--headless', '-u', 'NONE', '-c', `luafile ${pathOf('neovim.lua')}`], {
        env: { ...process.env, BREAKWATER_CLI: pathOf('../../dist/cli.js'), BREAKWATER_FOLDER: folder, HOME: folder },
        encoding: 'utf8',
        timeout: 60_000,
      });
      expect(printed).toMatch(/^before: *$/m);
      expect(printed).toMatch(/^after: breakwater: If this axios request fails/m);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }, 90_000);
});
