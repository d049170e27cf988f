import type { JSX } from "preact";
import { fieldsOf, itemsOf, wordOf } from "../../block-fields.ts";
import { RichText } from "./rich-text.tsx";
import { Scroller } from "./scroller.tsx";

/** A table block; its first row is the heading. It scrolls within itself where it is too wide. */
export function Table({ block }: { readonly block: unknown }): JSX.Element {
  const [heading = [], ...rows] = itemsOf(fieldsOf(block)["rows"]).map(itemsOf);
  const columns = itemsOf(fieldsOf(block)["column_settings"]).map(fieldsOf);
  const align = (i: number) => (columns[i]?.["align"] === "right" ? "right" : undefined);
  return (
    <Scroller className="table" label="Table">
      <table>
        <thead>
          <tr>
            {heading.map((cell, i) => (
              <th key={i} scope="col" class={align(i)}>
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, r) => (
            <tr key={r}>
              {row.map((cell, i) => (
                <td key={i} class={align(i)}>
                  <Cell cell={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroller>
  );
}

function Cell({ cell }: { readonly cell: unknown }): JSX.Element {
  const fields = fieldsOf(cell);
  return fields["type"] === "rich_text" ? (
    <RichText block={cell} />
  ) : (
    <span class="plain">{wordOf(fields["text"])}</span>
  );
}
