import type { Decide } from './call.ts';
import { buildPrograms } from './buildPrograms.ts';
import { filePrograms } from './filePrograms.ts';
import { gitPrograms } from './gitPrograms.ts';
import { networkPrograms } from './networkPrograms.ts';
import { platformPrograms } from './platformPrograms.ts';
import { phrasePrograms } from './phrasePrograms.ts';
import { processPrograms } from './processPrograms.ts';

/** Programs whose arguments decide in ways of their own. */
export const systemPrograms: Readonly<Record<string, Decide>> = {
  ...networkPrograms,
  ...filePrograms,
  ...gitPrograms,
  ...platformPrograms,
  ...buildPrograms,
  ...processPrograms,
  ...phrasePrograms,
};
