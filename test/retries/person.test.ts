import { expect, it } from 'vitest';
import { onlyRetry, retriesIn } from './found.ts';

function asking(question: string, before = ''): string {
  return `${before}
    export async function load(url: string) {
      for (;;) { try { return await fetch(url); } catch { ${question} } }
    }`;
}

it.each([
  ['a prompt of a package', "await prompts({ type: 'confirm', name: 'again' });", "import prompts from 'prompts';"],
  ['a prompt of inquirer', "await confirm({ message: 'Again?' });", "import { confirm } from '@inquirer/prompts';"],
  [
    'a message of the editor',
    "await vscode.window.showErrorMessage('Failed', 'Retry');",
    "import * as vscode from 'vscode';",
  ],
  ['a dialog', "if (!(await this.dialog.confirm('Again?'))) return;", ''],
])('whoever answers %s paces it', (_, question, before) => {
  expect(retriesIn(asking(question, before))).toEqual([]);
});

it.each([
  ['is told', "show('failed');"],
  ['is told, and nobody waits for an answer', "vscode.window.setStatusBarMessage('failed');"],
])('somebody who %s does not', (_, question) => {
  expect(onlyRetry(asking(question))).toMatchObject({ form: 'loop', bounded: false });
});
