import type { Project } from '../lint/project.ts';

/** Work on one file; what it gives is plain data, since it crosses threads and is kept in the cache. */
export type FileWork = (path: string, text: string) => unknown;

/** Makes the work for a project, from settings that are plain data as well. */
export type MakeWork = (project: Project, settings: unknown) => FileWork;
