import { ruleUrl as pageOf } from '../rules/docs.ts';

/** The address of a rule's page. */
export const ruleUrl: (id: string) => string = pageOf;
