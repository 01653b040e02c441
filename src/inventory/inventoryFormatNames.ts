/** What `breakwater inventory --format` takes. */
export const inventoryFormatNames = ['table', 'json', 'jsonl', 'markdown'] as const;

export type InventoryFormat = (typeof inventoryFormatNames)[number];
