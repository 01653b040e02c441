import { parseErrorRow, rowsOf } from './inventoryRows.ts';
import type { InventoryRow } from './inventoryRows.ts';
import type { MakeWork } from './work.ts';

/** The inventory of one file: its rows, or one row that says where it does not parse. */
export const inventoryWork: MakeWork =
  (project) =>
  (path, text): InventoryRow[] => {
    const file = project.parse(text, path);
    const [broken] = file.errors;
    if (broken) return [parseErrorRow(broken.message, broken.line, broken.column)];
    return rowsOf(project.facts(file), file.text);
  };
