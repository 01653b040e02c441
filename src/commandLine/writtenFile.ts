import { lstat, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inWords } from '../files/systemError.ts';
import { Problem } from './problem.ts';

/** Refuses a file to write that is a link: one that came with a repository may lead to any file of the user. @throws Problem */
export async function refuseLink(file: string): Promise<void> {
  const isLink = (await lstat(file).catch(() => undefined))?.isSymbolicLink() === true;
  if (isLink && !/^\/(?:dev|proc)\//.test(resolve(file)))
    throw new Problem(`${file} is a link: nothing is written through it. Name the file itself`);
}

/** Writes a file that a command was given. @throws Problem with one line that says what is wrong */
export async function writeNamed(file: string, text: string): Promise<void> {
  await refuseLink(file);
  await writeFile(file, text).catch((error: NodeJS.ErrnoException) => {
    throw new Problem(`${file} can't be written (${inWords(error.code ?? error.message)})`);
  });
}
