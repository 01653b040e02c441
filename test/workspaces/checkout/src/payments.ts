import axios from 'axios';

const provider = process.env.PAYMENTS_URL ?? 'https://payments.internal';

export interface Charge {
  readonly orderId: string;
  readonly cents: number;
  readonly currency: 'EUR' | 'USD';
}

export interface Receipt {
  readonly id: string;
  readonly status: 'captured' | 'declined';
}

/** Charges a card. A slow provider holds the request, and with it the customer's checkout, for as long as it likes. */
export async function charge(order: Charge): Promise<Receipt> {
  const response = await fetch(`${provider}/charges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': order.orderId },
    body: JSON.stringify(order),
  });
  return (await response.json()) as Receipt;
}

/** Asks until the provider answers: every checkout instance, at once, as fast as it can. */
export async function captureWithRetry(id: string): Promise<Receipt> {
  for (let attempt = 0; attempt < 10; attempt++) {
    try {
      const { data } = await axios.post<Receipt>(`${provider}/charges/${id}/capture`);
      return data;
    } catch (error) {
      console.warn(`capture of ${id} failed, trying again`, error);
    }
  }
  throw new Error(`Could not capture ${id}`);
}

const refunds = axios.create({ baseURL: provider, timeout: 4_000 });

/** Bounded by the client's timeout, and refunded once thanks to the idempotency key. */
export async function refund(id: string): Promise<Receipt> {
  const { data } = await refunds.post<Receipt>(`/charges/${id}/refund`, undefined, {
    headers: { 'idempotency-key': `refund-${id}` },
  });
  return data;
}
