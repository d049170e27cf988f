"use strict";
// An instance of a function that answers one request, the second argument, and tells what it took: milliseconds of CPU,
// megabytes of memory. Without a function it tells what Node takes by itself.
const [, , file, event = ""] = process.argv;

/** As Function Compute hands it over: whose keys a call of its own is signed with. */
const CONTEXT = {
  requestId: "1-2",
  accountId: "1466115886170001",
  region: "ap-southeast-1",
  credentials: { accessKeyId: "STS.bench", accessKeySecret: "secret", securityToken: "token" },
};

async function answer() {
  if (file === undefined) return { statusCode: 200 };
  const { handler } = require(file);
  return handler(Buffer.from(event), CONTEXT);
}

void answer().then(({ statusCode }) => {
  const { user, system } = process.cpuUsage();
  const told = { statusCode, cpu: (user + system) / 1_000, memory: process.memoryUsage.rss() / 2 ** 20 };
  process.stdout.write(JSON.stringify(told), () => process.exit());
});
