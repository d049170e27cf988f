import { expect, it } from "vitest";
import { randomHistory } from "./history.ts";
import { overHttp } from "./over-http.ts";
import { play } from "./play.ts";
import { complaint } from "./seeds.ts";
import { verdictOn } from "./verdict/oracle.ts";

const SEEDS = 20;

it(`${SEEDS} random histories are told as truly over HTTP`, { timeout: 240_000 }, async () => {
  const complaints: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const history = randomHistory(seed);
    const theatre = await overHttp(history);
    try {
      const amiss = verdictOn(await play(history, theatre));
      if (amiss.length > 0) complaints.push(complaint(seed, amiss));
    } finally {
      await theatre.close();
    }
  }
  console.log(`random histories over HTTP: seeds 1 to ${SEEDS}`);
  expect(complaints.join("\n")).toBe("");
});
