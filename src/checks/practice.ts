import { finding, type RunbookCheck, type RunbookFinding } from './model.ts';
import type { FrontMatter, Step } from '../runbook/model.ts';
import type { Block } from '../blocks/model.ts';
import { visibleLine } from '../text/visible.ts';
import { commandRisk } from '../risk/risk.ts';
import { simpleCommands } from '../shell/simpleCommand.ts';
import { innermostCommand } from '../shell/unwrap.ts';

const ownKeys = [
  'owner',
  'services',
  'severity',
  'escalation',
  'communication',
  'lastReviewed',
  'reviewEvery',
  'drillEvery',
  'updateEvery',
  'slo',
] as const;

/** Written for Breakwater: named so, or its front matter has at least two of our keys as we spell them. */
export function isOurs(frontMatter: FrontMatter, fileName = ''): boolean {
  if (/\.runbook\.(?:md|mdx|markdown)$/i.test(fileName)) return true;
  const foreign = Object.keys(frontMatter.other).some((key) =>
    /^(?:owner_slack|last_reviewed_on|review_in|layout|parent)$/.test(key),
  );
  return !foreign && ownKeys.filter((key) => frontMatter[key] !== undefined).length >= 2;
}

const ownership: RunbookCheck = (subject) => {
  const { owner, escalation } = subject.runbook.frontMatter;
  const out: RunbookFinding[] = [];
  if (!owner) out.push(finding(subject, 1, 'no-owner', 'warning', 'No owner: add `owner:` to the front matter.'));
  if (!escalation?.length)
    out.push(
      finding(subject, 1, 'no-escalation', 'warning', 'No escalation contact: add `escalation:` to the front matter.'),
    );
  return out;
};

const DAY_MS = 86_400_000;

const freshness: RunbookCheck = (subject) => {
  const { today } = subject.options;
  const { lastReviewed, reviewEvery, drillEvery, other } = subject.runbook.frontMatter;
  if (today === undefined) return [];
  const out: RunbookFinding[] = [];
  const since =
    lastReviewed === undefined ? undefined : Math.floor((Date.parse(today) - Date.parse(lastReviewed)) / DAY_MS);
  if (since !== undefined && since > (reviewEvery ?? 365)) {
    out.push(
      finding(
        subject,
        subject.keyLines.get('lastReviewed') ?? 1,
        'review-overdue',
        'warning',
        `Last reviewed ${since} days ago, due every ${reviewEvery ?? 365}. Review the runbook and update lastReviewed.`,
      ),
    );
  }
  const drilled = newestDate(dayOf(other['lastDrilled']), subject.options.lastDrilled);
  const sinceDrill = drilled === undefined ? undefined : Math.floor((Date.parse(today) - Date.parse(drilled)) / DAY_MS);
  if (drillEvery !== undefined && sinceDrill !== undefined && sinceDrill > drillEvery) {
    out.push(
      finding(
        subject,
        subject.keyLines.get('lastDrilled') ?? 1,
        'drill-overdue',
        'warning',
        `Last drilled ${sinceDrill} days ago, due every ${drillEvery}. Run a drill.`,
      ),
    );
  }
  return out;
};

/** YAML reads a bare date as one, TOML and JSON as text. */
function dayOf(value: unknown): string | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 10);
  return typeof value === 'string' ? value : undefined;
}

function newestDate(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || Number.isNaN(Date.parse(a))) return b;
  return b === undefined || Date.parse(a) >= Date.parse(b) ? a : b;
}

const dependencies: RunbookCheck = (subject) =>
  (subject.options.unusedDependencies ?? []).map((name) =>
    finding(
      subject,
      subject.keyLines.get('dependencies') ?? 1,
      'unused-dependency',
      'info',
      `No TypeScript or JavaScript in this project calls or mentions "${visibleLine(name)}": correct its name or remove it.`,
    ),
  );

const rollbackWords = /\b(?:roll(?:ing)? ?back|undo|revert|back ?out|restore|snapshot|backup|back up)\b/i;

