import type { Block } from '../blocks/model.ts';
import { withFolderSettings, type SettingsFiles } from '../run/folderSettings.ts';
import { namedSettings } from '../risk/namedSettings.ts';
import { askedRisk, joinFolder, shellOf } from '../run/prepare.ts';
import { visibleJson } from '../text/visible.ts';
import type { Runbook } from '../runbook/model.ts';

/** A runbook as a run will ask about it. */
export interface Labelled {
  readonly runbook: Runbook;
  /** What was found in the folders where its blocks run, by the block's id. */
  readonly concerns: ReadonlyMap<string, readonly string[]>;
}

/**
 * The runbook with the risk of each command as `run` asks about it: with the settings that it names, and with those that
 * lie in the folder where it runs.
 * @param home the folder of the runbook
 */
export async function labelledAsRun(runbook: Runbook, home: string, files: SettingsFiles): Promise<Labelled> {
  const concerns = new Map<string, readonly string[]>();
  const labelled = async (block: Block): Promise<Block> => {
    if (block.kind !== 'command') return block;
    const { attributes, commands } = block;
    const folder = attributes['cwd'] ?? runbook.frontMatter.cwd;
    const on = attributes['on'];
    // What a kubeconfig starts, it says itself; the run reads it, and asks about what it starts.
    const configs = commands.flatMap(namedSettings).filter(({ kind }) => kind === 'kubeconfig');
    const asked = askedRisk(runbook, block, configs.length > 0 ? [] : commands, on ?? '');
    const found = await withFolderSettings(
      {
        commands,
        shell: shellOf(runbook, block),
        ...(on === undefined ? {} : { on }),
        cwd: folder === undefined ? home : joinFolder(home, folder),
        risk: asked,
        concerns: configs.map(({ file }) => `run asks first: the kubeconfig ${file} can start programs`),
      },
      files,
    );
    if (found.concerns.length > 0) concerns.set(block.id, found.concerns);
    return { ...block, risk: found.risk };
  };
  const all = (blocks: readonly Block[]): Promise<Block[]> => Promise.all(blocks.map(labelled));
  const steps = await Promise.all(runbook.steps.map(async (step) => ({ ...step, blocks: await all(step.blocks) })));
  return { runbook: { ...runbook, steps, blocks: await all(runbook.blocks) }, concerns };
}

/** The runbook as JSON, blocks and problems as the contract names them. */
export function runbookJson(runbook: Runbook): string {
  return `${visibleJson(JSON.stringify(runbook, null, 2))}\n`;
}
