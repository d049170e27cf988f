import { PlanbellError } from "../../lib/model/errors.ts";
import { faultsOfStory } from "./check-story.ts";
import type { Programme, Scenario, Story } from "./scenario.ts";

/** Scenarios that cannot be played; the message lists every mistake, one a line. */
class ScenarioFault extends PlanbellError {
  readonly code = "scenario";
}

/**
 * Everything that can be played: the programmes, then each story alone under its own name.
 * @throws {ScenarioFault} with all mistakes in any of them
 */
export function compose(
  programmes: readonly Programme[],
  stories: readonly Story[],
): readonly [Scenario, ...Scenario[]] {
  const alone = stories.map(({ name, title }): Programme => ({ name, title, stories: [name] }));
  const all = [...programmes, ...alone];
  const names = all.map(({ name }) => name);
  const faults = [
    ...names.filter((name, i) => names.indexOf(name) !== i).map((name) => `two scenarios are called "${name}"`),
    ...stories.flatMap(faultsOfStory),
    ...programmes.flatMap((programme) => faultsOfProgramme(programme, stories)),
  ];
  const [first, ...others] = faults.length > 0 ? [] : all.map((programme) => inSequence(programme, stories));
  if (first === undefined) throw new ScenarioFault(["these scenarios cannot be played:", ...faults].join("\n  "));
  return [first, ...others];
}

function faultsOfProgramme({ name, stories }: Programme, known: readonly Story[]): string[] {
  const says = (fault: string): string => `scenario "${name}": ${fault}`;
  const titles = known.map((story) => story.name);
  return [
    ...(stories.length === 0 ? [says("it names no story")] : []),
    ...stories
      .filter((story) => !titles.includes(story))
      .map((story) => says(`there is no story "${story}"; there are ${titles.join(", ")}`)),
    ...stories
      .filter((story, i) => stories.indexOf(story) !== i)
      .map((story) => says(`it tells the story "${story}" twice`)),
  ];
}

function inSequence({ name, title, stories: wanted }: Programme, stories: readonly Story[]): Scenario {
  let at = 0;
  const parts = wanted.map((one) => {
    const story = stories.find((candidate) => candidate.name === one) as Story;
    const part = { at, story };
    at += story.lasts;
    return part;
  });
  return { name, title, parts, lasts: at };
}
