import { axios } from './axios.ts';
import { fetchLibrary } from './fetch.ts';
import { got } from './got.ts';
import { makeKnowledge } from './lookup.ts';
import type { Knowledge } from './lookup.ts';
import { pg } from './pg.ts';
import type { Library } from './schema.ts';

/** Every library that is known, in the order in which specifiers are matched. */
export const libraries: readonly Library[] = [fetchLibrary, axios, got, pg];

export const knowledge: Knowledge = makeKnowledge(libraries);
