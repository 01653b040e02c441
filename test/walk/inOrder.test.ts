import { describe, expect, test } from 'vitest';
import { concernsLeft } from '../../src/walk/cases.ts';
import { handworkBefore } from '../../src/walk/handwork.ts';
import { runInOrder, type Stopped } from '../../src/walk/inOrder.ts';
import { blocksInSection, blocksUpTo, stepsInSection } from '../../src/walk/plan.ts';
import { sh, Walking } from './walked.ts';

interface Went {
  readonly ran: readonly string[];
  readonly asked: readonly string[];
  readonly stopped?: Stopped | undefined;
}

/** Runs what is open up to a command, or in its section. @param says what the responder answers; yes where nothing. */
async function walk(
  run: Walking,
  to: string,
  {
    says = () => true,
    section = false,
    way = true,
  }: { says?: (text: string) => boolean | undefined; section?: boolean; way?: boolean } = {},
): Promise<Went> {
  const [ran, asked]: [string[], string[]] = [[], []];
  const last = run.block(to);
  const step = run.runbook.steps.find(({ blocks }) => blocks.includes(last))?.id ?? '';
  const blocks = section ? blocksInSection(run.runbook, run.state, step) : blocksUpTo(run.runbook, run.state, last.id);
  const stopped = await runInOrder(run, blocks, {
    run: (block, given) => {
      if (given === undefined) return Promise.resolve({ message: 'Needs a value.' });
      run.ran(block);
      ran.push(...block.commands);
      return Promise.resolve(undefined);
    },
    askWay: ({ ways }) => Promise.resolve(way ? ways[0] : undefined),
    askDone: (those) => {
      asked.push(...those.map(({ text }) => text));
      return Promise.resolve(those.every(({ text }) => says(text) === true));
    },
    askCase: (text) => {
      asked.push(text);
      return Promise.resolve(says(text));
    },
    ...(section ? { within: stepsInSection(run.runbook, step) } : { wanted: last.id }),
  });
  return { ran, asked, ...(stopped ? { stopped } : {}) };
}

const node = `## 1. Node\n${sh('touch a')}Shut the node down in the console.\n${sh('touch b')}## 2. End\n${sh('touch c')}`;

describe('what is by hand', () => {
  test.each([
    ['a sentence between two commands', node, 'Shut the node down in the console'],
    [
      'a step without commands',
      `## 1. One\n${sh('touch a')}## 2. Shut the node down in the console\n\nUse the red button.\n\n## 3. Two\n${sh('touch b')}## 4. End\n${sh('touch c')}`,
      'Shut the node down in the console',
    ],
    [
      'statements for a console',
      `## 1. One\n${sh('touch a')}In the MySQL console, run:\n\n\`\`\`sql\nstop replica;\n\`\`\`\n\n## 2. Two\n${sh('touch b')}## 3. End\n${sh('touch c')}`,
      'run this in the MySQL console (line 11)',
    ],
    [
      'a check below the commands of a step',
      `## 1. One\n${sh('touch a')}- [ ] Traffic has moved\n\n## 2. Two\n${sh('touch b')}## 3. End\n${sh('touch c')}`,
      'Traffic has moved',
    ],
  ])('%s stops a run until it is done', async (_, text, wanted) => {
    const refused = await walk(new Walking(text), 'touch c', { says: () => false });
    expect(refused.ran).toEqual(['touch a']);
    expect(refused.asked).toEqual([expect.stringContaining(wanted)]);
    expect(refused.stopped?.message).toMatch(/^Stopped here: first by hand: /);
    const agreed = await walk(new Walking(text), 'touch c');
    expect(agreed.ran).toEqual(['touch a', 'touch b', 'touch c']);
    expect(agreed.asked).toHaveLength(1);
  });

  test('a sentence that only tells stops nothing', async () => {
    const text = node.replace('Shut the node down in the console.', 'This takes about a minute.');
    expect(await walk(new Walking(text), 'touch c')).toEqual({ ran: ['touch a', 'touch b', 'touch c'], asked: [] });
  });

  test('what is checked off, in another section or above what was started is not asked about', async () => {
    const text = `## 1. Shut the node down\n\nUse the button.\n\n## 2. One\n${sh('touch a')}## 3. End\n${sh('touch c')}`;
    const ticked = new Walking(text);
    ticked.tick('Shut the node down');
    expect((await walk(ticked, 'touch c')).asked).toEqual([]);
    const begun = new Walking(text);
    begun.ran(begun.block('touch a'));
    expect((await walk(begun, 'touch c')).asked).toEqual([]);
    const parts = new Walking(
      `## First\n\n1. Shut the node down in the console\n2. Move it\n${sh('touch a').replace(/^(?=.)/gm, '   ')}\n` +
        `## Then\n\n1. Look\n${sh('touch b').replace(/^(?=.)/gm, '   ')}`,
    );
    expect(await walk(parts, 'touch b', { section: true })).toEqual({ ran: ['touch b'], asked: [] });
    expect((await walk(parts, 'touch a', { section: true })).asked).toEqual(['Shut the node down in the console']);
  });

  test('what stands on a branch or on the way that is not gone is not asked about', async () => {
    const ways = new Walking(
      `## Option 1: console\n\n1. Shut the node down in the console\n2. Move\n${sh('touch a').replace(/^(?=.)/gm, '   ')}\n` +
        `## Option 2: terminal\n\n1. Open the vault in the console\n2. Move\n${sh('touch b').replace(/^(?=.)/gm, '   ')}\n## End\n${sh('touch c')}`,
    );
    const went = await walk(ways, 'touch c');
    expect(went.ran).toEqual(['touch a', 'touch c']);
    expect(went.asked).toEqual(['Shut the node down in the console']);
    const branch = (): Walking =>
      new Walking(
        `## 1. Go\n${sh('touch a')}## If anything goes wrong\n\nShut the node down in the console.\n${sh('touch d')}## 2. End\n${sh('touch c')}`,
      );
    const not = await walk(branch(), 'touch c', { says: () => false });
    expect(not).toEqual({ ran: ['touch a', 'touch c'], asked: ['If anything goes wrong'] });
    const given = await walk(branch(), 'touch c');
    expect(given.asked).toEqual(['If anything goes wrong', 'Shut the node down in the console.']);
    expect(given.ran).toEqual(['touch a', 'touch d', 'touch c']);
  });

  test('of ways that are by hand alone one is gone, and without a choice the run stops', async () => {
    const text =
      `## 1. One\n${sh('touch a')}### Using Firefox:\n\nInstall the add-on.\n\n` +
      `### Using Google Chrome:\n\nInstall the extension.\n\n## 2. End\n${sh('touch c')}`;
    const went = await walk(new Walking(text), 'touch c');
    expect(went).toEqual({ ran: ['touch a', 'touch c'], asked: ['Using Firefox:'] });
    const open = await walk(new Walking(text), 'touch c', { way: false });
    expect(open.ran).toEqual(['touch a']);
    expect(open.stopped?.message).toBe('Stopped here: the runbook means one of several ways.');
  });

  test('a value is asked for before it', async () => {
    const blank = new Walking(`## 1. Node\n${sh('touch a')}Shut the node down in the console.\n${sh('touch <name>')}`);
    const { asked, stopped } = await walk(blank, '<name>');
    expect(asked).toEqual([]);
    expect(stopped?.message).toBe('Needs a value.');
  });
});

