import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const folders = ['src', 'other'];

/** A finding as every door can tell it: `path:line:column rule message`. */
export type Told = string;

interface EslintLike {
  readonly ESLint: new (options: object) => {
    lintFiles(patterns: string[]): Promise<{ filePath: string; messages: EslintMessage[] }[]>;
  };
}

interface EslintMessage {
  readonly ruleId: string | null;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

export async function throughEslint(name: 'eslint' | 'eslint9', folder: string): Promise<Told[]> {
  const { ESLint } = (await import(name)) as EslintLike;
  const { breakwater } = (await import(join(root, 'dist/eslint.js'))) as { breakwater: { configs: { all: object } } };
  const parser = await import('@typescript-eslint/parser');
  const eslint = new ESLint({
    cwd: folder,
    overrideConfigFile: true,
    overrideConfig: [
      { files: ['**/*.{ts,tsx,js,cjs}'], languageOptions: { parser: parser.default ?? parser } },
      breakwater.configs.all,
    ],
  });
  const results = await eslint.lintFiles([...folders]);
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line, column, message }) =>
        told(relative(folder, filePath), line, column, String(ruleId).replace('breakwater/', ''), message),
      ),
    )
    .sort();
}

export async function throughOxlint(folder: string, rules: readonly string[]): Promise<Told[]> {
  const config = {
    jsPlugins: [join(root, 'dist/eslint.js')],
    categories: { correctness: 'off' },
    rules: Object.fromEntries(rules.map((id) => [`breakwater/${id}`, 'warn'])),
  };
  await writeFile(join(folder, '.oxlintrc.json'), JSON.stringify(config));
  const { stdout } = await run(
    join(root, 'node_modules/.bin/oxlint'),
    ['-c', '.oxlintrc.json', '-f', 'json', ...folders],
    folder,
  );
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: {
      message: string;
      code: string;
      filename: string;
      labels: { span: { line: number; column: number } }[];
    }[];
  };
  return diagnostics
    .map(({ message, code, filename, labels }) => {
      const { line, column } = labels[0]!.span;
      return told(filename, line, column, /\((.*)\)/.exec(code)?.[1] ?? code, message);
    })
    .sort();
}

export async function throughCli(folder: string): Promise<Told[]> {
  const args = [join(root, 'dist/cli.js'), 'lint', '--format', 'json', '--no-cache', '--preset', 'all', ...folders];
  const { stdout } = await run(process.execPath, args, folder);
  const results = JSON.parse(stdout) as { filePath: string; messages: EslintMessage[] }[];
  return results
    .flatMap(({ filePath, messages }) =>
      messages.map(({ ruleId, line, column, message }) => told(filePath, line, column, String(ruleId), message)),
    )
    .sort();
}

function told(path: string, line: number, column: number, rule: string, message: string): Told {
  return `${path.replaceAll('\\', '/')}:${line}:${column} ${rule} ${message}`;
}

/** Findings make these commands exit with 1, which is no failure here. */
async function run(command: string, args: readonly string[], cwd: string): Promise<{ stdout: string }> {
  try {
    return await promisify(execFile)(command, args, { cwd, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { code, stdout, stderr } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (code === 1 && stdout) return { stdout };
    throw new Error(`${command} failed: ${stderr ?? String(error)}`, { cause: error });
  }
}
