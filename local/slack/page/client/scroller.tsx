import type { ComponentChildren, JSX, Ref } from "preact";

/** What scrolls, by the keyboard too. */
export function Scroller({
  className,
  label,
  box,
  onScroll,
  children,
}: {
  readonly className: string;
  readonly label: string;
  readonly box?: Ref<HTMLElement>;
  readonly onScroll?: (element: HTMLElement) => void;
  readonly children: ComponentChildren;
}): JSX.Element {
  return (
    <section
      class={className}
      ref={box ?? null}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus, or no key reaches its end
      tabIndex={0}
      aria-label={label}
      onScroll={(event) => onScroll?.(event.currentTarget)}
    >
      {children}
    </section>
  );
}
