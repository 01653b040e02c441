import { Pool } from 'pg';

// Nobody listens for 'error': one lost idle connection ends the process.
export const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

// The reporting replica is bounded and watched.
export const replica = new Pool({
  connectionString: process.env.REPLICA_URL,
  max: 5,
  connectionTimeoutMillis: 3_000,
  query_timeout: 10_000,
});
replica.on('error', (error) => console.error('replica connection lost', error));

export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly cents: number;
}

export async function findOrder(id: string): Promise<Order | undefined> {
  const { rows } = await pool.query<Order>('select id, customer, cents from orders where id = $1', [id]);
  return rows[0];
}

export async function markPaid(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => pool.query('update orders set paid = true where id = $1', [id])));
}

export async function revenueOf(day: string): Promise<number> {
  const { rows } = await replica.query<{ cents: string }>('select sum(cents) as cents from orders where day = $1', [day]);
  return Number(rows[0]?.cents ?? 0);
}
