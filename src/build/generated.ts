import { configSchema } from '../lint/configSchema.ts';
import { settingsTable } from './settingsTable.ts';
import { libraryList } from './libraryList.ts';
import { withTools } from './toolsManifest.ts';
import { roomTable } from './roomTable.ts';
import { rules } from '../rules/index.ts';
import type { Rule } from '../rules/model.ts';

export interface Generated {
  /** Relative to the repository. */
  readonly path: string;
  /** The file as it should be, made from what it is; undefined where there is nothing to write into. */
  make(before: string | undefined): string | undefined;
}

/** Every file, or part of one, that is made from the rules and the list of libraries. */
export function generated(): Generated[] {
  return [
    { path: 'media/breakwater.schema.json', make: () => `${JSON.stringify(configSchema(rules), null, 2)}\n` },
    { path: 'package.json', make: (before) => before && withTools(before) },
    { path: 'src/libraries/index.ts', make: libraryList },
    { path: 'README.md', make: (before) => before && readme(before) },
    { path: 'ARCHITECTURE.md', make: (before) => before && betweenMarkers(before, 'rooms', roomTable()) },
    ...rules.map((rule) => ({
      path: `src/rules/${rule.id}.md`,
      make: (before: string | undefined) => before && withHeader(before, rule),
    })),
  ];
}

/** A text with what stands between two comments replaced. */
function betweenMarkers(text: string, name: string, content: string): string | undefined {
  const begin = `<!-- begin ${name} -->`;
  const from = text.indexOf(begin);
  const to = text.indexOf(`<!-- end ${name} -->`);
  if (from < 0 || to < from) return undefined;
  return `${text.slice(0, from + begin.length)}\n\n${content}\n${text.slice(to)}`;
}

function readme(before: string): string | undefined {
  const withRules = betweenMarkers(before, 'rules', ruleTable());
  return withRules && betweenMarkers(withRules, 'settings', settingsTable());
}

/** The table of all rules for the README. */
function ruleTable(): string {
  const rows = rules.map(
    (rule) =>
      `| [${rule.id}](src/rules/${rule.id}.md) | ${rule.description} | ${rule.severity} | ${rule.preset} | ${changeKinds(rule)} |`,
  );
  return ['| Rule | Finds | Severity | Preset | Change |', '| --- | --- | --- | --- | --- |', ...rows, ''].join('\n');
}

/** A rule's page begins with its name, what it finds and how it is set; the rest is written by hand. */
function withHeader(page: string, rule: Rule): string {
  const body = page.indexOf('\n## ');
  const facts = `Severity: ${rule.severity}. Preset: ${rule.preset}. Change: ${changeKinds(rule).replace(/\.$/, '')}.`;
  const sentence = `${rule.description[0]!.toUpperCase()}${rule.description.slice(1)}.`;
  return `# ${rule.id}\n\n${sentence}\n\n${facts}\n${body < 0 ? '' : page.slice(body)}`;
}

/** How much of the change is made for you: `--fix`, a choice in the editor, or none and why. */
function changeKinds({ fixable, hasSuggestions, noChange }: Rule): string {
  const kinds = [fixable ? 'automatic' : '', hasSuggestions ? 'suggestion' : ''].filter((word) => word !== '');
  return kinds.length > 0 ? kinds.join(', ') : `none: ${noChange ?? 'by hand.'}`;
}
