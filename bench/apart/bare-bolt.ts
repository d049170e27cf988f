import { stockBolt } from "./stock-bolt.ts";

/** A command that is acknowledged at once. */
const { app, handler } = stockBolt();
app.command("/planbell", async ({ ack }) => ack());

export { handler };
