import type { Outcome } from "./outcome.ts";

/** Why an act of a person came to nothing, and what Slack shows them of it. */
export interface Failure {
  readonly reason: "no-app" | "timeout" | "refused";
  readonly said: string;
}

/** Below a modal whose submission went wrong in any way; the modal stays open. */
export const MODAL_TROUBLE = "We had some trouble connecting. Try again?";

/** Under an input that must be filled in. The app does not hear of it. */
export const REQUIRED = "Please complete this required field.";

/** Under an input that holds too little or too much. How Slack puts it is not known: these words are ours. */
export const tooShort = (least: number): string => `Please write at least ${least} characters.`;
export const tooLong = (most: number): string => `Please write at most ${most} characters.`;
export const tooMany = (most: number): string => `Please choose at most ${most}.`;

/**
 * Slack names the cause of a failed command. Over a socket an app that does not acknowledge counts as not reached.
 * @see reports of people: bolt-python issues 951 and 952, integrations/slack 352, spatie/laravel-slack-slash-command 99
 */
export function commandFailure(command: string, outcome: Outcome): Failure {
  const said = (word: string): string => commandError(command, word);
  switch (outcome.kind) {
    case "unreachable":
      return { reason: "no-app", said: said("dispatch_failed") };
    case "timeout":
      return { reason: "timeout", said: said(outcome.over === "http" ? "operation_timeout" : "dispatch_failed") };
    case "answered": {
      const { status } = outcome;
      const word = status >= 500 ? "http_service_error" : status >= 400 ? "http_client_error" : "dispatch_failed";
      return { reason: "refused", said: said(word) };
    }
  }
}

export const commandError = (command: string, word: string): string => `${command} failed with the error "${word}"`;

/** Beside the button or the menu that was used. */
export function clickFailure(outcome: Outcome): Failure {
  switch (outcome.kind) {
    case "unreachable":
      return { reason: "no-app", said: "Oh no, something went wrong. Please try that again." };
    case "timeout":
      return { reason: "timeout", said: "Operation timed out. Apps need to respond within 3 seconds." };
    case "answered":
      return { reason: "refused", said: `This app responded with Status Code ${outcome.status}` };
  }
}

/** The same for what Slack tells nobody about: an event, or that a modal was closed. */
export const silentFailure = (outcome: Outcome): Failure => ({ ...clickFailure(outcome), said: "" });