/** A destructive command needs a moment to think (`confirm`) or a way back (`rollback`, or a backup before it). */
const destruction: RunbookCheck = (subject) =>
  subject.runbook.steps.flatMap((step, i) =>
    step.blocks
      .filter((block) => block.kind === 'command' && block.risk === 'destroys')
      .filter((block) => block.attributes['confirm'] === undefined && block.attributes['rollback'] === undefined)
      .filter(() => !rollbackWords.test(step.title) && !rollbackWords.test(subject.runbook.steps[i - 1]?.title ?? ''))
      .map((block) =>
        finding(
          subject,
          block.line,
          'destroys-without-confirm',
          'warning',
          'Destructive command: add {confirm="..."}, {rollback=id} or a backup step before it.',
        ),
      ),
  );

const checkWords =
  /\b(?:check|verify|confirm|validate|make sure|ensure|watch|monitor|wait|observe|test|look|compare|see)\b/i;

/** A step that changes something should tell how to see that it worked. */
const verification: RunbookCheck = (subject) => {
  const { steps } = subject.runbook;
  return steps.flatMap((step, i) => {
    const changes = step.blocks
      .filter((block) => block.risk === 'changes' || block.risk === 'destroys')
      .filter((block) => block.kind === 'command');
    const last = changes[changes.length - 1];
    if (!last || isVerified(step, last, steps[i + 1])) return [];
    return [
      finding(
        subject,
        last.line,
        'change-without-check',
        'info',
        'Nothing verifies this change: add a check, an expect attribute or a read-only command after it.',
      ),
    ];
  });
};

function isVerified(step: Step, last: Block, next: Step | undefined): boolean {
  if (last.attributes['expect'] !== undefined || last.expectedOutput !== undefined) return true;
  if (step.checks.some((check) => check.line !== step.line)) return true;
  if (step.blocks.some((block) => block.line > last.line && block.risk === 'reads')) return true;
  if (last.commands.length > 1 && commandRisk(last.commands[last.commands.length - 1]!) === 'reads') return true;
  return (
    next !== undefined &&
    (checkWords.test(next.title) || next.blocks.some((block) => block.risk === 'reads' && block.kind === 'command'))
  );
}

/** A placeholder that no sentence of the document mentions leaves the responder guessing. */
const unexplained: RunbookCheck = (subject) => {
  const inBlocks = new Set<number>();
  for (const block of subject.blocks) for (let line = block.line; line <= block.endLine; line++) inBlocks.add(line);
  const prose = subject.lines
    .filter((_, i) => !inBlocks.has(i + 1))
    .join('\n')
    .toLowerCase();
  return subject.runbook.placeholders.flatMap((placeholder) => {
    const words = placeholder.name
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 2 && !/^(?:the|your|name|for)$/.test(word));
    if (
      placeholder.default !== undefined ||
      words.length === 0 ||
      words.some((word) => prose.includes(word.replace(/s$/, '')))
    )
      return [];
    const block = subject.blocks.find((entry) => entry.id === placeholder.blocks[0]);
    return block
      ? [
          finding(
            subject,
            block.line,
            'unexplained-blank',
            'info',
            `Unexplained placeholder "${placeholder.name}": explain it before the command.`,
          ),
        ]
      : [];
  });
};

const missingTools: RunbookCheck = (subject) => {
  const { onPath } = subject.options;
  if (!onPath) return [];
  const seen = new Set<string>();
  return subject.blocks
    .filter((block) => block.kind === 'command')
    .flatMap((block) =>
      block.commands.flatMap(simpleCommands).flatMap(({ words }) => {
        const program = innermostCommand(words).words[0] ?? '';
        if (!/^[a-z][\w.-]*$/.test(program) || seen.has(program)) return [];
        seen.add(program);
        return onPath(program) === false
          ? [finding(subject, block.line, 'tool-missing', 'info', `${program} isn't installed, or isn't on PATH.`)]
          : [];
      }),
    );
};

/** For runbooks of ours: what makes a document one that can be followed at night. */
export const practiceChecks: readonly RunbookCheck[] = [
  ownership,
  freshness,
  dependencies,
  destruction,
  verification,
  unexplained,
];

export const machineChecks: readonly RunbookCheck[] = [missingTools];
