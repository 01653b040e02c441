import type { InventoryFormat } from './inventoryFormatNames.ts';
import { shareOf } from './inventoryModel.ts';
import type { Inventory } from './inventoryModel.ts';
import { inventoryTable } from './inventoryTable.ts';
import { inventoryMarkdown } from './inventoryMarkdown.ts';
import { visibleJson } from '../text/visible.ts';

export interface InventoryStyle {
  readonly colors: boolean;
  /** List calls in tests too. */
  readonly tests: boolean;
}

/** What is printed for an inventory, line end included. */
export function formatInventory(inventory: Inventory, format: InventoryFormat, look: InventoryStyle): string {
  switch (format) {
    case 'json':
      return `${visibleJson(JSON.stringify(asJson(inventory), undefined, 2))}\n`;
    case 'jsonl':
      return asLines(inventory);
    case 'markdown':
      return inventoryMarkdown(inventory, look.tests);
    case 'table':
      return inventoryTable(inventory, look);
  }
}

function asJson({
  files,
  parser,
  calls,
  retries,
  clients,
  parseErrors,
  skipped,
  warnings,
  coverage,
}: Inventory): object {
  const shares = coverage.map((one) => ({ ...one, percent: shareOf(one) ?? null }));
  return { files, parser, coverage: shares, calls, retries, clients, parseErrors, skipped, warnings };
}

/** Every line has a `path`, so that a reader needs no exceptions. */
function asLines({ rows, skipped }: Inventory): string {
  const left = skipped.map(({ path, reason }) => ({ kind: 'skipped', path, reason }));
  return [...rows, ...left].map((row) => `${visibleJson(JSON.stringify(row))}\n`).join('');
}
