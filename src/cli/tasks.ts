import type { Project } from '../lint/project.ts';

/** Work on one file; what it gives is plain data, since it crosses threads and is kept in the cache. */
export type FileWork = (path: string, text: string) => unknown;

/** Makes the work for a project, from settings that are plain data as well. */
export type MakeWork = (project: Project, settings: unknown) => FileWork;

/** What can be done to many files at once, loaded when it is done. */
export const tasks = {
  lint: (): Promise<MakeWork> => import('./lintTask.ts').then((module) => module.lintWork),
  inventory: (): Promise<MakeWork> => import('./inventoryTask.ts').then((module) => module.inventoryWork),
} as const;

export type TaskName = keyof typeof tasks;
