import type { Block } from '../blocks/model.ts';
import { plainText } from '../markdown/markdown.ts';
import type { MdNode } from '../markdown/mdNode.ts';
import type { Section, Step } from '../runbook/model.ts';
import { bareTitle, isTaskTitle } from './taskTitle.ts';
import {
  areProcedures,
  comeInTurn,
  commandsIn,
  isMove,
  opposedAmong,
  preparesAll,
  savedAndLoaded,
  type Sibling,
} from './sets.ts';
import type { Way } from './writtenAlternatives.ts';

const ASIDE =
  /^(?:troubleshooting|faqs?|(?:known|common) (?:issues|problems|errors)|prerequisites?|requirements|prepar(?:e|ing|ations?)|pre-\w+ (?:steps|tasks|checks|actions|work)|notes?|background|overview|introduction|contacts?|rollback|see also|examples?|before you (?:begin|start))$/i;

/** Of these, what stands below each other has not happened at once. */
const TROUBLES = /^(?:troubleshooting|(?:known|common) (?:issues|problems|errors))$/i;

type Listed = Pick<Step, 'title' | 'line' | 'number' | 'level'>;

/**
 * The procedures of a page, or of a section, that holds several, of which a responder needs one: sections beside each
 * other, as far out as they begin to part, and in each of them again. None where all is one procedure in parts.
 */
export function findProcedures(
  nodes: readonly MdNode[],
  sections: readonly Section[],
  steps: readonly Listed[],
  blocks: readonly Block[],
): readonly (readonly Way[])[] {
  const title = sections.find(({ level }) => level === 1);
  const within = (line: number, { line: from, endLine }: Section): boolean => line >= from && line <= endLine;
  const below = (around: Section | undefined): readonly (readonly Way[])[] => [
    ...besides(around),
    ...childrenOf(sections, around)
      .filter((section) => TROUBLES.test(bareTitle(section.title)))
      .flatMap((section) => besides(section)),
  ];
  const besides = (around: Section | undefined): readonly (readonly Way[])[] => {
    const holding = childrenOf(sections, around).filter((one) => steps.some(({ line }) => within(line, one)));
    // What may go wrong belongs to all of them.
    const active = holding.filter((section) => !ASIDE.test(bareTitle(section.title)));
    const own = steps.filter(({ line }) => !around || within(line, around));
    const begun = own.some(({ line }) => !holding.some((section) => within(line, section)));
    const only = active[0];
    if (only === undefined) return [];
    const siblings = active.map((section): Sibling => siblingOf(section, sections, steps, blocks, nodes));
    const moves = isMove(around?.title ?? title?.title ?? '', siblings);
    const opposed = moves ? [] : opposedAmong(siblings);
    if (opposed.length > 1) return [opposed.map(({ section }) => ({ ...section, name: section.title }))];
    if (around && begun) return [];
    const from = (around ?? title)?.line ?? 0;
    const intro = nodes
      .filter(({ type, line }) => type === 'paragraph' && line > from && line < only.line)
      .map((node) => plainText((node.children[0]?.content ?? '').slice(0, 300)));
    const groups = active.map((section) => below(section));
    const inner = groups.flat();
    const pair = moves ? [] : savedAndLoaded(siblings, intro.join(' '));
    if (!areProcedures(siblings, around?.title ?? title?.title ?? '', intro.join(' ')))
      if (pair.length > 1) return [pair.map(({ section }) => ({ ...section, name: section.title })), ...inner];
      else if (comeInTurn(siblings, intro.join(' '))) return inner;
      else return besideProcedures(siblings, groups, around?.title ?? title?.title ?? '', tasksIn) ?? inner;
    // What is chosen may hold several in turn.
    return [active.map((section) => ({ ...section, name: section.title })), ...inner];
  };
  const tasksIn = (section: Section): readonly Section[] => {
    const holding = childrenOf(sections, section).filter((one) => steps.some(({ line }) => within(line, one)));
    const own = steps.filter(({ line }) => within(line, section));
    const all = own.every(({ line }) => holding.some((one) => within(line, one)));
    if (holding.length < 2 || !all || !holding.every(({ title: name }) => isTaskTitle(name))) return [];
    const children = holding.map((one) => siblingOf(one, sections, steps, blocks, nodes));
    return comeInTurn(children, '') ? [] : holding;
  };
  return below(undefined);
}

/**
 * Where sections hold procedures of their own ("On one node": "Backup", "Restore"; "In a cluster": the same), whoever
 * chooses one needs none of the others, nor a task that stands beside them. What is no task ("Service user") and comes
 * before them prepares all. Undefined where a section beside them may as well be a part of what the page does.
 * @param tasksIn the sections of one that are tasks each, where it has no other steps.
 */
function besideProcedures(
  siblings: readonly Sibling[],
  groups: readonly (readonly (readonly Way[])[])[],
  parent: string,
  tasksIn: (section: Section) => readonly Section[],
): readonly (readonly Way[])[] | undefined {
  const first = groups.findIndex((group) => group.length > 0);
  if (siblings.length < 2 || first < 0) return undefined;
  const whole = groups.every((group) => group.length > 0);
  if (!whole && isTaskTitle(parent)) return undefined;
  const ways = siblings.map(({ section }, i): readonly Way[] => {
    if (groups[i]![0]) return groups[i]![0];
    const tasks = tasksIn(section);
    if (tasks.length > 0) return tasks.map((task) => ({ ...task, name: task.title }));
    const own = isTaskTitle(section.title) && !preparesAll(section.title);
    return own ? [{ ...section, name: section.title }] : [];
  });
  // What stands behind a procedure and is none itself may end all of them.
  if (ways.some((own, i) => own.length === 0 && i > first)) return undefined;
  const names = ways.flatMap((own) => own.map(({ name }) => name));
  const all = ways.flatMap((own, i) =>
    own.map((way) => ({
      ...way,
      name:
        names.filter((name) => name === way.name).length > 1 ? `${way.name} (${siblings[i]!.section.title})` : way.name,
    })),
  );
  return [all, ...groups.flatMap((group) => group.slice(1))];
}

/** The outermost sections below one, or of the page. */
function childrenOf(sections: readonly Section[], parent: Section | undefined): readonly Section[] {
  const inside = sections.filter(
    (one) => one !== parent && (!parent || (one.line > parent.line && one.line <= parent.endLine)),
  );
  return inside.filter(
    (one) => !inside.some((other) => other !== one && other.line < one.line && other.endLine >= one.endLine),
  );
}

function siblingOf(
  section: Section,
  sections: readonly Section[],
  steps: readonly Listed[],
  blocks: readonly Block[],
  nodes: readonly MdNode[],
): Sibling {
  const { line, endLine } = section;
  const own = steps.filter((step) => step.line >= line && step.line <= endLine);
  const said = nodes.find((node) => node.line > line && node.line <= endLine);
  return {
    section,
    steps: own.map(({ title }) => title),
    commands: commandsIn(section, blocks),
    said: said?.type === 'paragraph' ? plainText((said.children[0]?.content ?? '').slice(0, 300)) : '',
    counted: own[0]?.number === '1',
    inner: sections.filter((one) => one.line > line && one.line <= endLine).map(({ title }) => title),
  };
}