describe('a case', () => {
  test.each([
    ['If the disk is full, run:', 'If the disk is full, run:'],
    ['Skip this step if the node is for staging.', 'Skip this step if the node is for staging.'],
    ['Only if the cache is cold:', 'Only if the cache is cold:'],
  ])('"%s" is asked about once, and left out where it is not given', async (sentence, wanted) => {
    const text = `## 1. Go\n${sh('touch a')}## 2. Maybe\n\n${sentence}\n${sh('touch b')}## 3. End\n${sh('touch c')}`;
    const not = await walk(new Walking(text), 'touch c', { says: () => false });
    expect(not).toEqual({ ran: ['touch a', 'touch c'], asked: [expect.stringContaining(wanted.replace(/[.:]$/, ''))] });
    expect((await walk(new Walking(text), 'touch c')).ran).toEqual(['touch a', 'touch b', 'touch c']);
    const open = await walk(new Walking(text), 'touch c', { says: () => undefined });
    expect(open.ran).toEqual(['touch a']);
    expect(open.stopped?.message).toContain('not said yet whether this holds');
  });

  test('what only reads needs none', async () => {
    const text = `## 1. Go\n${sh('touch a')}## 2. Maybe\n\nIf it is slow, look:\n${sh('uptime')}## 3. End\n${sh('touch c')}`;
    expect(await walk(new Walking(text), 'touch c')).toEqual({ ran: ['touch a', 'uptime', 'touch c'], asked: [] });
  });
});

describe('one command by itself', () => {
  test('is told of what stands right above it, where it changes something and has not run', () => {
    const run = new Walking(node);
    const told = concernsLeft(run, run.block('touch b'), ['Other.'], undefined);
    expect(told).toEqual(['By hand before this: "Shut the node down in the console".', 'Other.']);
    expect(concernsLeft(run, run.block('touch a'), [], undefined)).toEqual([]);
    run.ran(run.block('touch b'));
    expect(concernsLeft(run, run.block('touch b'), [], undefined)).toEqual([]);
    const reads = new Walking(node.replace('touch b', 'uptime'));
    expect(concernsLeft(reads, reads.block('uptime'), [], undefined)).toEqual([]);
  });

  test('is not asked again for a case that is known to be given', () => {
    const run = new Walking(node);
    const concerns = ['Only meant where this holds: "If it is full:".', 'Other.'];
    expect(concernsLeft(run, run.block('touch b'), concerns, ['If it is full:'])).toEqual(['Other.']);
  });

  test('a dry run, which runs nothing, asks for nothing by hand', () => {
    const run = new Walking(node);
    run.ran(run.block('touch a'));
    expect(handworkBefore(run, run.block('touch b'))).toHaveLength(1);
    run.state = { ...run.state, dryRun: true };
    expect(handworkBefore(run, run.block('touch b'))).toEqual([]);
    expect(concernsLeft(run, run.block('touch b'), [], undefined)).toEqual([]);
  });
});
