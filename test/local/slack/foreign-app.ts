import { App, type AppOptions } from "@slack/bolt";
import type { HomeView, ModalView, PlainTextElement } from "@slack/types";

const plain = (text: string): PlainTextElement => ({ type: "plain_text", text });
const button = { type: "button" as const, action_id: "take", text: plain("Take it"), value: "soup" };
const ORDER: ModalView = {
  type: "modal",
  callback_id: "order",
  title: plain("Order"),
  submit: plain("Order"),
  blocks: [
    {
      type: "input",
      block_id: "dish",
      label: plain("Dish"),
      element: { type: "plain_text_input", action_id: "dish" },
    },
  ],
};

/** An app for lunch that somebody else wrote: only Bolt, and nothing that knows of a stand-in. */
export function lunchApp(options: AppOptions, name = "/lunch"): { app: App; retries: unknown[] } {
  const app = new App(options);
  const retries: unknown[] = [];
  app.command(name, async ({ command, ack, respond, client }) => {
    if (command.text === "menu") return ack("Soup");
    if (command.text === "later") return ack().then(() => respond("Soup, after a while").then(() => undefined));
    await ack();
    if (command.text === "order") await client.views.open({ trigger_id: command.trigger_id, view: ORDER });
    const blocks = [{ type: "actions" as const, block_id: "row", elements: [button] }];
    if (command.text === "card") await client.chat.postMessage({ channel: command.channel_id, text: "Soup", blocks });
  });
  app.action("take", async ({ body, ack, client }) => {
    await ack();
    if (body.type !== "block_actions" || !body.message || !body.channel) return;
    const text = `Taken by ${body.user.id}`;
    await client.chat.update({ channel: body.channel.id, ts: body.message.ts, text, blocks: [] });
  });
  app.view("order", async ({ body, view, ack, client }) => {
    const dish = view.state.values["dish"]?.["dish"]?.value ?? "";
    if (dish === "cake") return ack({ response_action: "errors", errors: { dish: "No cake today" } });
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `You get ${dish}` });
  });
  app.event("app_home_opened", async ({ event, context, client }) => {
    retries.push(context.retryNum);
    const view: HomeView = { type: "home", blocks: [{ type: "section", block_id: "home", text: plain("Hungry?") }] };
    await client.views.publish({ user_id: event.user, view });
  });
  return { app, retries };
}
