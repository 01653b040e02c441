import express from 'express';
import { basketOf, cache, connectCache } from './cache.ts';
import { findOrder, markPaid, pool } from './database.ts';
import { consumePaidOrders } from './events.ts';
import { euroRates } from './exchangeRates.ts';
import { captureWithRetry, charge, refund } from './payments.ts';

const app = express();
app.use(express.json());

app.get('/baskets/:customer', async (request, response) => {
  response.json((await basketOf(request.params.customer)) ?? {});
});

app.get('/rates', async (_request, response) => {
  response.json(await euroRates());
});

app.post('/orders/:id/pay', async (request, response) => {
  const order = await findOrder(request.params.id);
  if (!order) {
    response.status(404).json({ error: 'No such order' });
    return;
  }
  const receipt = await charge({ orderId: order.id, cents: order.cents, currency: 'EUR' });
  await captureWithRetry(receipt.id);
  await markPaid([order.id]);
  response.json(receipt);
});

app.post('/charges/:id/refund', async (request, response) => {
  response.json(await refund(request.params.id));
});

async function ship(orderId: string): Promise<void> {
  const response = await fetch(`http://warehouse.internal/shipments/${orderId}`, { method: 'PUT' });
  if (!response.ok) throw new Error(`warehouse answered ${response.status}`);
}

await connectCache();
await consumePaidOrders(ship);
const server = app.listen(8080);

process.on('SIGTERM', () => {
  server.close(() => {
    void Promise.allSettled([pool.end(), cache.close()]).then(() => process.exit(0));
  });
});
