import type { JSX } from "preact";
import { type Fields, fieldsOf, itemsOf, wordOf } from "../../block-fields.ts";
import type { ActPlace, FormValues } from "../page-state.ts";
import { Elements } from "./elements.tsx";
import { InputBlock } from "./input-block.tsx";
import { TextObject } from "./mrkdwn.tsx";
import { RichText } from "./rich-text.tsx";
import { safeUrl } from "./safe-url.ts";
import { Table } from "./table.tsx";

/** Where blocks stand, and what the fields of a form say of them. */
export interface Stand {
  readonly at: ActPlace;
  readonly errors?: Readonly<Record<string, string>> | undefined;
  /** What was entered in a form before. */
  readonly entered?: FormValues;
}

/**
 * The blocks of a message, a modal or a Home tab, each as it deserves. Known by their places: an edit gives them other ids,
 * and what has the focus must keep it.
 */
export function Blocks({ blocks, stand }: { readonly blocks: readonly unknown[]; readonly stand: Stand }): JSX.Element {
  return (
    <>
      {blocks.map((block, i) => (
        <Block key={`${i} ${wordOf(fieldsOf(block)["type"])}`} block={fieldsOf(block)} stand={stand} />
      ))}
    </>
  );
}

function Block({ block, stand }: { readonly block: Fields; readonly stand: Stand }): JSX.Element {
  const blockId = wordOf(block["block_id"]);
  switch (block["type"]) {
    case "header":
      return (
        <h4 class="block header">
          <TextObject value={block["text"]} />
        </h4>
      );
    case "section":
      return <Section block={block} stand={stand} />;
    case "rich_text":
      return (
        <div class="block">
          <RichText block={block} />
        </div>
      );
    case "table":
      return (
        <div class="block">
          <Table block={block} />
        </div>
      );
    case "context":
      return (
        <div class="block context">
          {itemsOf(block["elements"]).map((element, i) => (
            <ContextElement key={i} element={fieldsOf(element)} />
          ))}
        </div>
      );
    case "actions":
      return (
        <div class="block actions">
          <Elements elements={itemsOf(block["elements"])} blockId={blockId} at={stand.at} />
        </div>
      );
    case "input":
      return <InputBlock block={block} error={stand.errors?.[blockId]} entered={enteredIn(stand, block)} />;
    case "divider":
      return <hr class="block" />;
    case "image":
      return (
        <figure class="block">
          <Image fields={block} />
          <figcaption>
            <TextObject value={block["title"]} />
          </figcaption>
        </figure>
      );
    default:
      return <p class="block unknown">A block of the kind “{wordOf(block["type"])}”</p>;
  }
}

function enteredIn({ entered }: Stand, block: Fields): Readonly<Record<string, unknown>> | undefined {
  return entered?.[wordOf(block["block_id"])]?.[wordOf(fieldsOf(block["element"])["action_id"])];
}

function Section({ block, stand }: { readonly block: Fields; readonly stand: Stand }): JSX.Element {
  const fields = itemsOf(block["fields"]);
  return (
    <div class="block section">
      <div class="section-text">
        <TextObject value={block["text"]} />
        {fields.length > 0 && (
          <div class="fields">
            {fields.map((field, i) => (
              <div key={i}>
                <TextObject value={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block["accessory"] !== undefined && (
        <div class="accessory">
          {fieldsOf(block["accessory"])["type"] === "image" ? (
            <Image fields={fieldsOf(block["accessory"])} />
          ) : (
            <Elements elements={[block["accessory"]]} blockId={wordOf(block["block_id"])} at={stand.at} />
          )}
        </div>
      )}
    </div>
  );
}

function ContextElement({ element }: { readonly element: Fields }): JSX.Element {
  return (
    <span class="context-element">
      {element["type"] === "image" ? <Image fields={element} /> : <TextObject value={element} />}
    </span>
  );
}

/** Nothing loads from outside: an image is its description, and the way to it. */
function Image({ fields }: { readonly fields: Fields }): JSX.Element {
  const words = wordOf(fields["alt_text"]) || "Image";
  const href = safeUrl(wordOf(fields["image_url"]));
  return (
    <span class="image">
      {href === undefined ? (
        words
      ) : (
        <a href={href} target="_blank" rel="noopener noreferrer">
          {words}
        </a>
      )}
    </span>
  );
}
