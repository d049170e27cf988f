import type { Act, Scenario, Story } from "./scenario.ts";
import { wordsOf } from "./words.ts";

/** A story begins. `at`: seconds since the scenario began, as everywhere here. */
interface StoryCue {
  readonly what: "story";
  readonly at: number;
  readonly story: Story;
  /** From 1. */
  readonly number: number;
  /** How many stories there are. */
  readonly of: number;
}

/** An act happens; one that lasts for a while has a second cue for its end. */
export interface ActCue {
  readonly what: "act";
  readonly at: number;
  readonly story: Story;
  readonly act: Act;
  readonly isEnd: boolean;
  readonly words: string;
}

export type Cue = StoryCue | ActCue;

/** Everything that happens in a scenario, in order; what is due at the same second in the order of the data. */
export function cuesOf({ parts }: Scenario): readonly Cue[] {
  const cues = parts.flatMap(({ at, story }, i): Cue[] => [
    { what: "story", at, story, number: i + 1, of: parts.length },
    ...story.acts.flatMap((act) => cuesOfAct(at, story, act)),
  ]);
  return cues.sort((one, other) => one.at - other.at);
}

function cuesOfAct(begin: number, story: Story, act: Act): ActCue[] {
  const cue = (at: number, isEnd: boolean): ActCue => ({
    what: "act",
    at: begin + at,
    story,
    act,
    isEnd,
    words: wordsOf(story, act, isEnd),
  });
  return "until" in act ? [cue(act.at, false), cue(act.until, true)] : [cue(act.at, false)];
}
