import type { ComponentChildren, JSX } from "preact";
import { type Fields, fieldsOf, itemsOf, wordOf } from "../../block-fields.ts";
import { DateToken, Mrkdwn } from "./mrkdwn.tsx";
import { useNames } from "./names.ts";
import { safeUrl } from "./safe-url.ts";

/** A rich_text block: sections, lists, preformatted text and quotes. */
export function RichText({ block }: { readonly block: unknown }): JSX.Element {
  return <div class="rich">{grouped(itemsOf(fieldsOf(block)["elements"]).map(fieldsOf))}</div>;
}

/** Lists that follow each other are one list, its parts nested by their indent. */
function grouped(parts: readonly Fields[]): ComponentChildren[] {
  return parts.map((part, i) => {
    switch (part["type"]) {
      case "rich_text_section":
        return (
          <p key={i}>
            <Inline elements={part["elements"]} />
          </p>
        );
      case "rich_text_preformatted":
        return (
          <Preformatted key={i}>
            <Inline elements={part["elements"]} />
          </Preformatted>
        );
      case "rich_text_quote":
        return (
          <blockquote key={i}>
            <Inline elements={part["elements"]} />
          </blockquote>
        );
      case "rich_text_list":
        return <List key={i} part={part} />;
      default:
        return (
          <p key={i} class="unknown">
            {wordOf(part["type"])}
          </p>
        );
    }
  });
}

/** Printed lines; one can scroll them by the keyboard. */
export function Preformatted({ children }: { readonly children: ComponentChildren }): JSX.Element {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus, or no key reaches its end
  return <pre tabIndex={0}>{children}</pre>;
}

function List({ part }: { readonly part: Fields }): JSX.Element {
  const items = itemsOf(part["elements"]).map((item, i) => (
    <li key={i}>
      <Inline elements={fieldsOf(item)["elements"]} />
    </li>
  ));
  const className = `list indent-${Math.min(Number(part["indent"] ?? 0), 8)}`;
  const start = Number(part["offset"] ?? 0) + 1;
  return part["style"] === "ordered" ? (
    <ol class={className} start={start}>
      {items}
    </ol>
  ) : (
    <ul class={className}>{items}</ul>
  );
}

function Inline({ elements }: { readonly elements: unknown }): JSX.Element {
  return (
    <>
      {itemsOf(elements).map((element, i) => (
        <Element key={i} element={fieldsOf(element)} />
      ))}
    </>
  );
}

function Element({ element }: { readonly element: Fields }): JSX.Element {
  const { users, channels, groups } = useNames();
  const styled = (children: ComponentChildren) => <Styled style={fieldsOf(element["style"])}>{children}</Styled>;
  switch (element["type"]) {
    case "text":
      return styled(wordOf(element["text"]));
    case "link": {
      const words = wordOf(element["text"]) || wordOf(element["url"]);
      const href = safeUrl(wordOf(element["url"]));
      return styled(
        href === undefined ? (
          words
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer">
            {words}
          </a>
        ),
      );
    }
    case "user":
      return <span class="user-mention">@{users[wordOf(element["user_id"])] ?? wordOf(element["user_id"])}</span>;
    case "usergroup":
      return (
        <span class="user-mention">{groups[wordOf(element["usergroup_id"])] ?? wordOf(element["usergroup_id"])}</span>
      );
    case "channel":
      return (
        <span class="user-mention">#{channels[wordOf(element["channel_id"])] ?? wordOf(element["channel_id"])}</span>
      );
    case "broadcast":
      return <span class="user-mention">@{wordOf(element["range"])}</span>;
    case "emoji":
      return <Mrkdwn plain text={`:${wordOf(element["name"])}:`} />;
    case "date":
      return styled(
        <DateToken
          at={Number(element["timestamp"])}
          format={wordOf(element["format"])}
          fallback={wordOf(element["fallback"])}
          link={safeUrl(wordOf(element["url"]))}
        />,
      );
    case "color":
      return <code>{wordOf(element["value"])}</code>;
    default:
      return <span class="unknown">{wordOf(element["type"])}</span>;
  }
}

function Styled({ style, children }: { readonly style: Fields; readonly children: ComponentChildren }): JSX.Element {
  const inner = style["code"] ? <code>{children}</code> : children;
  const struck = style["strike"] ? <s>{inner}</s> : inner;
  const slanted = style["italic"] ? <em>{struck}</em> : struck;
  return <>{style["bold"] ? <strong>{slanted}</strong> : slanted}</>;
}
