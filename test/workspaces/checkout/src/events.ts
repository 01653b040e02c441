import amqp from 'amqplib';

const queue = 'orders.paid';

/** Tells the warehouse. The connection has no heartbeat and nobody hears when it breaks. */
export async function consumePaidOrders(ship: (orderId: string) => Promise<void>): Promise<void> {
  const connection = await amqp.connect(process.env.AMQP_URL ?? 'amqp://localhost');
  const channel = await connection.createChannel();
  await channel.assertQueue(queue, { durable: true });
  await channel.consume(queue, async (message) => {
    if (!message) return;
    const { orderId } = JSON.parse(message.content.toString()) as { orderId: string };
    try {
      await ship(orderId);
      channel.ack(message);
    } catch (error) {
      console.error(`could not ship ${orderId}`, error);
      channel.nack(message, false, true);
    }
  });
}
