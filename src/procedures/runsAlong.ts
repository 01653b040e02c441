import type { Section } from '../runbook/model.ts';
import { NUMBERED, preparesAll } from './sets.ts';
import { bareTitle, isTaskTitle } from './taskTitle.ts';

interface Lines {
  readonly line: number;
  readonly endLine: number;
}

/** Of a whole page: what is asked of whoever follows any part of it. A part may begin with more, as an installation. */
const OF_THE_PAGE =
  /^(?:prerequisites?|requirements|prepar(?:e|ing|ations?)|pre-\w+ (?:steps|tasks|checks|actions|work)|before you (?:begin|start)|log(?:ging)? ?in\b.*|connect(?:ing)?\b.*|access(?:ing)?\b.*|authenticat\w+\b.*|sign in\b.*|get(?:ting)? access|environment(?: variables)?|variables)$/i;

/**
 * Whether what stands on a line outside of several procedures is done along with whichever of them is chosen: what is said
 * above them without a heading of its own, what prepares all of them, and, where they are a part of a numbered sequence,
 * its other parts. What else the page holds is for somebody with another aim.
 */
export function runsAlong(procedures: readonly Lines[], sections: readonly Section[], line: number): boolean {
  const isIn = (one: Lines): boolean => one.line <= line && line <= one.endLine;
  if (procedures.some(isIn)) return true;
  const around = sections.filter((one) =>
    procedures.every((way) => one.line < way.line && way.endLine <= one.endLine && one.level > 0),
  );
  const own = sections.find((one) => isIn(one) && !around.includes(one));
  if (own === undefined) return true;
  const parents = around.filter((one) => one.line < own.line && own.endLine <= one.endLine);
  const peer = around[parents.length];
  const numbered = peer === undefined ? startsOf(procedures, sections) : [peer];
  if (NUMBERED.test(own.title) && numbered.length > 0 && numbered.every(({ title }) => NUMBERED.test(title)))
    return true;
  if (procedures.some((way) => way.line < own.line)) return false;
  if (OF_THE_PAGE.test(bareTitle(own.title))) return true;
  return peer === undefined && (preparesAll(own.title) || !isTaskTitle(own.title));
}

/** The sections that procedures begin with. */
function startsOf(procedures: readonly Lines[], sections: readonly Section[]): readonly Section[] {
  return sections.filter(({ line }) => procedures.some((way) => way.line === line));
}
