import type { Act, Scenario, Story } from "../../../local/scenario/scenario.ts";

const alice = { kind: "RamUser", name: "alice" };

/** A plan "web" of wei.chen's that alice approves at 9 s, 3 s after it waits; then it is run. */
export const aStory = (changes: Partial<Story> = {}): Story => ({
  name: "small",
  title: "A small story",
  caption: "Look at the card.",
  lasts: 30,
  plans: [
    {
      plan: {
        name: "web",
        owner: { kind: "RamUser", name: "wei.chen" },
        approvers: [alice],
        previewMs: 4_000,
        executeMs: 6_000,
      },
      ends: { status: "ExecuteSuccess", card: "Succeeded: web" },
    },
  ],
  acts: ACTS,
  ...changes,
});

export const ACTS: readonly Act[] = [
  { at: 2, do: "create", plan: "web" },
  { at: 9, do: "approve", plan: "web", by: alice, comment: "fine" },
  { at: 15, do: "execute", plan: "web" },
];

/** Stories one after another. */
export function aScenario(name: string, ...stories: readonly Story[]): Scenario {
  let lasts = 0;
  const parts = stories.map((story) => {
    const part = { at: lasts, story };
    lasts += story.lasts;
    return part;
  });
  return { name, title: `The ${name}`, parts, lasts };
}
