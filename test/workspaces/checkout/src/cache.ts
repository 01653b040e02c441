import { createClient } from 'redis';

export const cache = createClient({
  url: process.env.REDIS_URL,
  socket: { connectTimeout: 2_000, reconnectStrategy: (retries) => Math.min(retries * 100, 3_000) },
});

export async function connectCache(): Promise<void> {
  await cache.connect();
}

/** A basket is remembered for a day. */
export async function rememberBasket(customer: string, basket: unknown): Promise<void> {
  await cache.set(`basket:${customer}`, JSON.stringify(basket), { EX: 86_400 });
}

export async function basketOf(customer: string): Promise<unknown> {
  const text = await cache.get(`basket:${customer}`);
  return text === null ? undefined : JSON.parse(text);
}
