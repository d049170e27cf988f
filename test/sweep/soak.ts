import { seededScene } from "./seeded-scene.ts";
import { play } from "./stage.ts";

// npm run soak -- [how many seeds] [the first of them]
const count = Number(process.argv[2] ?? 100_000);
const first = Number(process.argv[3] ?? 1);
let broken = 0;
for (let seed = first; seed < first + count; seed++) {
  const outcome = await play(seededScene(seed));
  if (outcome.broken.length > 0) {
    broken++;
    console.log(`seed ${seed} broke ${outcome.broken.length} promises:\n  ${outcome.broken.join("\n  ")}`);
  }
  const done = seed - first + 1;
  if (done % 1_000 === 0 || done === count) console.log(`${done} of ${count} seeds, ${broken} of them broken`);
}
process.exitCode = broken > 0 ? 1 : 0;
