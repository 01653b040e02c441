import type { MakeWork } from './work.ts';

/** What can be done to many files at once, loaded when it is done. */
export const tasks = {
  lint: (): Promise<MakeWork> => import('./lintTask.ts').then((module) => module.lintWork),
  inventory: (): Promise<MakeWork> => import('./inventoryTask.ts').then((module) => module.inventoryWork),
  prove: (): Promise<MakeWork> => import('./proveTask.ts').then((module) => module.proveWork),
} as const;

export type TaskName = keyof typeof tasks;
