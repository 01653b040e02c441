import { makeConfig } from '../lint/config.ts';
import { lintWith } from '../lint/lint.ts';
import { prove } from '../prove/prove.ts';
import type { ProofRequest } from '../prove/model.ts';
import type { LintSettings } from './lintTask.ts';
import type { MakeWork } from './work.ts';

export interface ProveSettings extends Pick<
  ProofRequest,
  'line' | 'ruleId' | 'framework' | 'limitMs' | 'label' | 'out'
> {
  readonly lint: LintSettings;
  /** How the test imports the source. */
  readonly specifier: string;
}

/** What a test is written from, or why there is none. */
export type ProveResult =
  { readonly text: string; readonly ruleId: string; readonly others: readonly string[] } | { readonly refused: string };

/** Writes the test for one line of one file. */
export const proveWork: MakeWork = (project, settings) => {
  const { lint, specifier, ...asked } = settings as ProveSettings;
  const config = makeConfig({ ...lint.config, suppressions: { reportUnused: false } }, lint.root);
  return (path, text): ProveResult => {
    const file = project.parse(text, path);
    const [broken] = file.errors;
    if (broken) return { refused: `The file has a syntax error at line ${broken.line}: ${broken.message}` };
    const facts = project.facts(file);
    const { messages, suppressed } = lintWith(project, { path, text }, config);
    const proof = prove({ file, facts, messages: [...messages, ...suppressed], ...asked });
    if ('refused' in proof) return proof;
    return { text: proof.text(specifier), ruleId: proof.ruleId, others: proof.others };
  };
};
