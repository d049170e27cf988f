import { ENV, type Functions, starter } from "./stage/functions.ts";
import { firstAnswer } from "./stage/instance.ts";
import type { Effort, Score } from "./stage/score.ts";
import { command, eventOf, pressReject } from "./stage/slack-event.ts";
import { openTlsHost, type TlsHost } from "./stage/tls-host.ts";

/** What a new instance with little CPU is asked first. */
interface Question {
  readonly line: string;
  /** Of a processor: the smallest that Function Compute has, or what the deployment asks for. */
  readonly share: 0.05 | 0.5;
  /** The form that Slack sends. */
  readonly form: Readonly<Record<string, string>>;
  readonly beside: "bare-bolt" | "calling-bolt";
  /** Settings besides those of every deployment, where `host` is both Slack and Function Compute. */
  readonly env?: (host: TlsHost) => Readonly<Record<string, string>>;
  /** The one call that is made before the answer; absent: none. */
  readonly calls?: string;
}

const QUESTIONS: readonly Question[] = [
  {
    line: "help, 0.05 vCPU",
    share: 0.05,
    form: command("help"),
    beside: "bare-bolt",
  },
  {
    line: "pending, handed to the worker over TLS, 0.5 vCPU",
    share: 0.5,
    form: command("pending"),
    beside: "calling-bolt",
    env: ({ address }) => ({ PLANBELL_FC_ENDPOINT: address }),
    calls: "/2023-03-30/functions/planbell-worker/invocations",
  },
  {
    line: "a press of Reject, a modal opened over TLS, 0.5 vCPU",
    share: 0.5,
    form: pressReject(),
    beside: "calling-bolt",
    env: ({ address }) => ({ SLACK_API_URL: `${address}/api/` }),
    calls: "/api/views.open",
  },
];

const NAMES = { "bare-bolt": "bare Bolt", "calling-bolt": "Bolt and stock clients" } as const;

/** Slack gives up after three seconds, of which the way takes some. */
const GOAL_S = 1.5;

/**
 * A3: seconds from the start of an instance to its first answer, on a share of a processor.
 *
 * The share is emulated: the process is stopped whenever it has used up what it is given in a tenth of a second.
 */
export async function smallInstance({ seeds, haste }: Effort, functions: Functions): Promise<readonly Score[]> {
  const host = await openTlsHost();
  try {
    const scores: Score[] = [];
    for (const { line, share, form, beside, env, calls } of QUESTIONS) {
      const files = { ours: await functions.slack(), beside: await functions.apart(beside) };
      const seconds = async (who: "ours" | "beside"): Promise<number> => {
        const given = env === undefined ? ENV : { ...ENV, ...host.env, ...env(host) };
        const { after } = await firstAnswer({
          args: [starter("first-answer"), files[who], eventOf(form)],
          env: given,
          share: share * haste,
        });
        const asked = host.asked();
        if (asked.join() !== (calls ?? "")) throw new Error(`${line}: called ${asked.join() || "nobody"}`);
        return after;
      };
      const values: { readonly ours: number[]; readonly beside: number[] } = { ours: [], beside: [] };
      for (let seed = 0; seed < seeds; seed += 1) {
        values.ours.push(await seconds("ours"));
        values.beside.push(await seconds("beside"));
      }
      const baseline = { name: NAMES[beside], values: values.beside };
      scores.push({ title: "A3 seconds to the first answer", line, ours: values.ours, baseline, goal: GOAL_S });
    }
    return scores;
  } finally {
    await host.close();
  }
}
