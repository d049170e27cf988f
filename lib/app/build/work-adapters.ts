import { createAnswers } from "../../slack/answers.ts";
import { createDirectory } from "../../slack/directory.ts";
import { textsFor } from "../../text/pick.ts";
import type { Config } from "../config.ts";
import { discreetAnswers } from "../discreet-answers.ts";
import type { WorkPorts, WorkSettings } from "../work.ts";
import { type PollWiring, pollPorts } from "./poll-adapters.ts";

/** All adapters of slow work, each counting its calls. */
export function workPorts(config: Config, wiring: Required<PollWiring>): WorkPorts {
  const ports = pollPorts(config, wiring);
  let asked = 0;
  const { clock } = wiring;
  const { token, apiUrl } = config.slack;
  const slack = { token, apiUrl, clock, onCall: () => asked++ };
  return {
    ...ports,
    directory: createDirectory(slack),
    answers: discreetAnswers(createAnswers(slack), ports.redactor),
    calls: () => {
      const calls = ports.calls();
      return { ...calls, slack: calls.slack + asked };
    },
  };
}

export const workSettings = (config: Config): WorkSettings => ({ ...config, texts: textsFor(config.locale) });
