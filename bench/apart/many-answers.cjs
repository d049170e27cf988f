"use strict";
// An instance that answers many requests: as often as the parent process says and with what it sends along, each time it
// does. Tells the median of what an answer takes, and what 99 of 100 take at most: microseconds.
const { handler } = require(process.argv[2]);

/** As Function Compute hands it over: whose keys a call of its own is signed with. */
const CONTEXT = {
  requestId: "1-2",
  accountId: "1466115886170001",
  region: "ap-southeast-1",
  credentials: { accessKeyId: "STS.bench", accessKeySecret: "secret", securityToken: "token" },
};

process.on("message", async ({ count, events }) => {
  const bodies = events.map((event) => Buffer.from(event));
  const took = new Float64Array(count);
  for (let n = 0; n < count; n += 1) {
    const began = process.hrtime.bigint();
    const { statusCode } = await handler(bodies[n % bodies.length], CONTEXT);
    took[n] = Number(process.hrtime.bigint() - began) / 1_000;
    if (statusCode !== 200) throw new Error(`a command was answered ${statusCode}`);
  }
  took.sort();
  process.send({ median: took[count >> 1], most: took[Math.floor(count * 0.99)] });
});
process.send("ready");
